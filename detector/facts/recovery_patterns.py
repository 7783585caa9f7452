"""The words by which a text tells of a recovery in parts: what is back, what is not, how many.

Every gap is bounded and no repeat stands inside another, so that search stays linear.
"""

from __future__ import annotations

import re

from detector.quick import quick

_ADVERB = (
    r"(?:(?:모두|완전히|전부|전면|대부분|거의|순차적으로|순차|차례로|단계적으로|먼저|일부|일부만|우선|속속|다시|정상|"
    r"현재|이미|부분|"
    r"부분적으로|점차|최종|임시)\s){0,3}"
)
_ENDS = r"(?=$|[\"'”’.,…)\]·!/])"
#: Something works again.
DONE = quick(
    rf"(?:복구|정상화|재개|회복|재가동|재개통|개통)(?:가|이|를|을|도)?\s?{_ADVERB}"
    rf"(?:됐(?!는지|을)|되었|되어|되며|되고|돼(?!\s?야)|됨|된(?!다면)|됩니다|했|하고(?!\s있)|하며|한\s(?!뒤|후|다음)|"
    rf"완료|마[쳤치친]|끝[났내낸]|이뤄졌|{_ENDS})"
    r"|(?:(?:복구|정상화|재개|회복)(?:되|하)|풀리|살아나|돌아오)기\s시작"
    r"|다시\s(?:열렸|열려|열린|됐|돼|되네|됨|쓸 수|이용할 수|접속[되할]|문을\s?열|연결됐|켜졌|가동|돌아|서비스)|"
    r"먼저\s열(?:었|고|어|렸)"
    r"|(?:살아났|돌아왔|풀렸|풀림|되살아났|살아남|돌아옴)"
    r"|(?P<what>이용|접속|결제|송금|발급|로그인|거래|조회|이체)(?:이|가)?\s?(?:다시\s)?가능(?:해졌|합니다|하다|하며|하고|해지)"
    r"|이제\s?[가-힣]{1,4}(?:짐|네요?|져요|집니다|어요)(?=\s|$|[.,!])|(?:이제|다시)\s?(?:됨|된다|돼요|되네|되는데|"
    r"됩니다|가능)|(?<=[은는])\s?(?:됨|되는데|되네요?|돼요)(?=\s|$|[.,])"
    r"|(?<!비)정상(?:적으로|으로)?\s?(?:작동|이용|운영|가동|처리|제공)(?:되고|하고|되며|됐|했|중|한다|된다|할 수 있|"
    r"\s?가능|이 가능|됩)"
)
#: Not done yet, whatever stands before: a plan, an aim, work in hand.
PLANNED = re.compile(
    r"예정|전망|계획|목표|하겠|[될할]\s?것|방침|[려하]려고|위해|[되하]면(?!서)|[될할]\s때까지|나섰|착수|총력|최선|"
    r"지침|우선순위|"
    r"예상|[될할] 수 있도록|당부|달라|요구|촉구|알린다고|않(?:고|은|았|는)|못(?:하|했|해)|훈련"
)
#: Only if something else is done or comes true.
CONDITION = re.compile(r"(?<![화측장지반전])면\s")
#: Something does not work yet.
STILL = re.compile(
    r"복구(?:가|는|를)?\s?(?:아직\s)?(?:되지|하지)\s?(?:않|못)|(?:미|안)\s?복구|복구(?:가|는)?\s?(?:안\s?[되돼됐]|"
    r"덜\s?[되돼됐])|"
    r"복구\s?(?:작업\s?)?중|복구\s?작업(?:이|을)?\s?(?:진행|이어|계속|하고|벌이)|점검(?:을|이)?\s?(?:이어|계속)|"
    r"복구가?\s?(?:늦어|지연)|복구하지 못|정상화되지\s?(?:않|못)|"
    r"(?:아직|여전히|계속)\s?(?:도\s)?[^.,…\n]{0,14}?(?:않|수\s?(?:가\s|도\s)?없|안\s?[되돼됨]|불가|불안정|중단|먹통|"
    r"막[혀혔]|장애|오류|지연|"
    r"끊|느[려린리]|제한|(?:이용|접속|연결|사용|통화|결제|조회)\S{0,4}\s?어[렵려])|"
    r"(?:아직|여전히)도?\s?(?:안|못\s?(?=쓰|써|들어|열|켜|돌아|찾|보내|받아))\s?[가-힣]|"
    r"(?:중단된|막힌|멈춘|먹통)\s?(?:채|상태)"
)
#: Only a part is back.
PARTLY = re.compile(
    r"일부(?!\s?(?:이용자|고객|사용자|지연|오류|장애))|순차|차례로|단계적|먼저|우선|속속|대부분|부분(?:적으로|"
    r"\s?복구)|잇따라|하나둘|"
    r"점차|조금씩|[되하리나오]기\s시작|만\s(?:먼저\s)?(?:복구|정상|재개|됨|돼)|까지\s복구"
)
#: Where one clause of a sentence ends and the next begins.
CLAUSE = quick(
    r"(?<=[됐했었났렸졌갔왔였쳤냈켰겼]고)[,\s]\s?|(?<=[되하]고)[,\s]\s?(?!있)|(?<=[으되하]며)[,\s]\s?|"
    r"(?<=지만)[,\s]\s?|(?<=으나)[,\s]\s?|"
    r"(?<=는데)[,\s]\s?|(?<=은데)[,\s]\s?|(?<=면서)[,\s]\s?|[;]\s?|(?<=됨)\s|(?<=[가-힣]짐)\s|(?<=데 이어)\s|"
    r"\s(?:근데|그런데|반면|다만)\s|(?:(?<=[시분])|(?<=[시분]에))\s?,\s(?=[가-힣A-Za-z0-9]{1,12}[은는]\s)|"
    r"\s?[△▲▷■●○◆]\s?|(?<=[이가을를])\s?,\s"
)
#: A notice's list under a heading: "복구 완료: 로그인, 결제 / 복구 중: 송금".
LISTED = re.compile(
    r"(?:(?P<done>복구\s?완료|정상화(?:\s?완료)?|복구|재개|정상(?:\s?이용)?|이용\s?가능)|"
    r"(?P<still>복구\s?(?:진행\s?)?중|미\s?복구|이용\s?불가|장애\s?지속|점검\s?중))"
    r"(?:\s?(?:된\s)?(?:서비스|기능|대상|항목|시스템))?\s?(?:\(\d{1,4}[개곳대]\))?\s?[:：]\s?(?P<names>[^:：\n/■○●▶]{2,120})"
)
#: A name with its state in brackets: "카카오뱅크(알림톡 복구 중)".
STATE = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9][가-힣A-Za-z0-9&+]{1,15})\s?\((?P<what>[^()\n]{0,14}?)\s?"
    r"(?:(?P<still>복구\s?중|미\s?복구|이용\s?불가|장애\s?지속|점검\s?중)|(?P<done>복구\s?완료|복구|정상화|정상))\)"
)
#: The end of what is named before "works again" or "does not yet".
PARTICLE = re.compile(
    r"(?:까지도|까지|에서는|에서|만은|만|부터|이|가|은|는|을|를|도|의|에|로|으로)$"
)
#: Words before the verb that name nothing.
FILLER = re.compile(
    r"(?:\s|^)(?:모두|완전히|전부|전면|대부분|거의|순차적으로|순차로|순차|차례로|단계적으로|스스로|온전히|먼저|우선|"
    r"우선적으로|속속|다시|이미|부분|부분적으로|점차|"
    r"최종|임시|현재|아직|여전히|계속|가장|이날|한때|잇따라|하나둘|조금씩|추가로|차츰|긴급|정상적으로|정상으로|정상|"
    r"절반(?:가량|쯤)?|제자리로|평상시처럼|평상\s?수준으로|원래대로|"
    r"또|모든|만|이제|각각|"
    r"\d{1,3}(?:시간|분|일)\s?(?:여\s?)?(?:뒤|후|만에)|"
    r"[가-힣]{1,4}\s?만에|상태)$"
)
#: Where the names begin: after a quote mark, a bracket, a company that speaks, a time's tail.
BEGIN = quick(
    r"[\"'“”‘’\[\]「」…:]|(?<=[은는])\s(?=\S)|(?<=[가-힣]에)\s|(?<=에야)\s|(?<=[나서]야)\s|(?<=다가)\s|"
    r"(?<=[되하했됐았었였]고)\s|"
    r"(?<=[으하되기]며)\s|(?<=[아어여해]서)\s|(?<=이고)\s|걸쳐\s|(?:근데|그런데)\s|[을를이가]\s\S{1,5}(?:고|며|서|해|"
    r"여|돼|어|아)\s|"
    r"(?:께|쯤|경|무렵|기준|현재|기준으로|에는|까지|부터|따르면|결과|이후|이어|중|가운데|오전|오후|이날|다만|한편|"
    r"앞서|이어|또|그러나|하지만|"
    r"반면|그 결과|방금|지금)[,\s]\s?"
)
#: "X가 멈췄다가 살아났다": X is the subject of both.
FIRST_VERB = re.compile(r"(?:이|가|은|는|을|를)?\s\S{1,8}다가$")
#: A topic that tells when or by whom it is counted, and names nothing.
ADVERBIAL = re.compile(r"(?:에|에서|으로|로|서)[는은도]$")
SPLIT = re.compile(r"\s?[,·ㆍ/△▲]\s?|\s(?:및|그리고)\s|(?<=[가-힣]{2}[와과])\s(?=\S)")
JOINED = re.compile(r"(?<=[가-힣]{2})[와과]$")
#: Left over in front of a name.
LOOSE = re.compile(r"^(?:\)\S{0,2}|의|에|도|이고|이며)\s")
AND_SO_ON = re.compile(r"\s?등(?:\s.{0,14})?$")
#: A name as a topic before its time: "정부24는 18일 오전 9시 재개됐고".
TOPIC = re.compile(r"[은는이가을를]\s?$")
#: Nouns of anything, beside which a topic says more.
GENERIC = re.compile(r"^(?:시스템|서비스|전산|업무|기능|접속|이용|이용이|운영)$")
SHARE = re.compile(r"\d\s?%")
#: What is left of a time in front of the names.
LEADING = re.compile(
    r"^(?:\([^()\n]{0,40}\))?(?:[가이를을]\s\S{1,5}(?:며|해|서|어|야)\s?|[가이를을]?\s?(?:지나서야|넘어서야|넘어|지나|"
    r"넘겨)|께|쯤|경|무렵|부터|에는|에|까지|기준|현재)?\s?(?:오전|오후|한밤|밤|새벽|저녁|아침|낮|늦게)?(?:께|쯤|부터|"
    r"에는|에|늦게)?(?=\s|$)(?:\s(?:순차로|순차적으로|차례로|대부분(?!의)|다시|모두|먼저|우선))?"
)
#: The clause before one with the verb may share it: it ends with a name or a time.
SHARES = re.compile(r"(?:[이가을를은는도]|\d[시분일]에?|[께쯤경])$")
#: It happened by itself, so that the topic is what came back: not "KT는 9시 장애를 복구했다".
BY_ITSELF = re.compile(r"됐|되|돼|된|됨|풀|돌아|살아|열|작동|완료|마[쳤치친]|가능")
#: A verb of saying: who is named before the time says it.
SPEAKS = re.compile(
    r"(?:고|라고)\s(?:\S{1,4}\s)?(?:밝|설명|말|전[했하한]|알[렸려]|발표|공지|안내|했)"
)
#: Each with its own share: "기지국은 53%, 인터넷 회선은 77%".
SHARE_OF = re.compile(
    r"(?!기준|현재)[가-힣A-Za-z·]{2,12}(?:\s[가-힣A-Za-z·]{1,10})?(?:은|는|이|가)?\s\d{1,3}(?:\.\d{1,2})?\s?%"
)
COUNTED_NAME = re.compile(
    r"^\d[\d,만천]*\s?(?:여\s?)?(?:개소|개|대|곳|건|종|회선|가구|기|국소|편)(?:\(.{1,8}\))?$"
)
#: Names that are none: times, counts, bare verbs.
NO_NAME = quick(
    r"^[\d\s.,:%~∼-]+$|^\d{1,2}(?:시|분|일|월)|^(?:등|것|일부|나머지|전체|모두|이상|이하|수준|당시|당초|이|그|약|총|"
    r"완료|작업|상황|시점|"
    r"이들|해당|완전|상황|판단|규정|밤|낮|자리|이미 지난주|기준|현재|지금|복구|정상화|서비스별로|순서대로|시간)$|"
    r"(?:[됐했었았렸졌갔왔있없]다|[요죠])$|(?:했|됐|하고|되고|"
    r"하며|면서|지만|으나)$|(?:장애|오류|사고|사태|먹통|문제|화재|불통|지역별|여부|는지|인지|현재|관계자|것|측|온전히|"
    r"역시|전후|아침|저녁|새벽|"
    r"집계|시점|트위터|통신|신문|방송|일보)$|[을를]\s\S{1,8}$"
)
