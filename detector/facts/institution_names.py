"""Institutions and companies named by what they are: 한빛여행사, 러시아 내무부, 나고야·삿포로 증권거래소."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.quick import quick
from detector.sentences import Sentence

Place = tuple[int, int]

_COUNTRIES = (
    "미국|영국|일본|중국|러시아|우크라이나|프랑스|독일|캐나다|호주|대만|뉴질랜드|인도|싱가포르|네덜란드|이탈리아|스페인|포르투갈|스위스|"
    "오스트리아|벨기에|스웨덴|노르웨이|덴마크|핀란드|아이슬란드|아일랜드|스코틀랜드|잉글랜드|웨일스|폴란드|체코|헝가리|루마니아|불가리아|"
    "그리스|튀르키예|터키|이스라엘|이란|이라크|사우디아라비아|사우디|아랍에미리트|UAE|카타르|쿠웨이트|바레인|요르단|이집트|파키스탄|"
    "방글라데시|스리랑카|네팔|베트남|태국|말레이시아|인도네시아|필리핀|캄보디아|미얀마|라오스|몽골|카자흐스탄|홍콩|마카오|멕시코|브라질|"
    "아르헨티나|칠레|페루|콜롬비아|코스타리카|쿠바|남아프리카공화국|남아공|나이지리아|케냐|에티오피아|모로코|알제리|에스토니아|라트비아|"
    "리투아니아|벨라루스|조지아|아르메니아|세르비아|크로아티아|알바니아|몬테네그로|룩셈부르크|피지|통가"
)
_CITIES = (
    "런던|맨체스터|버밍엄|에든버러|더블린|파리|리옹|마르세유|니스|베를린|뮌헨|함부르크|쾰른|프랑크푸르트|암스테르담|로테르담|브뤼셀|취리히|"
    "제네바|빈|마드리드|바르셀로나|리스본|로마|밀라노|아테네|이스탄불|코펜하겐|오슬로|스톡홀름|헬싱키|바르샤바|프라하|부다페스트|모스크바|"
    "키이우|두바이|아부다비|도하|뉴욕|뉴어크|로스앤젤레스|샌프란시스코|시애틀|시카고|애틀랜타|댈러스|덴버|마이애미|보스턴|워싱턴|라스베이거스|"
    "휴스턴|디트로이트|필라델피아|호놀룰루|토론토|밴쿠버|몬트리올|오타와|멕시코시티|상파울루|도쿄|오사카|나고야|후쿠오카|삿포로|교토|고베|"
    "히로시마|센다이|오키나와|베이징|상하이|광저우|선전|청두|타이베이|가오슝|방콕|쿠알라룸푸르|자카르타|발리|마닐라|세부|호찌민|하노이|"
    "다낭|델리|뉴델리|뭄바이|벵갈루루|첸나이|시드니|멜버른|브리즈번|퍼스|오클랜드|웰링턴|히스로|개트윅|스히폴|나리타|하네다|간사이"
)
# Bodies that a country or a city has one of.
_BODY = (
    r"(?:국제공항|공항|증권거래소|상품거래소|거래소|내무부|외무부|외교부|국방부|보건부|재무부|법무부|교육부|교통부|법무성|외무성|총무성|"
    r"중앙은행|의회|하원|상원|대법원|법원|경찰청|경찰|국세청|이민국|출입국|세관|기상청|교통국|교통공사|지하철|국영철도|철도|전력청|우정청|"
    r"우체국|국립도서관|도서관|대학병원|대학교|의료원|소방청|선거위원회)"
)
# What the names of companies and institutions end in.
_KIND = (
    r"(?:은행|저축은행|증권|항공|생명|손해보험|캐피탈|텔레콤|모바일|셀룰러|운수|화물|해운|자동차|백화점|마트|택배|페이|뱅크|"
    r"여행사|관광|의료원|병원|한의원|치과|요양원|대학교|여대|공대|교대|과기원|학회|의학회|연구원|연구소|연구재단|재단|공단|공사|진흥원|"
    r"박물관|미술관|도서관|문화재단|문화회관|교육청|교육지원청|경찰청|경찰서|소방본부|소방서|시청|구청|군청|도청|보건소|지방법원|지법|고법|"
    r"지검|세무서|증권거래소|공항|도시철도|교통공사|리조트|신협|새마을금고|홈쇼핑|면세점|제약|로지스|헬스케어|일렉트릭|소프트|게임즈|시스템즈)"
)
_TOLD = (
    r"(?=(?:은|는|이|가|도|의|에서|에서는|에서도|에선|와|과|을|를|에|측은|까지)(?:\s|$)|[·,ㆍ]\s?[가-힣A-Z]|\s(?:등|앱|어플|홈페이지|"
    r"누리집|전산|예약|온라인|인터넷|모바일|서버|시스템|콜센터|고객센터|및)|\s?\([A-Za-z])"
)
_NAME = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<name>(?:[A-Z]{{2,4}}|[A-Z]{{0,4}}[가-힣]{{1,8}}?){_KIND}){_TOLD}"
)
# What stands before a kind where no one company is meant: 시중은행, 대학병원, 서울 시내 병원.
_NO_ONE = (
    r"(?:시중|시|시군|동|서|남|북|재|타지|지방|인터넷|인터넷전문|전문|외국|외국계|국책|상업|투자|중앙|다른|타|주요|일부|모든|각|국내|해외|저비용|저가|대형|소형|중소형|중소|"
    r"신용|체크|간편|모바일|친환경|전기|수소|화재|편의점|일반|특수|본|당|이|그|저|해당|민간|제휴|거래|수탁|발급|결제|대학|종합|상급종합|상급|"
    r"동네|인근|지역|시내|시립|도립|국립|공립|사립|구립|공공|시도|시군구|관할|관내|일선|여러|수십|온라인|오프라인|이동|무선|유선|위성|"
    r"광역|초고속|데이터|음성|근거리|장거리|정보|방송|국제|국내선|국제선|지상파|종합편성|케이블|중고|대기업|글로벌|아시아|유럽|세계|최대|"
    r"생활|반려동물|동물|요양|재활|한방|어린이|여성|정신|산부인과|치과|정부출연|출연|산하|출자|지방자치|학술|경제|민간경제|싱크탱크|부설|"
    r"대중|도심|시외|고속|경부|서해안|영동|중부|호남|남해|중앙|수도권|경인|제2경인|외곽순환|민자|유료|무료|도시|천연|액화|자체|협력|하청|"
    r"신재생|재생|태양광|원자력|생체|소비자|가전|반도체|자동|관련|연계|양방향|실시간|디지털|스마트|가상|제3자|공동|통합|차세대|종이|일간|"
    r"석간|조간|인천국제|공영|민영|국영|라디오|텔레비전|인터넷뉴스|유튜브|개인|재난|비상|긴급|재택|건강|모빌리티|퀵|당일|새벽|편의|"
    r"설치|반품|회수|방문|고급|특급|비즈니스|관광|부티크|체인|럭셔리|일반전기|명품|오픈|자사|입점|소호|의류|패션|종합쇼핑)"
)
# Kinds whose last syllables are themselves a kind: 항공사 ends in 공사.
_ANY = re.compile(rf"{_NO_ONE}{{1,2}}{_KIND}|.*항공사|(?:{_COUNTRIES}|{_CITIES}){_KIND}?")
# Systems called by what they do: 세외수입정보시스템, 수하물처리시스템.
_SYSTEM = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<name>(?!고객|개인|통합|차세대|내부|외부|전자|종합|온라인|자동|실시간|중앙|핵심|업무|전산|기존)"
    rf"[가-힣]{{3,7}}(?:정보|처리|관리|사무|행정|교환|예약|지원)(?:시스템|포털|전산망)){_TOLD}"
)
_KIND_ALONE = quick(rf"{_KIND}{{1,2}}")
_ABROAD = quick(rf"(?<![가-힣A-Za-z])(?P<name>(?:{_COUNTRIES}|{_CITIES})\s?{_BODY}){_TOLD}")
_CITY = re.compile(rf"(?<![가-힣])(?:{_CITIES})")
# 나고야·삿포로·후쿠오카 증권거래소; 런던 히스로와 독일 베를린, 아일랜드 더블린 공항.
_SHARED = quick(
    rf"(?<![가-힣])(?P<names>(?:(?:(?:{_COUNTRIES}|런던|도쿄|오사카)\s)?(?:{_CITIES})(?:\s?[·,ㆍ]\s?|와\s|과\s)){{1,6}}"
    rf"(?:(?:{_COUNTRIES})\s)?(?:{_CITIES}))\s?(?P<body>국제공항|공항|증권거래소|거래소){_TOLD}"
)


def institutions(sentence: Sentence) -> Iterator[Place]:
    """Return where a sentence names companies and institutions whose names say what they are."""
    for match in _NAME.finditer(sentence.text):
        name = match["name"]
        if not (_ANY.fullmatch(name) or _KIND_ALONE.fullmatch(name)):
            yield _within(sentence, match.span("name"))
    for match in _SYSTEM.finditer(sentence.text):
        yield _within(sentence, match.span("name"))
    for match in _ABROAD.finditer(sentence.text):
        yield _within(sentence, match.span("name"))


def shared_bodies(sentence: Sentence) -> Iterator[tuple[Place, str]]:
    """Return the places of cities that share one word, with the whole name of each."""
    for match in _SHARED.finditer(sentence.text):
        start, end = match.span("names")
        for city in _CITY.finditer(sentence.text, start, end):
            whole = city.group() + match["body"]
            if city.end() == end:
                yield _within(sentence, (city.start(), match.end("body"))), whole
            elif sentence.text[city.end()] != " ":  # 런던 히스로 is one
                yield _within(sentence, city.span()), whole


def _within(sentence: Sentence, span: Place) -> Place:
    return sentence.start + span[0], sentence.start + span[1]
