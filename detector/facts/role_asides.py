"""What stands around a name that only passes by: another day's outage, a team, a thing linked."""

from __future__ import annotations

import re

_ALIAS = r"(?:\s?\([^()\n]{1,30}\))?"
_OUTAGE = r"(?:장애|먹통|사태|화재|대란|사고|마비)"
_WHEN = r"\s?때(?:마다|는|도|처럼|와|의|에|엔)?(?:[\s,]|$)"
# 카카오 먹통 때, and whoever stands after it: 애저 장애 때는 스타벅스가.
_OTHER_DAY = re.compile(rf"^{_ALIAS}(?:의)?\s?(?:[가-힣A-Za-z]{{1,6}}\s){{0,2}}?{_OUTAGE}{_WHEN}")
# The one before: AWS 이어 이번엔 애저, AWS가 마비된 지 열흘 만에.
_WHEN_IT_FAILED = re.compile(
    rf"^{_ALIAS}[이가도]?\s?(?:멈췄|터졌|죽었|뻗었|막혔|먹통이었|다운됐|안\s?됐|끊겼|마비됐)을\s?(?:때|적)(?:랑|처럼|"
    rf"도|는|와|같|에도|,|\s)"
)
_ONE_BEFORE = re.compile(
    rf"^{_ALIAS}(?:에)?\s이어[,\s]+(?:이번|또|다시)|"
    rf"^{_ALIAS}[이가]\s[^.,\n]{{0,30}}?[가-힣]던\s(?:일|사고|사례|것|사태|장애|때)(?:과|와)(?:는|도)?\s|"
    rf"^{_ALIAS}[이가은는]?\s[^.,\n]{{0,16}}?(?:마비된|멈춘|멎은|끊긴|장애를 겪은|먹통이 된|중단된|"
    rf"장애가 난)\s지\s\S{{1,6}}\s?(?:만|도|이|채|안|밖|뒤)|"
    rf"^{_ALIAS}(?![은는이가도])[^.,\n]{{0,30}}?{_OUTAGE}에\s이어[,\s]+(?:이번|또|다시|재차)|"
    rf"^{_ALIAS}(?:\s[가-힣]{{1,6}}){{0,2}}?\s{_OUTAGE}(?:가\s(?:난|일어난)\s지|\s(?:이후|뒤|후))?\s(?:불과\s)?"
    rf"(?:\d{{1,2}}\s?(?:일|주일?|개월|달|년)|하루|이틀|사흘|나흘|일주일|열흘|보름|한\s?달|두\s?달|반년)(?:여)?\s?만에\s"
    rf"(?:또|다시|재차)"
)
# What something else is likened to: 일본판 '하이패스'.
_LIKENED = re.compile(r"(?:[가-힣]{2,4}판|제2의|또\s다른\s의미의)\s['‘\"“<]?$")
# All but it: 트래블스카이를 뺀.
_ALL_BUT = re.compile(rf"^{_ALIAS}[을를]\s(?:뺀|빼고|제외한|제외하고|제외하면|비롯하지)")
_AFTER_OTHER_DAY = re.compile(
    rf"^[^.\n]{{0,30}}{_OUTAGE}{_WHEN}|(?:저번|예전|옛날|작년)\S{{0,3}}\s?$"
)
# An expert explains by an example: 김 교수는 "클라우드플레어는 분 단위로 알린다".
_EXPERT = re.compile(
    r"(?:교수|전문가|연구원|연구위원|변호사|애널리스트|평론가)(?:들)?[은는이가]"
    r"(?:\s[^\"“\n]{0,16})?\s?[\"“][^\"”\n]{0,90}$"
)
# Whose shares begin to be traded is no service: LG에너지솔루션 상장 첫날, 공모주 크래프톤.
_LISTED_CO = re.compile(
    rf"^{_ALIAS}(?:의)?\s?(?:신규\s)?(?:상장(?:일|\s?(?:첫날|당일|직후|이틀|날))|공모(?:주|가|\s?청약)|청약|IPO|기업공개|"
    rf"거래\s?개시|수요예측|새내기주)"
)
_NEW_SHARE = re.compile(
    r"(?:공모주|새내기주|대어|최대어|새내기)(?:인|로 꼽히는|로 꼽힌)?\s['\"‘“]?$"
)
# What else is in the news of it, and what is given away: FTX 파산 이후, 스타벅스 쿠폰을 지급.
_OTHER_NEWS = re.compile(
    rf"^{_ALIAS}(?:의)?\s?(?:파산|부도|회생|뱅크런|상장\s?폐지|인수|합병)\s?(?:신청|사태|선언|절차|이후|여파|추진|설)|"
    rf"^{_ALIAS}\s(?:[가-힣0-9]{{1,6}}\s)?(?:쿠폰|기프티콘|기프트카드|상품권|금액권)(?:을|를|이|가)?\s"
    r"(?:\S{1,6}\s)?(?:지급|제공|돌[린려렸]|증정|보[냈내]|준다|줬|발송|받)"
)
# What it shows drew the crowd: 넷플릭스 '흑백요리사' 우승자의 식당 예약.
_ITS_SHOW = re.compile(
    rf"^{_ALIAS}(?:의)?\s(?:오리지널\s|예능\s|드라마\s|시리즈\s|다큐멘터리\s|영화\s|"
    rf"프로그램\s){{0,2}}['‘<〈《][^'’>〉》\n]{{1,24}}['’>〉》]\s?"
    r"(?:[가-힣]{1,4}\s)?(?:우승|준우승|출연|주연|주인공|촬영지|열풍|인기|흥행|방영|방송|속\s|에\s?(?:나온|나와|출연|"
    r"등장)|[을를]\s(?:본|보고)|제작진|"
    r"셰프|참가|효과)"
)
# In trouble of another kind: KT는 정보 유출로, LG유플러스는 영업정지로 홍역을 치르고 있다.
_OTHER_TROUBLE = re.compile(
    rf"^{_ALIAS}[은는도이가]\s(?:[가-힣0-9]{{1,8}}\s){{0,3}}?(?:[가-힣]{{0,4}}정보\s?유출|유출|영업\s?정지|과징금|세무조사|횡령|"
    r"압수수색|파업|갑질|불완전판매|노사\s?갈등)(?:\s(?:사태|사고|논란|의혹|문제))?(?:으로|로)(?:,|\s(?:각각\s)?(?:홍역|곤욕|뭇매|"
    r"몸살|논란|진통|수사|제재|도마|골머리))"
)
# Teams that carry a sponsor's name: KT 롤스터, OK저축은행 브리온.
_TEAM = re.compile(
    r"^\s?(?:롤스터|브리온|프릭스|e스포츠|이스포츠|게이밍|위즈(?=[은는이가의와도]|\s|,|$)|이글스|라이온즈|트윈스|"
    r"다이노스|자이언츠|"
    r"타이거즈|베어스|"
    r"랜더스|히어로즈|점퍼스|세이커스|썬더스|소닉붐|배구단|농구단|야구단|축구단|챔피언스|컵(?![가-힣])|배(?:\s|$)|오픈(?:\s|$))"
)
# What drew the crowd is no victim: 실크송이 멈춘 스팀, 임영웅이 무너뜨린 예매창.
_DREW = re.compile(
    rf"^{_ALIAS}[이가]\s(?:멈춘|멈춰 세운|세운|무너뜨린|마비시킨|쓰러뜨린|터뜨린|먹통 만든|뻗게 한|멈추게 한)\s(?!것|"
    rf"건|때|뒤|이유|원인|지\s|채|날|사이|동안|시간)"
)
# What is linked to it does not work, not it: 구글 캘린더 연동, 네이버 아이디로 로그인.
_LINKED = re.compile(
    rf"^{_ALIAS}(?:(?:와의|과의|와|과)\s?연결된|(?:와의|과의|와|과)?\s?(?:[가-힣]{{1,5}}\s)?(?:앱\s)?(?:연동|제휴\s?(?:앱|"
    rf"카드|서비스)|아이디로))|"
    rf"^{_ALIAS}(?:\s\S{{1,6}}){{0,3}}(?:와의|과의)\s(?:통신|연결|연동)|"
    r"^\s(?:판|버전|에디션)(?:[도은는이의]|에서|\s)|^\s?(?:주가|주식(?!회사)|관련주|노조|출신|브리핑룸|빌딩|사옥)"
)
# It is told with whom something is done, or called upon: 라이엇아, 구글에 요청했다.
_ADDRESSED = re.compile(
    rf"^{_ALIAS}(?:에|에게|측에|한테)\s(?:[^.\n]{{0,45}}?\s)?(?:요청|요구|통보|지시|권고|문의|항의|소송|과징금|과태료|"
    rf"책임을|자료를 내)|"
    r"^[아야]\s*(?:$|[\n.!?ㅋㅠ])"
)
# A quote given by way of it: 유튜브로 "…"고 알렸다, 트위터에 "…"며 사과했다.
_BY_WAY = re.compile(
    rf"^{_ALIAS}(?:\s(?:공식|계정|채널|페이지)){{0,2}}(?:으로|로|에|에는|에서|를 통해|"
    rf"을 통해)\s?[\"“'‘][^\"”\n]{{1,90}}[\"”'’]?(?:라|이라)?"
    r"(?:고|며|면서|는)\s|"
    rf"^{_ALIAS}\s?(?:상태\s|서비스\s)?(?:대시보드|페이지|블로그|공지|게시판|상태판|파트너 페이지)(?:에|에서|"
    rf"를 통해)\s(?!접속|오류|장애|문제)|"
    rf"^{_ALIAS}(?:\s?등)?(?:에서|에)\s(?:[가-힣'‘’\"“”]{{1,10}}\s){{0,4}}?(?:내려받|다운로드|퇴출|등록|출시|판매|검색|"
    rf"업데이트|최신|설치|제거|삭제|갱신|바꾸면)|"
    rf"^{_ALIAS}[이가]\s(?:\S{{1,8}}\s){{0,2}}?실시간\s?(?:트렌드|검색어|검색|인기)|"
    rf"^{_ALIAS}(?:으로|로|에|를 통해|을 통해)\s(?:안내|공지|사과|해명|알려|전해|생중계)"
)


# Whoever brought it about: 전산사고를 낸 키움증권.
_CAUSED = re.compile(
    rf"(?:{_OUTAGE}[를을]?\s(?:낸|일으킨|빚은|겪은|초래한|부른)|"
    r"(?:피해|영향|차질|불편|직격탄|타격|손해|곤욕)[를을]?\s(?:\S{1,3}\s)?(?:본|입은|받은|겪은|맞은|당한|치른))\s['\"‘“]?$"
)


def caused_it(before: str) -> bool:
    """Return whether what stands before a name makes it the one that failed."""
    return _CAUSED.search(before) is not None


def is_aside(before: str, after: str) -> bool:
    """Return whether the name passes by, so that what fails in its clause is not its failing."""
    if any(sign.search(before) for sign in (_AFTER_OTHER_DAY, _EXPERT, _LIKENED)):
        return True
    return any(
        sign.match(after)
        for sign in (
            _OTHER_DAY,
            _ONE_BEFORE,
            _OTHER_NEWS,
            _ITS_SHOW,
            _OTHER_TROUBLE,
            _DREW,
            _WHEN_IT_FAILED,
            _TEAM,
            _LINKED,
            _ALL_BUT,
            _BY_WAY,
        )
    )


def is_of_another_day(after: str) -> bool:
    """Return whether it is named for an outage of another day: AWS 장애 때는."""
    return _OTHER_DAY.match(after) is not None


def is_new_share(before: str, after: str) -> bool:
    """Return whether it is named as a company whose shares are new on the market."""
    return _NEW_SHARE.search(before) is not None or _LISTED_CO.match(after) is not None


def is_addressed(after: str) -> bool:
    """Return whether something is asked of it, which says neither that it failed nor that not."""
    return _ADDRESSED.match(after) is not None
