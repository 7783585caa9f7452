"""What is said of a name that is neither failing nor working: it was changed, tried, suspected."""

from __future__ import annotations

import re

from detector.facts.role_cues import ALIAS as _ALIAS
from detector.facts.role_cues import THING as _THING

#: Who was first taken for the cause, and was not: 당초 MS 클라우드 문제로 알려졌지만.
FALSE_LEAD = re.compile(
    r"(?:당초|애초|처음에?[는엔]|초기에[는엔]?|한때).{0,60}?(?:알려졌|지목됐|추정됐|의심|꼽혔|여겨졌)|탓으로 잘못|"
    r"(?:으로|로) (?:의심했|봤)(?:으나|지만)|"
    r"다는\s(?:신고|제보|글|문의|호소|불만)(?:가|이|도)?\s(?:\S{1,6}\s){0,2}?(?:늘|올라오|올라왔|있었|나왔|이어졌|"
    r"들어왔|잇따랐)\S{0,2}(?:지만|으나|는데)|"
    r"(?:외신|일각|언론|누리꾼|네티즌|이용자|커뮤니티)(?:들)?[은는이가에서]{1,3}\s.{0,90}(?:추정|의심|지목|추측|"
    r"짐작)(?:했|됐|하기도|이 나)|"
    r"(?:이라는|라는|[가-힣]다는|냐는)\s(?:글|말|소문|추측|관측|의심|설|얘기|이야기|"
    r"주장)[이가은는도]?\s(?:\S{1,6}\s)?"
    r"(?:돌|나돌|퍼[졌지]|떠돌|번졌|나왔[으지]|있었[으지]|제기됐)"
)
#: Somebody changes it; what fails then is the changer's: KT 회선을 교체하다.
CHANGED = re.compile(
    rf"^{_ALIAS}{_THING}\s?(?:의\s)?(?:회선|망|서버|장비|통신장비|네트워크 장비|라우터|스위치|배터리|통신망|네트워크|"
    rf"시스템)?[을를]\s(?:교체|변경|바꾸|옮기|늘리|증설|점검하|해지)"
)
#: What was rumoured of it, and was wrong: '아마존웹서비스 장애설'은 사실이 아니다.
RUMOURED = re.compile(
    rf"^{_ALIAS}{_THING}\s?(?:장애|화재|정전|해킹|공격|배후|원인|책임|연루|오류|이상)\s?설['\"’”]?[은는이가을를도]?|"
    rf"^{_ALIAS}{_THING}\s?(?:장애|오류|문제|이상|먹통|다운|공격|해킹|탓|때문|책임|여파)['\"’”]?\s?(?:이?라는|이?라던|이?란)?"
    r"\s?(?:일부\s|일각의\s|온라인\s)?(?:소문|추측|관측|의심|의혹|루머|주장|풍문|낭설|추정|뜬소문|가짜\s?뉴스)"
)
#: Who speaks says that it is not so: 소문에 대해 사실이 아니라고 잘라 말했다, 자사 문제로 오인한 문의가 왔다.
DENIES = re.compile(
    r"사실(?:이|은|과)?\s(?:전혀\s)?(?:아니|다르|무근)|사실무근|일축|부인했|(?:으로|로)\s(?:오인|오해|착각)(?:한|된|해|받)"
)
#: More of it was bought before or meanwhile: AWS 인스턴스를 네 배로 늘려 둔.
SCALED = re.compile(
    rf"^{_ALIAS}{_THING}\s?(?:인스턴스|용량|자원|대역폭|인프라|노드)[을를]\s(?:\S{{1,6}}\s){{0,2}}?(?:늘|증설|확충|"
    rf"추가|붙|확보)"
)
#: Its outage of long ago, of which something came since: KT 아현지사 화재 이후 의무화됐다.
BYGONE = re.compile(
    rf"^{_ALIAS}{_THING}\s?(?:장애|화재|먹통|사고|사태|정전|대란)\s?(?:사태|사고)?\s?(?:이후|뒤|후|[를을]\s계기로|"
    r"[를을]\s겪은\s뒤|에서\s교훈)\s[^.\n]{0,60}?(?:의무|법|규정|강화|도입|신설|개정|마련|제도|대책|기준|교훈|점검했|투자)"
)
#: Who mends it with them: 협력사인 롯데정보통신과 함께 복구하고 있다.
HELPS = re.compile(
    rf"^{_ALIAS}\s?(?:측)?(?:와|과|이랑)\s?(?:함께|같이|공동으로|협력해|협의해|손잡고|"
    rf"머리를 맞대)\s(?:[가-힣]{{1,8}}\s){{0,2}}?(?:복구|원인|점검|조사|조치|대응|대책|해결|분석|살피)"
)
#: What would have been with it: 네이버에 맡겼으면 이런 일이 없었을 것.
SUPPOSED = re.compile(
    rf"^{_ALIAS}(?:\s?(?:클라우드|서버|시스템|제품|망))?(?:에|에서|을|를|로|으로)\s(?:[가-힣]{{1,6}}\s){{0,2}}?"
    r"[가-힣]{0,4}[았었였했겼썼렸뒀됐](?:으면|더라면|다면)"
)
#: People tried by means of it: 네이버 인증서로도 들어갈 수 없었다.
BY_MEANS = re.compile(
    rf"^{_ALIAS}(?:\s?(?:인증서|인증|계정|아이디|앱|카드|페이|회선|와이파이))?(?:으로|로)(?:(?:도|는|조차)\s|"
    rf"\s(?:접속|로그인|결제|주문|가입|들어)(?:한|해|하|간|가|온))"
)
#: It was put before the site to save it: 클라우드플레어를 적용해 정상화됐다.
APPLIED = re.compile(rf"^{_ALIAS}[을를]\s(?:적용|도입|설치|거쳐|붙여)")
#: What is told is not its: 티오더 계열이 아니어서 화를 면했다.
_NOT_IT = re.compile(
    rf"^{_ALIAS}(?:\s?(?:계열|소속|고객사?|제품|서비스|이용자|망|회선|가맹점))?[이가]\s아니(?:어서|라서?|고|며|었|다)"
)
# Others do not go by way of it: 스팀을 거치지 않아.
_NOT_USED = re.compile(rf"^{_ALIAS}[을를]\s(?:거치|쓰|이용하|사용하|통하|타)지\s?않")
# What is told went wrong between two: 마크모니터와 고대디 레지스트리 사이에 오해가 생겨.
_BETWEEN = re.compile(
    rf"^{_ALIAS}(?:와|과)\s[^,.\n]{{0,40}}?\s?(?:사이|간)(?:의|에|에서)?\s[^.\n]{{0,12}}?(?:오해|소통|착오|커뮤니케이션|혼선)"
)
# 카페24 호스팅 아닌 '가비아 IDC' 정전.
_NOT_THIS = re.compile(rf"^{_ALIAS}(?:\s[가-힣A-Za-z]{{1,6}})?[이가]?\s?아닌\s")
# 왓츠앱 대신 깔았더니: one thing for another.
_INSTEAD_OF = re.compile(rf"^{_ALIAS}\s?대신\s")
# 치폴레 이벤트 탓 아냐.
_NOT_TO_BLAME = re.compile(
    rf"^{_ALIAS}(?:\s[가-힣]{{1,8}}){{0,3}}\s?(?:탓|때문)[은이]?\s?아[니닌냐]"
)
#: People turn to it, or leave it be: srt로 끊어야, 트위터나 하자.
TOWARDS = re.compile(r"^(?:으로|로|이나|나|보다|말고|한테)\s")


def is_not_meant(after: str) -> bool:
    """Return whether what is told is said to be no matter of the name's: 티오더 계열이 아니어서."""
    return _NOT_IT.match(after) is not None


def is_neutral(after: str) -> bool:
    """Return whether what is said of the name tells neither that it failed nor that it works."""
    return any(
        sign.match(after)
        for sign in (
            CHANGED,
            _NOT_IT,
            _NOT_TO_BLAME,
            _NOT_THIS,
            _NOT_USED,
            _BETWEEN,
            _INSTEAD_OF,
            BY_MEANS,
            APPLIED,
            RUMOURED,
            BYGONE,
            SCALED,
            SUPPOSED,
            HELPS,
        )
    )
