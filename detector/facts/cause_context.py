"""What the words around a named cause make of it: said, guessed, denied, taken back, or beside the point."""

from __future__ import annotations

import re

#: "because of", right after a cause.
LINK_AFTER = re.compile(
    r"[^.,…\n]{0,12}?(?:인한|인해|때문|탓|까닭|여파|따른|따라|영향|비롯|원인|이유|화근|발단|바람에|지목|과정에서|"
    r"겹[치쳐쳤]|빚어|불러|부른|불렀|일으[켜키켰킨]|유발|야기|촉발|초래|도화선|방아쇠|빌미|단초|[을를] (?:들었|꼽|"
    r"내세)|(?:서|느라|니까)\s(?:그렇|그런|그래|그럼)|"
    r"(?:이|가) 문제(?=[였라로다\"”’']|\s?$)|[을를]\s(?:문제|원인|이유|배경|주범|범인)(?:으로|로)|라고(?=\s?$)|"
    r"이었다|이?라(?:네|래|며|면서|던데|는데|더라|는군|고 (?:하네|함|하더|한다|합니다|했))|이?래(?:요|서)?(?=[\s.,]|"
    r"$)|였다고|(?:이라고|라고) (?:안내|공지|결론|발표|밝|해명|확인|설명)|으로 (?:밝혀|드러|확인|추정|파악|보[이고인여]|나타|"
    r"알려|분석|전해|결론|판단)|로만\s(?:보|파악|알려|설명|밝|추정)|로 (?:밝혀|드러|확인|"
    r"추정|파악|보[이고인여]|나타|알려|분석|전해|결론|판단))"
)
#: After a bare thing (네트워크) only so much may stand before "because of".
THING_LINK = re.compile(
    r"['\"’”]?(?:\s(?:하나|한\s?[줄건번개대]))?\s?(?:인프라|장비|설비|쪽|측|구간|망|회선|자체|부분|관련|계통|서버|"
    r"시스템|작업|과정)?\s?"
    r"(?:문제|이상|장애|오류|고장|결함|불량|사고|충돌|에러|지연|혼잡|단절|불안정)?(?:들|등|\s등)?"
    r"(?:(?:[을를]\s)?(?:주요?\s|근본\s|직접\s)?(?:이|가|은|는|을|를|의|에|에서)?\s?)?(?:으로|로|에)?\s?"
    r"(?:인한|인해|때문|탓|까닭|여파|따른|영향(?!을 (?:주|받|미))|비롯|원인|이유|화근|발단|바람에|지목|과정에서|불러|"
    r"부른|불렀|일으|"
    r"유발|야기|촉발|초래|도화선|[을를] (?:들었|꼽)|(?:으로|로)?\s?(?:밝혀|드러)|(?:으로|로)\s?(?:확인|추정|파악|결론|"
    r"판단|보[이고인여])|로만\s(?:보|파악|알려|설명|밝|추정)|이었다|"
    r"이?라(?:네|래|고|던데|는데|더라)|이?래)"
)
LINK_BY = re.compile(
    r"(?:이|가|은|을|를|에|의)?\s?(?:문제|이상|장애|오류|고장)?(?:이|가)?\s?(?:생기|생겨|생긴|있|발생해|발생하면서|발생한|"
    r"나|났|난|돼|되며|되면서|되자|해|하면서|"
    r"하자|하며)?"
    r"(?:으로|로|며|면서|자|서|가지고|하다|하다가|던 중|느라|라서|라(?=\s)|니까|다 보니|데 따|ㅅ)(?=[\s,]|$)|(?:어|아|여|려|러|"
    r"져|나|해|돼|춰)(?=[\s,])|(?:에|에서|의)?\s?(?:문제|이상|장애|오류|고장)?[이가]\s(?:있어|있었다(?:며|고|는)|"
    r"생겼다(?:며|고|는)|생겨|나|나서|발생해|"
    r"발생하여|일어나)(?=[\s,])|\s나서?(?=[\s,])|"
    r"[^.,…\n]{0,4}?(?:듯|[거것] ?같|모양|가 ?[봄봐보])"
)
FAULTY = re.compile(r"문제|이슈|이상|장애|오류|고장|결함|불량|에러")
#: From a thing that went wrong to what failed: "디스크가 가득 차 서비스가 멈췄다".
CHAIN = re.compile(
    r"[^.,…\n]{0,30}?(?:[가-힣\s][아어해돼여려져워차나터타틀와]서?|면서|며|자|못해|않아|탓|때문|원인|영향|바람에|으로|"
    r"로)[\s,\"”]"
    r"(?P<failed>[^.…\n]{1,40})"
)
#: What was done about it is no cause: "네트워크를 점검해 오류를 해소했다".
REMEDY = re.compile(
    r"점검(?!\s?중)|복구|증설|우회|전환해|재기동|재부팅|조치|되돌|고[쳐쳤]|수정|보완|개선|늘[려리릴]|해[결소]|바로잡|"
    r"교체해|[되하]도록|대비|강화"
)
#: After a change of the system: what followed it.
SINCE = re.compile(
    r"다가?(?=\s)|\S{0,3}\s?(?:작업|점검|과정)?[이가]\s(?:길어|지연|늦어|(?:끝나|마무리되|완료되)지|덜 끝)|"
    r"[^.,…\n]{0,12}?(?:직후|이후|한 뒤|뒤|(?<![노오향전사])후(?![보속])|첫날|"
    r"한 첫|중(?:에)?(?=\s)|도중|이튿날|하다|하더니|했더니|한다더니|던 중|하고 나서|하자마자)"
)
LINK_BEFORE = re.compile(
    r"(?:원인|이유|까닭|배경|진원|주범|범인|문제)(?:은|는|이|으로|로|을|를|:)[^.…\n]{0,40}$|원인\s?[:：]"
)
#: Who says it stands by and guesses.
BYSTANDER = re.compile(
    r"지적(?:이|도|했|한다)|관측이|추측|업계에서는|업계는|전문가|일각|누리꾼|네티즌|커뮤니티|온라인에서|SNS에"
)
EXPLAINED = re.compile(
    r"(?:[다라]네요?|[다라]던데|[렸했됐났갔왔였한인]대요?|래요?|[답랍]니다|[다라]고\s?(?:함|하네|"
    r"하더))(?=$|[\s.,!?ㅋㅠ])|설명|밝혔|해명|인정|털어놨|발표했|전했|답했|알렸|했다\.?$"
)
FINAL = re.compile(
    r"밝혀[졌진]|드러났|드러난|확인됐|확인했|확인된|최종|조사\s?결과|분석\s?결과|결론|결국|알고\s?보니|근본\s?원인|"
    r"직접\s?원인|실제\s?원인|진짜\s?원인|실제로는|진원|정정|바로잡|(?:공지|설명|해명|입장|말)[을를]\s(?:고쳐|고치|바꿔|바꿨|수정|번복|뒤집)"
)
GUESS = re.compile(r"추정|가능성|의심|추측|관측|보고 있|보인다|보입니다|듯|것 같|모양|아마")

_HEDGE = (
    r"(?:[가-힣]{0,6}\s?)(?:추정|알려|의심|지목|판단|예상|생각|발표|설명|보였|여겨|거론|파악|전해|"
    r"오인|오해|짐작|(?:으?로|라고) (?:봤|보고|본)|고 했|라더니|이라더니|라던(?!데)|이라던(?!데))"
)
_SAID_SO = r"(?:설명|발표|공지|해명|입장|주장|안내|말)[은는이을를도]"
_WITHDRAWN = r"(?:철회|거둬|거두|번복|뒤집|틀[린렸]|사실과 (?:다[르른]|달[라랐])|사실이 아니|잘못|바로잡|정정|고[쳐쳤])"
#: Taken back: "디도스로 추정했으나", "과부하라던 설명은 철회했다".
RETRACTED = re.compile(
    rf"[^.,…\n]{{0,10}}?{_HEDGE}[가-힣]{{0,4}}?(?:으나|지만|다가|는데|던|더니|과 달리|와 달리)|(?:라더니|이라더니|라던(?!데)|"
    r"이라던(?!데)|인 줄 알았|줄 알았|인가 했|했던)|[^.,…\n]{0,12}?오인|"
    rf"[^.,…\n]{{0,14}}?(?:라[던는]|[을를] (?:\S{{1,4}}\s)?(?:탓한|탓하던|지목한|꼽은|의심한|(?:알|"
    rf"내세)린?운?))\s(?:[^\s.,…]{{1,4}}\s){{0,3}}?{_SAID_SO}"
    rf"\s?[^.…\n]{{0,14}}?{_WITHDRAWN}|"
    r"[^.,…\n]{0,4}?[을를]\s(?:원인|이유|주범|까닭)(?:으로|로)\s(?:\S{1,4}\s)?(?:들었|꼽았|지목했|내세웠|봤|댔|제시했|추정했|의심했)"
    r"(?:으나|지만|는데|다가)|"
    r"[^.,…\n]{0,4}?[을를]\s원인으로\s(?:알린|꼽은|지목한|발표한|설명한|밝힌|본)\s(?:바|적)(?:이|가)?\s?있|"
    r"[^.,…\n]{0,4}?(?:라고|으로|로)\s(?:알렸|공지했|안내했|밝혔|발표했)(?:으나|다가)"
)
#: Said at first only: "당초 디도스로".
AT_FIRST = re.compile(
    r"(?:당초|애초|처음(?:엔|에는|에)|초기(?:엔|에는|에)|애당초|한때)"
    r"(?:(?!알고\s?보니|나중|결국|실제|으나|지만|더니|다가)[^.…\n]){0,30}$"
)
_SOFT = (
    r"(?:등|외부|사이버|공격|해킹|시도|피해|침입|침해|사고|의한|인한|때문|탓|가능성|흔적|정황|징후|증거|여부|관련|문제|"
    r"직접적?인?|근본|주된|이유|까닭|주요|것|건|설|의혹|소행|볼|보기|근거|단서|고장|이상|원인|으로|로|에|과|와|이|가|은|는|도|의|인|일|"
    r"라고|라는|을|를|만|거|게|징조|내부|어떤|추가|현재까지|전혀|아직|단순|결과|산물|소행|별다른|특별한|요인|영향|유출|\s|·|,)"
)
_NOT = (
    r"(?:아니(?!냐|었?으면|ㅁ\?)|아닌(?!가)|아냐(?!\?)|아녔|아님(?!\?)|아뇨|없[다었어으이는고음]|낮[다은았아고게을]|"
    r"작[다은았아고게]|희박|무관|배제(?!하지|할 수)|사실무근|근거 없|사실[이과은]?\s(?:아니|다르|다른)|부인|일축|선을 그|선 그|"
    r"상관없|(?:발견|확인|드러|포착|감지|관찰)[되나]지 않|나오지 않|보이지 않|보지 않|안 보[여인]|찾지 못|못 찾)"
)
#: Denied: "해킹 흔적은 없었다", "공격이 아니라".
DENIED = re.compile(
    rf"{_SOFT}{{0,12}}{_NOT}|(?:이나|나|과|와|도,|도)\s[^.…\n]{{0,20}}?(?:탓|때문|원인|문제|이유|영향|관련)(?:은|이|"
    rf"도|는|과는)?\s?"
    r"(?:아니|아닌|없|무관)"
)
#: Held likely by those who would know, though not yet said: "랜섬웨어를 의심한다".
SUSPECTED = re.compile(
    r"[^.,…\n]{0,8}?(?:[을를] (?:의심(?:한다|하고|합니|하는)|유력하게)|(?:일|의|했을|됐을|"
    r"당했을)?\s?가능성(?:을|에|이)\s?(?:\S{1,3}\s)?"
    r"(?:염두|무게|크|큰|높|유력)|에 무게)"
)
#: Asked, feared or being looked into: "해킹 여부를 조사".
DOUBTED = re.compile(
    r"\s?(?:공격|결함|침입|감염|폭주|오류|테러|피해|유출|고장)?설(?:[은이도을과]|까지|에\s?대해\S{0,2}|과는|로)?(?=[\s.,…]|$)|"
    r"(?:[과와나]\s\S{1,8})?에\s대비(?:한|할|하는|하고자|하려)|\S{0,5}면(?!서)[\s,]|"
    r"[^.,…\n]{0,10}?(?:[을를] 의심|모르|여부|의혹|우려|소문|인가(?:요)?(?=[\s?.,]|$)|"
    r"인지|[냐나]\?|"
    r"아니냐|아닌가|아님\?|은 건가|"
    r"린 건가|건가|[인은린]\s?걸까|일까|당한\s?줄|인\s?줄|줄\s?알|"
    r"가능성(?:도|을|까지|에)?\s?(?:[가-힣]{1,6}\s)?(?:조사|열어|배제하지|살피|살펴|확인|점검|거론|제기|무게|두고)|"
    r"[당했됐났렸]나(?=[\s?요]|$)|[^.…\n]{0,24}?(?:추측|음모|소문|(?:말|얘기|글)[이도]\s(?:돌|나왔|퍼))|(?:진짜|사실|"
    r"정말|맞[나는아])\S{0,4}\?|났냐|설(?:이|도|까지) (?:돌|"
    r"나|제기)|얘기도|말도)|\S{0,8}(?:\s(?:때문|탓|아님|아니|거|건|여파|맞)\S{0,3})?\?"
)
#: Not why it failed: what was or will be done about it, what it might lead to.
#: Where the clause around a cause ends, and what follows it says nothing of the cause.
CLAUSE_END = re.compile(
    r"[,…;:!?]|(?:는데|은데|인데|지만|으나|면서|[았었했됐]고|으며|이며|하며|되며|거나)(?=\s)|"
    r"[\"”’'](?:이?라)?(?:고|며|면서)"
)
ASIDE = re.compile(
    r"대비(?!하지 못|를 못|가 (?:부족|미흡|안)|하지 않|에 실패)|예방|훈련|구축|강화|계획|예정|경고|조심|주의|당부|"
    r"보상|재발|이중화|방지|늘리기로|대응책|점검(?:하|을\s(?:강화|실시|벌이))|검토|"
    r"도입(?!하|한)|증설|확충|하겠|도록 (?:하|할)|지침|투자|사칭|노린|빙자|막기 위|막으려|경우|방어|보험"
)
#: A crowd at the counter or on the phone is what followed, not why it failed.
ELSEWHERE = re.compile(
    r"카운터|매표소|터미널|대합실|현장|창구|지점|영업점|고객\s?센터|콜센터|상담|매장|대리점|커뮤니티|게시판|SNS|소셜|"
    r"경쟁(?:\s(?:앱|서비스|사|업체|메신저|플랫폼))?|대체|다른 앱|다른 서비스|"
    r"편의점|은행으로|현금|공중전화|항의|접수|문의|"
    r"신고(?!서|\s?(?:마감|기한|기간|마지막|폭주|대상|납부|처리|시스템|누리집|홈페이지|집중))|(?<![가-힣])제보|민원|댓글|"
    r"비판|분통|불만|글이|사연|피해|환불"
)
HELP = re.compile(r"상담|고객\s?센터|콜센터|창구|지점|매장|전화|게시판|커뮤니티")
#: "because of the crowd": what the same clause tells next is what came of it.
CROWD_LINK = re.compile(
    r"\S{0,4}?(?:으로|로 인[해한하]|로(?=\s)|때문에|탓에|탓으로|여파로|바람에|에 따라)"
)
#: A change that something merely followed in a row is no reason: "도입한 뒤 세 번째".
IN_A_ROW = re.compile(r"[^.,…\n]{0,12}?(?:번째|차례|처음|이래)")
#: "if you …" after a change: advice, unless what follows it fails all the same.
CONDITION = re.compile(r"(?:[^.,…\n]|[.,]\d){0,26}?[가-힣]면\s")
#: Where this incident's part of a sentence begins, after the part on earlier ones.
THIS_TIME = re.compile(r"이번(?:에는|엔|에|\s(?:장애|사고|사태)(?:는|의|에는))|오늘은|이날은")
EARLIER = re.compile(
    r"지난|당시|그때|앞서|작년|재작년|전에는|전엔|때는|때엔|어제|과거|\d{4}년|기존|이전"
)
#: Whether it was the reason, nobody has said.
NOT_TOLD = re.compile(
    r"[^.…\n]{0,40}?(?:는지|인지|여부|탓인지)(?:는|도|를|에 대해)?\s(?:\S{1,6}\s)?"
    r"(?:확인|밝혀|밝히|알려|언급|설명|드러)\S{0,3}\s?(?:않|못)|\s?(?:때문|탓)인지"
)
#: The cause ends with a closing quote.
CLOSED = re.compile(r"[^\"”’'\n]{0,12}[\"”’']")
#: A crowd that only tells the hour: "손님이 몰린 시간".
CROWDED_TIME = re.compile(
    r"\s?(?:시간|때|날|곳|자리|시각|출근길|퇴근길|주간|시기|기간|명절|시점)(?:이|에|라|대|인)"
)
#: Another fire or attack that this one is only compared to.
COMPARED = re.compile(
    r"\s?(?:사태|사고|사건|공격)?\s?(?:때|당시)(?:는|에는|엔|도|에도|처럼|보다|와|와는|의)"
)
#: Any cause that another is only held against: "화재와 정전에 견줘".
HELD_AGAINST = re.compile(r"(?:[과와나]\s\S{1,6})?에\s(?:견줘|견주|비해|비하면)")
#: Said to tell how bad it was: "이 정도면 디도스".
LIKENED = re.compile(r"(?:이 정도면|이쯤 되면|이쯤이면|거의|마치|가히|흡사)\s$")
#: A crowd that was borne, elsewhere or at last: "두 배로 늘었지만 버텼다".
BORNE = re.compile(
    r"[^.…\n]{0,14}?(?:지만|으나|는데도|어도|음에도)\s(?:\S{1,6}\s){0,2}?"
    r"(?:버텼|버텨|견뎠|견뎌|무사|정상|문제없|문제 없|무리|이상 없|거뜬|지장|원활|소화)"
)
#: What a cause set off, up to the verb: "설정 변경이 DNS의 버그를 건드렸다".
SET_OFF = re.compile(
    r"\S{0,4}[이가]\s[^.,…\n]{1,30}?(?:[을를]\s|\s)(?:건드|일으|유발|촉발|불러|불렀|야기|초래|드러내|깨[웠운워]|"
    r"잠[갔가근]|\S{1,4}시[켰킨켜키])"
)
#: The crowd's own place or name, right before the cue: "문의가 폭주", not "신고 마감일에 접속 폭주".
ELSEWHERE_BEFORE = re.compile(rf"(?:{ELSEWHERE.pattern})\S{{0,2}}\s?$")
#: A cause of this kind named as what the next one brought about: "과부하를 부른 설정 오류".
BROUGHT = re.compile(
    r"(?:의|이|가)?\s?(?:원인은|원인이 (?!됐|되|된|었)|이유는)|[을를]\s(?:부른|일으킨|유발한|불러온|만든|야기한|낳은)"
)
#: Between two causes of one sentence, when the second follows from the first.
LEADS_TO = re.compile(
    r"[^.…\n]{0,12}?(?:(?:으로|로|에서)(?: 인한| 인해| 인하여| 따른| 따라)?|탓에|때문에|여파로|바람에|면서|하며|자|"
    r"[어아여려져해돼나]서|[려져돼나]|되어|있어|[을를]\s\S{1,8}다가?)[\s,][^.…\n]{0,30}$|"
    r"[^.,…\n]{1,16}[이가]\s[^.,…\n]{1,12}[을를]\s$"
)
#: A change under way when a slip was made is not the root: "교체 작업 중 명령어를 누락".
DURING = re.compile(r"(?<=[가-힣]\s)(?:때|시|당시)\s|중|과정|작업|도중|하다|뒤|이후|후\s")
#: What broke first, and what went wrong of it later: "연결이 끊긴 뒤 데이터가 어긋나".
BROKE_FIRST = re.compile(r"[^\s.,…]{0,2}[긴춘진난린]?\s(?:뒤|후|이후)\s[^.…\n]{0,30}$")
LIST_JOINT = re.compile(r"\s?(?:[·,/ㆍ]|이?나|과|와|또는|및|등|에 의한|의)?\s?(?:[가-힣]{0,3}\s)?$")
#: An error as the screen words it says nothing of why, a crowd named there does.
ON_SCREEN = re.compile(
    r"\S{0,4}?(?:이?라고|이?라는|이?라며|이?래|이?라)?\s?(?:만\s)?(?:(?!안내|공지)\S{1,6}\s)?"
    r"(?:뜨|뜸|떠|떴|뜬|뜹|나오|나와|나옴|표시|문구|메시지|팝업)"
)
QUOTED = re.compile(r"['\"‘“「『]([^'\"‘’“”「」『』\n]{3,60})['\"’”」』]")
SCREEN = re.compile(
    r"\s?(?:라는|란|이란|이라는|과 같은|같은|등의|등|는|라고|이라고|라며|만|가|이)?\s?(?:\S{1,6}\s)?(?:문구|메시지|"
    r"오류|안내(?!했|하)|알림(?!했)|화면|창|표시|팝업|에러|글귀|자막|뜨|떠|떴|말만|답)"
)
#: One cause more, beside the one that the text is about: "부하가 몰린 점도 이유였다".
ALSO = re.compile(
    r"[^.,…\n]{0,8}?(?:것|점|탓|영향)?도\s(?:\S{1,8}\s){0,2}(?:원인|이유|한몫|영향|꼽|지적|거론)"
)
#: By the book, not because of.
BY_RULE = re.compile(r"지침|절차|규정|계획|일정|수칙|매뉴얼")
#: A sentence that explains, and no date or word of an older incident in it.
EXPLAINS = re.compile(r"원인|때문|탓(?=에|이|으로)|인해|인한|여파")
#: Only compared with an older one ("작년이랑 똑같음") or with a plan ("예정보다 길어져").
LIKE_BEFORE = re.compile(
    r"예정보다|(?:작년|재작년|지난번|저번|그때|지난해|예전|전번)\s?(?:이랑|랑|하고|처럼|과|와)\s?(?:\S{1,4}\s)?(?:똑같|같[은이]|비슷|판박이|또)|"
    r"(?:작년|지난해|전년|예년|평소)(?:\s(?:이맘때|행사|같은 (?:날|때|기간)))?(?:의|보다|에 비해|"
    r"대비)\s[^.,…\n]{0,8}?(?:배|%|많은|늘|급증)"
)
#: Lightning alone: what it breaks, the power or a device, is told elsewhere.
LIGHTNING = re.compile(r"낙뢰|벼락")
#: What is left of a system when a part fails: the load that moves there is a consequence.
SHIFTED = re.compile(
    r"(?:나머지|남은|다른|한쪽|한\s?곳|특정|예비|옆|살아 있는|데이터베이스|"
    r"DB)(?:\s[^\s.,…]{1,4}){0,2}(?:[에로]|으로)(?:\s|$)|(?:데이터베이스|한 곳|한곳|한쪽|DB|"
    r"서버)(?:으로|로|에)\s(?:몰|쏠|집중)"
)
#: A sentence set beside the story: "공교롭게", "이와 별개로".
BESIDE = re.compile(
    r"\s?(?:공교롭|이와 (?:별개|별도|관계없)|이와는 (?:별개|별도)|한편,?\s(?!.{0,80}(?:이번|원인)))"
)
#: What such a sentence is on: what follows on the same one is beside the story too.
BESIDE_NAME = re.compile(r"(?:별개|별도|관계없)\S{0,3},?\s(\S{2,8}?)(?:\s\S{1,6})?[은는이가도]\s")
#: A sentence that tells of one time before: "2019년 7월에도 … 멈춘 적이 있다".
ONCE = re.compile(
    r"(?:20\d\d년|지난해|재작년|작년|과거)[^\n]{0,200}?(?:적|바|일|사례|전력)[이도]\s있|"
    r"다른\s(?:데이터\s?센터|센터|회사|업체|은행|기관|통신사|나라|거래소|학교|병원|게임)에서[는도]"
)
OLDER = re.compile(rf"{EARLIER.pattern}|(?:월|년|해|달|때|번)에도|\d월|번째|차례")

#: An event named as known to all, beside what it did not touch: "이번 화재와 무관하다".
KNOWN_EVENT = re.compile(r"(?:이번|해당)\s$")
UNTOUCHED = re.compile(r"\s?(?:사고|사태)?[과와]는?\s?(?:무관|상관|관계|관련)")
#: What had piled up during the failure and came at once after it: "밀린 통화가 쏟아지면서".
BACKLOG = re.compile(r"(?:밀린|밀렸던|쌓인|쌓였던|대기하던|기다리던|미뤄진|미뤘던|처리 못 한)\s$")
#: What a filter or a scanner took something for, wrongly: "파일을 악성코드로 진단했다".
TAKEN_FOR = re.compile(
    r"\s?(?:파일|감염)?(?:으로|로)\s(?:잘못|진단|분류|판정|착각|오인|오진|오탐|인식해\s(?:차단|격리|삭제|막))"
)
#: Found by those who look after it: "네트워크 이슈를 확인했고".
FOUND = re.compile(
    r"(?:[을를이가])\s(?:\S{1,4}\s)?(?:확인|발견|파악|감지|인지|포착)(?:했|하고|해\s|하여|한\s|됐|돼\s|되어)"
)
#: A thing named only as what was changed: "데이터베이스 버전 업그레이드".
ITS_CHANGE = re.compile(r"[을를의]?\s?(?:[^\s.,…]{1,4}\s)?$")
#: What the first brought about is told as such: "이를 되돌리는 과정에서", "이로 인해".
BECAUSE_OF_THAT = re.compile(
    r"(?:이를|그것을)\s(?:되돌|복구|고치|수습|바로잡|막)|(?:이|그)\s?(?:바람|탓|여파|영향|때문)(?:에|으로|로)\s|이로\s?(?:인|써)"
)
#: What went wrong after a change: "업그레이드 뒤 커넥션이 고갈".
AFTER_CHANGE = re.compile(
    r"\s?(?:작업|적용)?\s?(?:직후|이후|뒤|후|다음)(?:에|부터|로)?,?\s(?:[^\s.,…]{1,8}\s){0,3}$"
)
#: A flood that only describes an attack: "쏟아져 들어오는 공격".
FLOOD_OF = re.compile(r"[^.,…\n]{0,14}?[는은한진린된인]\s(?:\S{1,6}\s)?$")
#: Said of a failure that goes away: "업데이트 뒤 다시 켜면 오류가 사라진다".
CURED = re.compile(r"해결|사라|없어|풀[리려린립]|정상|고쳐|됩니다|된다|돼요|돌아[오와]")
#: A change that mends: "문제를 고친 새 버전", "최신판으로 바꾸면 됩니다".
MENDING = re.compile(
    r"(?:고친|고쳐진|수정한|수정된|해결한|해소한|바로잡은|보완한|개선한|막은|없앤)\s[^.,…\n]{0,20}$"
)
ADVISED = re.compile(
    r"[^.,…\n]{0,12}?(?:면|야)\s(?:[^\s.,…]{1,6}\s){0,2}?(?:된다|됩니다|돼요?|해결|정상|고쳐|사라|풀[리려린립]|한다|합니다)|"
    r"[^.,…\n]{0,12}?(?:달라|주세요|바랍니다|당부|권[했하고])|"
    r"\s?(?:하래|하라|해\s?보|해도|했는데도)"
)
#: Users say so: "이용자들은 최근 개편이 문제라고 했다".
USERS = re.compile(r"(?:이용자|누리꾼|네티즌|팬|고객|가입자|시민|게이머)들?은\s[^.…\n]{0,24}$")
CLAIMED = re.compile(
    r"[^.…\n]{0,20}?(?:라고|다고|라며|다며|탓을|탓으로)\s?\S{0,3}\s?"
    r"(?:했|말|주장|추측|입을|지적|토로|의심|돌[렸리])"
)
