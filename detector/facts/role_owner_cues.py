"""What stands around a name that only tells whose the service beside it is."""

from __future__ import annotations

import re

from detector.facts.role_cues import ALIAS

#: The company behind a service: 배달의민족을 운영하는 우아한형제들, 운영사 두나무.
OPERATOR_BEFORE = re.compile(
    r"(?:[을를] (?:운영하는|운영 중인|개발한|만든|서비스하는|제공하는)|운영사인?|개발사|제작사|배급사|유통사|서비스사|모회사|"
    r"모기업|최대 주주인|운영자인?)\s?['\"‘“]?$"
)
#: The same of a subsidiary, unless it is told to fail: 자회사 호라이즌항공도 함께 멈췄다.
SUBSIDIARY_BEFORE = re.compile(r"(?:자회사|계열사)(?:인)?\s?['\"‘“]?$")
#: The service, not who runs it: 배달의민족을 운영하는 우아한형제들.
OPERATED = re.compile(
    rf"^{ALIAS}(?:을|를|가|이)\s(?:함께 )?(?:운영|서비스|개발|제공|배급)(?:하는|한|사)|"
    r"^\s?(?:그룹)?\s?(?:계열사|자회사)"
)
#: The same, where only one service follows, which is then what the text is about.
OPERATES = re.compile(rf"^{ALIAS}(?:이|가)\s(?:운영|서비스|개발|제공)(?:하는|한)\s")
#: The name runs what is told next: 페이스북이 운영하는 앱, 소니의 온라인 서비스 'PSN'.
RUNS = re.compile(
    rf"^{ALIAS}(?:이|가)\s(?:함께 )?(?:운영|서비스|개발|제공)(?:하는|한|하고)|"
    rf"^{ALIAS}의\s(?:[가-힣]{{1,8}}\s){{0,3}}?(?:앱|서비스|소셜미디어|메신저|플랫폼|게임|시스템)[들]?[\s,(‘'“\"]"
)
#: What stands between an owner and its own service: 삼성전자 인공지능(AI) 서비스 '빅스비'.
OWNS_NEXT = re.compile(rf"^{ALIAS}(?:의)?\s[^,·ㆍ△▲]{{0,22}}$")
#: A company before what it runs, told as such: 두나무의 증권 앱 ‘카카오스탁’.
OWNS_QUOTED = re.compile(
    rf"^{ALIAS}(?:의|이 운영하는|가 운영하는)?\s[^,.·…△▲'‘“\"]{{0,22}}?(?:서비스|앱|어플|플랫폼|게임|RPG|메신저|시스템|"
    r"뱅킹|사이트|브랜드|포털|HTS|MTS|내비게이션|챗봇|솔루션|거래소|마켓|OTT|은행|지갑|PC방|비서|"
    r"모델)\s?(?:\([^)]{1,20}\)\s?)?['‘“\"<]"
)
