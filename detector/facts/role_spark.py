"""How reports tell that an outage came from a supplier: its update clashed, its people explain."""

from __future__ import annotations

import re

from detector.facts.role_cues import ALIAS as _ALIAS

_PRODUCT = (
    r"(?:업데이트|소프트웨어|프로그램|패치|제품|장비|솔루션|배포|센서|펌웨어|코드|설정|서버|장치|단말기|모듈|엔진|백신|"
    r"인증서|파일)"
)
#: Its product did harm: 크라우드스트라이크의 업데이트가 윈도와 충돌했다.
CLASHED = re.compile(
    rf"^{_ALIAS}(?:의|가|이|에서)?\s?(?:\S{{1,8}}\s){{0,3}}?{_PRODUCT}(?:이|가|와|과|을|를|에)?\s[^.\n\"“]{{0,24}}?"
    r"(?:충돌|잘못|결함|오류|꼬[이였]|깨[졌지]|고장|버그|악성)"
)
#: What it is called tells that others stand on it: 인증 대행사 X, 결제를 중계하는 X.
AGENT_BEFORE = re.compile(
    r"(?:대행사|대행업체|호스팅업체|호스팅사|인증업체|인증기관|등록업체|등록기관|등록대행사|중계업체|중계사|공급업체|"
    r"공급사|협력사|"
    r"협력업체|PG사|VAN사|밴사|클라우드 업체|[을를]\s(?:대행|중계|공급|납품|위탁 운영|관리)(?:하는|해 온|해온|한))인?\s$"
)
#: It is told to have nothing to do with it.
NOT_ITS = re.compile(
    r"^[^.\n\"“]{0,20}?(?:장애|사고|사태|먹통|오류|화재|문제)(?:와는?|과는?)\s(?:아무\s|아무런\s|전혀\s|직접\s)?(?:무관|"
    r"(?:관련|관계|상관)[이가은는도]?\s?없)"
)
#: The sentence begins with the outage: 이번 사태는, 장애는, 문제는.
THIS_OUTAGE = re.compile(
    r"^[\"“'‘]?(?:이번\s|이날\s|이\s|당시\s|전날\s)?(?:전산\s|통신\s|서비스\s|접속\s)?(?:사태|장애|사고|먹통|문제|오류|"
    r"마비|혼란|대란|현상|사달|이상)[은는]\s"
)
#: And ends by telling whence it came.
CAME_FROM = re.compile(
    r"(?:벌어졌|벌어진|비롯됐|비롯된|비롯했|시작됐|시작된|시작했|일어났|일어난|촉발됐|촉발된|빚어졌|빚어진|생겼|생긴|"
    r"발생했|발생한|때문[에이]|탓)"
    r"[^.\n]{0,16}[.…]?$"
)
#: The clause ends by calling what it tells the cause: 차단한 것이 화근이었다.
WAS_THE_SPARK = re.compile(
    r"(?:것이|게|점이|탓이|일이|[가-힣]{1,8}[이가])\s(?:화근|발단|불씨|빌미|도화선|원흉|근본 원인|직접 원인|원인|"
    r"방아쇠)(?:이었|였|이다|이 됐|가 됐|으로 (?:꼽|지목|드러|밝혀)|이 되)"
)
#: It tells what went wrong with it: 에퀴닉스는 "설비를 손보던 중 온도가 올랐다"고 했다.
EXPLAINS = re.compile(
    rf"^{_ALIAS}(?:\s?(?:측|코리아|관계자|본사|대변인|"
    rf"한국지사))?(?:[은는이가도])?\s(?:[^\"“\n.]{{0,30}}\s)?[\"“][^\"”\n]{{0,80}}?"
    r"(?:장애|오류|고장|결함|문제가|문제를|올랐|꺼졌|멈췄|끊겼|잘못|실수|오작동|이상이|탓|과열|누수|정전|충돌|터졌|"
    r"영향을 받)[^\"”\n]{0,40}[\"”]|"
    rf"^{_ALIAS}(?:\s?(?:측|코리아|관계자|본사))?[은는이가]\s[^\"“\n.]{{0,40}}?(?:문제|장애|오류|고장|실수|결함|정전|"
    rf"과부하|이상|누락)[^\"“\n.]{{0,20}}?"
    r"(?:다고|라고|음을|을|를|이라고)\s(?:시인|인정|털어놨|자인|고백)|"
    rf"^{_ALIAS}(?:\s?(?:측|코리아|관계자|본사|"
    rf"대변인))?[은는이가]\s(?:[^\"“\n.]{{0,30}}\s)?[\"“][^\"”\n]{{0,120}}?(?:원인|때문|탓)[\"”](?:이?라고|이?라며|임을)\s"
    r"(?:\S{1,6}\s)?(?:확인|밝혔|인정|설명|시인|고백)"
)
#: It was attacked, and others fell with it: 배틀넷이 디도스 공격을 받아.
ATTACKED = re.compile(
    rf"^{_ALIAS}[이가]\s(?:디도스|분산\s?서비스\s?거부|해킹|사이버|랜섬웨어)(?:\([A-Za-z]{{2,6}}\))?\s?공격을?\s받(?:아|으면서|자)"
)
#: It cut off what others stand on: 고대디 측이 도메인을 정지시켰다.
CUT_OFF = re.compile(
    rf"^{_ALIAS}(?:\s?(?:측|직원|관리자|엔지니어|협력사))?[이가]\s[^.\n\"“]{{0,40}}?[을를]\s[^.\n\"“]{{0,24}}?"
    r"(?:차단|정지(?:시|했|한)|해지|삭제|지웠|지워|지운|끊어\s?(?:버|놓)|끊었|내렸|막았|막아|중단시|바꿨|바꿔|닫았|"
    r"잠갔|보류|말소)"
)
#: Those who fail use what it supplies: 콜린스가 공급하는 소프트웨어를 쓴다.
SUPPLIES_AFTER = re.compile(
    rf"^{_ALIAS}(?:이|가)\s(?:공급|제공|운영|개발|제작|납품|관리|배포)(?:하는|한|해 온|해온|"
    rf"중인)\s[^.\n]{{0,40}}?[을를에]\s?(?:쓴|쓰|이용|사용|의존|연결|물려)"
)
