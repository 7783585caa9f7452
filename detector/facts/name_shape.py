"""Whether a word has the shape of a product's name, or is a common noun, a place, a person."""

from __future__ import annotations

import re

_COMMON_WORDS = """
금융회사 금융사 금융권 금융기관 이용자 사용자 고객 고객사 소비자 시민 국민 학생 가입자 회원
투자자 판매자 구매자 직원 관계자 기업 업체 회사 업계 로그인 로그아웃 결제 앱 어플 애플리케이션
서버 시스템 인터넷 홈페이지 누리집 사이트 웹사이트 웹 모바일 서비스 플랫폼 접속 장애 오류 먹통
통신 전산 국내 해외 국외 전국 일부 대부분 전체 모든 여러 몇몇 수십 각종 주요 다수 관련 해당 기존
현재 당시 이날 전날 오늘 어제 내일 오전 오후 새벽 밤 검색 뉴스 메일 지도 쇼핑 카페 블로그 웹툰
송금 이체 조회 주문 배달 예약 예매 발권 체크인 입금 출금 입출금 인출 충전 환전 대출 예금 적금
카드 메시지 메신저 이미지 사진 동영상 영상 음악 게임 방송 전화 문자 통화 데이터 와이파이 화면
페이지 계정 비밀번호 인증 본인인증 간편인증 신분증 은행 증권 증권사 은행권 보험 보험사 카드사
통신사 거래소 항공사 항공 공항 병원 학교 대학 정부 부처 기관 공공기관 지자체 편의점 마트 백화점
식당 키오스크 단말기 포스 포스기 자동화기기 창구 영업점 매장 점포 지점 콜센터 고객센터 상담 알림
푸시 공지 광고 댓글 피드 게시물 게시판 채팅 대화 검색창 클라우드 네트워크 데이터센터 라우터
스위치 방화벽 장비 회선 통신망 전산망 전원 배터리 디도스 랜섬웨어 해킹 화재 정전 과부하 트래픽
업데이트 패치 점검 컴퓨터 노트북 스마트폰 아이폰 갤럭시 안드로이드 휴대폰 휴대전화 핸드폰 태블릿
모니터 키보드 마우스 브라우저 프로그램 소프트웨어 하드웨어 드라이버 윈도 인공지능 챗봇 생성형
가상자산 암호화폐 가상화폐 코인 비트코인 이더리움 리플 주식 선물 옵션 채권 펀드 지수 코스피
코스닥 나스닥 환율 리전 가용영역 도메인 호스팅 서브 콘텐츠 스트리밍 음원 티켓 쿠폰 포인트 멤버십
마일리지 상품권 택시 대리 대리운전 택배 퀵 킥보드 내비게이션 내비 출퇴근 근태 결재 전자결재 급여
회계 화상회의 회의 협업 업무 메일함 캘린더 일정 문서 파일 저장 백업 복구 보상 환불 배상 공유
업로드 다운로드 민원 민원서류 등본 여권 세금 지방세 납부 발급 신고 접수 신청 등기 우편 소포
재난문자 수강신청 출석 시험 성적 원격수업 강의 그래픽 자료 기자 뉴스1 연합뉴스 뉴시스 종합 속보
단독 인사 본사 본점 지사 법인 계열사 자회사 협력사 경쟁사 대기업 중소기업 스타트업 월요일 화요일
수요일 목요일 금요일 토요일 일요일 주말 평일 명절 연휴 설 추석 광복절 크리스마스 개천절 한글날
현지시간 한국시간 태평양시간 한국 미국 일본 중국 대만 홍콩 영국 독일 프랑스 캐나다 호주 인도
유럽 아시아 북미 남미 동남아 베트남 싱가포르 인도네시아 태국 러시아 우크라이나 서울 부산 대구
인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주 수도권 영남 호남 충청 판교
분당 강남 마포 서대문 용산 성남 수원 고양 용인 천안 청주 전주 창원 포항 목동 아현 혜화 구로 안양
과천 평촌 안산 시흥 김포 파주 춘천 도쿄 오사카 뉴욕 런던 파리 베를린 버지니아 오레곤 오하이오
캘리포니아 브뤼셀 히스로 뉴질랜드 브라질 스페인 이탈리아 네덜란드 스위스 멕시코 필리핀 하와이 괌
대통령 장관 차관 국장 과장 대표 사장 회장 교수 의원 위원장 위원 총리 청장 본부장 센터장 팀장
전문가 연구원 개발자 엔지니어 담당자 해커 경찰 검찰 이름 내용 상황 문제 원인 이유 결과 피해 영향
불편 차질 지연 중단 재개 정상 작동 발생 확인 조치 대응 안내 설명 입장 사과 방안 계획 대책 기능
부분 개인 단체 이곳 그곳 저곳 여기 거기 이것 그것 나머지 기타 각각 모두 전부 하나 둘 셋 첫째
둘째 우선 먼저 다음 이후 이전 최근 지난해 올해 내년 와이파이존 문의 후기 불만 항의 목소리 사연
글 말 사실 소식 제보 경험담 해시태그 실시간 온라인 오프라인 유료 무료 공식 비공식 정식 임시
스마트 디지털 아웃소싱 솔루션 테스트 이벤트 커뮤니티 네티즌 컨트롤 미디어 리포트 포털 버그
레이드 길드 캐릭터 아이템 스킬 채널 월드 클라이언트 런처 모델 프로젝트 캠페인 마케팅 브랜드
프리미엄 매니저 리더 커피 빌딩 아파트 카운터 스크린 게이트 버스 트럭 터미널 톨게이트 프린터
스피커 헤드셋 셋톱박스 블루스크린 블루투스 루머 코드 링크 프레임 렌더링 스크립트 콘솔 대시보드
워크로드 인스턴스 스토리지 볼륨 서브넷 프록시 캐시 쿼리 테이블 인덱스 메인넷 블록체인 블록 토큰
지갑 스테이킹 노드 컨트랙트 밸리데이터 트레이더 플레이어 게이머 유저 스트리머 크리에이터
인플루언서 유튜버 프로그래머 엔씨 빅테크 핀테크 이커머스 커머스 테크 미디어아트 블랙프라이데이
타임라인 프로필 스토리 릴스 피드백 팝업 배너 레터 리스트 랭킹 차트 앨범 콘서트 페스티벌 컴백
드라마 다큐멘터리 코로나 코로나19 바이러스 백신 마스크 넷마블게임 모바일게임 온라인게임 비디오
오디오 텍스트 이모티콘 스티커 필터 카메라 마이크 센서 스위칭 트랜잭션 플러그인 서드파티 오픈소스
알고리즘 머신러닝 파일서버 메인 홈 마이페이지 장바구니 카탈로그 바코드 체크카드 신용카드 삼성폰
에러 버퍼링 렉 로딩 튕김 재부팅 인프라 파트너 이틀 사흘 나흘 이틀간 사흘간 물론 연속 역시 또한
한때 잇따라 줄줄이 일제히 쿠버네티스 메인프레임 풀필먼트 오픈런 로봇청소기 청소기 세탁기 냉장고
에어컨 월패드 도어락 스마트홈 공유기 모뎀 엘리베이터 초인종 프론트 프런트 백엔드 프런트엔드
카드단말기 셀프체크인 로보틱스 영업 운영 판매 구매 구독 가입 탈퇴 등록 삭제 수정 변경 취소 재생
인터넷뱅킹 스마트폰뱅킹 모바일뱅킹 폰뱅킹 텔레뱅킹 스마트뱅킹 기업뱅킹 개인뱅킹 뱅킹 PC버전
모바일버전 웹버전
PC판 모바일판 PC웹 모바일웹 모바일앱 모바일트레이딩시스템 홈트레이딩시스템 간편송금 간편결제 소셜 셀러 라이브 스토어
로드뷰
쿠웨이트 파키스탄 아랍에미리트 사우디 사우디아라비아 이스라엘 이란 이라크 카타르 바레인 이집트 튀르키예 터키
스웨덴 노르웨이 덴마크 핀란드 폴란드 체코 헝가리 그리스 벨기에 오스트리아 포르투갈 아일랜드 스코틀랜드
말레이시아 캄보디아 몽골 마카오 칠레 페루 콜롬비아 아르헨티나 남아공 케냐 나이지리아 에스토니아 라트비아
시공사 시공단 이틀째 사흘째 나흘째 지방은행 시군구청 구청 시청 군청 인트라넷 시공업체
인터페이스 교통카드 광케이블 해저케이블 케이블
충전기 발전기 변압기 냉각기 저장장치 충전소 주차장 휴게소 톨게이트 창업자 운영체제 펌웨어 컨소시엄 사업단 위원회 협의회
무더기 동시다발 줄줄이 대규모 전면 간헐적 연쇄 집단 장시간 한동안 신규 유료 무료 전용 공용 통합 차세대 일시적 순간적
광범위 전반적
머스크 저커버그 베이조스 올트먼 나델라 피차이 트럼프 바이든 팀쿡
잡스 오디오북 이북 무한로딩 하이라이트 모바일티켓 바코드 실시간채팅 개발사
운영사 제작사 복지부 국토부 과기부 교육부 행안부 금감원 공정위
리눅스 윈도우 윈도 유닉스 맥 우분투 센트OS 도스 초고속인터넷 유선인터넷 무선인터넷 전용회선 전용선 인터넷전화 유선전화
이동전화
집전화 국제전화 알뜰폰 멀티플레이 멀티플레이어 싱글플레이 리더보드 업적 트로피 도전과제 매치메이킹 랭크전 파티 친구목록
인벤토리 거래소
경매장 우편함 세이브 클라우드저장 크로스플레이 매칭 음성채팅 그룹채팅 단체방 오픈채팅방 영상통화 음성통화 문자메시지
긴급전화 재난문자 민원발급
무인발급기 민원실 주민센터 창구업무 자동이체 타행이체 당행이체 계좌이체 계좌개설 비대면 대출신청 한도조회 체크인 셀프체크인
좌석지정
수하물 탑승권 항공권 승차권 열차표 기차표 모바일탑승권 전자의무기록 전자처방 처방전 진료예약 수납 접수증 원격진료
전자출입명부 출입명부
사내망 업무망 내부망 외부망 행정망 교육망 공용망 백본망 코어망 가입자망 전송망 교환기 중계기 안테나 위성 해저 광케이블망
스마트TV 셋톱 리모컨 스피커폰 태블릿PC 노트북PC 데스크톱 서버실 기계실 항온항습기 무정전전원장치 배전반 발전실 전기실
전송 수신 발신 수발신 열람 실행 작성 연결 응답 처리 승인 체결 매수 매도 호출 배차
"""
_COMMON = frozenset(_COMMON_WORDS.split())
# 스타폴 온라인: with another word before them these belong to a name.
_EDITIONS = frozenset({"온라인", "모바일", "월드", "스토리"})
_LATIN_WORDS = """
it ai pc tv ott sns cdn dns idc api app apps ceo cto kst pst utc gmt lte ups isp hts mts atm pos
qr vpn ip url id ddos saas llm www web http https bad gateway error server cloud service
unavailable timeout region data center vod iptv usb ssd cpu gpu bgp tcp udp software hardware
work management l4 l7 5g 4g 3g wifi wi-fi ios android windows os db sql ess ict r&d esg cctv gps
nfc otp ars sms mms rcs pdf pin sim esim usim arpu kbs mbc sbs sd sd카드
"""
_GENERIC_LATIN = frozenset(_LATIN_WORDS.split())
# How Korean common nouns, predicates and titles end.
_ENDINGS = re.compile(
    r"(?:이용자|사용자|가입자|투자자|소비자|판매자|개발자|운영자|관리자|당국자|관계자|자들|들|등|사들|업체|업계|기업|회사|은행들|증권사|카드사|보험사|"
    r"통신사|항공사|제조사|게임사|개발사|운영사|고객사|거래소|사업자|기관|부처|협회|당국|정부|대학|학교|병원|의원|공항|역|지점|영업점|매장|"
    r"서비스|시스템|서버|기능|화면|페이지|사이트|홈페이지|누리집|앱|어플|메뉴|버튼|오류|장애|문제|지연|중단|마비|먹통|차질|사태|사고|화재|피해|"
    r"불통|비상|분통|불만|불편|복구|점검|업데이트|대란|이상|폭주|과부하|공격|해킹|유출|조회|이체|송금|결제|출금|입금|인출|발급|접수|신청|예약|예매|주문|배달|"
    r"전송|수신|발신|수발신|재생|열람|로그인|접속|연결|인증|검색|알림|공유|등록|발송|체결|거래|매매|처리|승인|호출|배차|충전|환불|보상|"
    r"씨|군|양|대표|장관|차관|국장|교수|기자|위원장|본부장|센터장|팀장|대통령|연구원|사장|회장|과장|시장|청장|"
    r"하다|하는|하고|한다|했다|하며|되다|되는|되고|됐다|된다|되며|이다|있는|있다|없는|없다|않는|않다|라며|라고|다며|다고|습니다|"
    r"해서|돼서|면서|지만|는데|은데|으며|거나|려고|려면|으로|에서|에게|부터|까지|처럼|보다|때문|만에|동안|이후|이전|가운데|"
    r"시간|분간|분께|시께|여명|여개|여건|만명|억원|만원|건|개|곳|명|회|차|년|월|일|시|분|초|원|달러|퍼센트|"
    r"시장|산업|분야|정책|제도|법안|업무|작업|조치|계획|방안|대책|내용|상황|상태|과정|결과|원인|이유|사실|모습|수준|정도|경우|전용|"
    r"(?:발매|판매|정산|안내|발급|인식|출금|지급|충전|발전|단말|교환|냉각|변압|검표|순번|진료|혈압|정수|청소)기|마다|내내|입점몰|자사몰|온라인몰|공식몰|종합몰|"
    r"망|회선|센터|데이터센터|장비|기기|단말기|통신구|전산실|건물|지역|일대|권|구|동|읍|면|도민|시민|국민|학생|교사|직원|고객|팬|승객)$"
)
# All syllables that close with ㅆ, as the past does: 했, 췄, 졌.
_PAST = "".join(chr(code) for code in range(ord("가") + 20, ord("힣"), 28))
_VERBAL = re.compile(
    rf"(?:[{_PAST}겠렵습](?:다|고|으며|지만|던|을|네|음)?|[는던된한할될쓴온진은]|[가-힣]게|[가-힣]히|[가-힣]며|[가-힣]려)$"
)
# How a sentence ends: 주문 의사가 없었다, 곧 돌아올게요.
_SENTENCE_END = re.compile(
    rf"[{_PAST}](?:다|어|음|네|지)$|(?:니다|한다|된다|는다|하다|이다|었다)$|\s\S*(?:요|까|자|라|음|함|됨)$"
)
# Syllables that native and Sino-Korean words hardly have, and foreign or coined names often.
_FOREIGN = re.compile(
    r"[카커코쿠크키캐케퀴퀵큐컴콜클켓킷킨캠캔컬콘콤쿡퀸탁타터토투트티테태텔톡톤팀팁틱팅틴텀틀파퍼페푸프플피패펜펫폰폴풀핏핑팝팜픽픈필"
    r"챗칩첸츠즈쥬젠젤잭잼줌샵숍샐쇼슈스슨슬심쉐셀셰섀싱씽위웨웹왓윈웍워뮤믹맵맥멜멤멧밋밴뱅뱃벅벨볼봇북붐블브빗빌빙빅베뷰런렌렛렉로"
    r"론롤룸루르를릭릴링림랩랙램래레리라러럭레넷넥네노뉴니닉닝닌디드딥딜딩덕덱덴도듀그글기김깃게겟갤갓고굿구에엔엘앱앤업엑"
    r"온원옥오올이인잇잉임유윙핀홉홈헬헤하허휴힙]"
)
_MARKED = re.compile(
    r"[카커쿠크캐케큐컴클켓킷캠캔컬쿡퀸퀵탁텔톡팀팁틱팅틴플펫폰풀핏핑팝픽챗칩첸츠즈쥬젠젤잭잼줌샵숍샐슈쉐셀셰섀씽웨웹왓윈웍뮤맵멜멤밋밴뱅뱃벅벨봇"
    r"붐블브빗뷰런렌렛렉릭릴랩랙램럭넷닉딥덱깃겟갤굿엔엘앤엑옥핀홉헬헤힙팍팡팟페푸프트텀틀릿릭룸론]"
)
_MAKE = re.compile(
    r"(?:톡|페이|비트|코인|마켓|플레이|클라우드|뱅크|캠프|스토어|박스|링크|큐|넷|팡|몰|북|플릭스|오더|스탁|스타|랜드|월드|온라인|모바일|플러스|"
    r"저축은행|은행|증권|카드|캐피탈|생명|손해보험|화재|텔레콤|소프트|게임즈|스튜디오|엔터|미디어|뮤직|TV|티비|라이브|웍스|랩스|랩|맵|"
    r"항공|택배|이츠|클래스|스쿨|패스|메이트|프렌즈|레전드|사가|워즈|스토리|이터널|에디션|유니버스)$"
)
# UQ모바일 is a name though 일 ends days: Latin letters and what brands end in.
_BRANDED = re.compile(r"[A-Za-z]{1,6}(?:모바일|온라인|은행|증권|항공|페이|화물|망|센터)")
_SHAPE = re.compile(r"[A-Za-z가-힣0-9][A-Za-z가-힣0-9&+.:\- ]{0,22}[A-Za-z가-힣0-9+]")
# What may hang on a common noun, particles and copula: 서버로, 플랫폼인, 프로그램이던, 앱이라.
_TAIL = re.compile(r"(?:으로|로|서|들|등|이?(?:던|자|며|고|라|란|다)|인)$")
_ANONYMOUS = re.compile(
    r"[A-Z](?:사|씨|은행|증권|게임|앱|업체|카드|대학|병원|쇼핑몰|핀테크|게임사|증권사|군|양)?|"
    r"[가-힣]모|○+.*|[oO]{2,}"
)
_COUNTED = re.compile(
    r"[\d.,]+\s?[가-힣%]{0,4}|.*\d+(?:개|곳|명|건|여|만|억|년|월|일|시|분|초|회|차|위|종|대|층|번|원|%).*"
)


def is_refused(name: str) -> bool:
    """Return whether a word can be no name: common noun, number, place, title, predicate."""
    bare = name.strip()
    if not _SHAPE.fullmatch(bare) or _ANONYMOUS.fullmatch(bare) or _COUNTED.fullmatch(bare):
        return True
    if bare.casefold() in _GENERIC_LATIN or bare in _COMMON:
        return True
    stem = _TAIL.sub("", bare)
    if stem.casefold() in _GENERIC_LATIN or stem in _COMMON:
        return True
    words = bare.split()
    if len(words) > 3 or (words[-1] in _COMMON and words[-1] not in _EDITIONS):
        return True
    return bool(_ENDINGS.search(bare) and not _BRANDED.fullmatch(bare)) or bool(
        _VERBAL.search(words[-1]) and not _MARKED.search(bare)
    )


def is_common(name: str) -> bool:
    """Return whether a word in quotation marks is no name even there: common nouns, numbers."""
    bare = name.strip()
    if not _SHAPE.fullmatch(bare) or _ANONYMOUS.fullmatch(bare) or _COUNTED.fullmatch(bare):
        return True
    words = bare.split()
    if _SENTENCE_END.search(bare):
        return True
    return all(word in _COMMON or word.casefold() in _GENERIC_LATIN for word in words) or bool(
        words[-1] in _COMMON or _ENDINGS.fullmatch(words[-1])
    )


def without_kind(name: str) -> str:
    """Return a name without the common nouns before it: 업무 메신저 딩톡 is 딩톡."""
    words = list(re.finditer(r"\S+", name))
    while len(words) > 1 and words[0].group() in _COMMON:
        del words[0]
    return name[words[0].start() :] if words else name


def is_coined(name: str) -> bool:
    """Return whether a word looks made up as a name: 카카오스탁, 클레이온, 열혈강호m, CLAYON."""
    if re.search(r"[A-Za-z]{2}", name) or re.search(r"[가-힣][A-Za-z]|[A-Za-z][가-힣]", name):
        return True
    hangul = re.sub(r"[^가-힣]", "", name)
    if len(hangul) < 2:
        return False
    marked = len(_MARKED.findall(hangul))
    foreign = len(_FOREIGN.findall(hangul)) / len(hangul)
    return (marked >= 1 and foreign >= 0.5) or (
        len(hangul) >= 3 and bool(_MAKE.search(name)) and not _MAKE.fullmatch(name)
    )


_PARTICLES = (
    "에서는 에서도 에서의 으로는 으로도 에서 에는 에도 으로 까지 부터 이나 측은 측이 측 "
    "은 는 이 가 을 를 과 와 의 에 도 만"
)
_STRIPPED = tuple(_PARTICLES.split(" "))
_NEEDS_FINAL = frozenset({"은", "이", "을", "과", "으로", "으로는", "으로도", "이나"})
_NEEDS_VOWEL = frozenset({"는", "가", "를", "와"})


def without_particle(word: str) -> str:
    """Return a word without the particle at its end: 카카오스탁도 is 카카오스탁."""
    for particle in _STRIPPED:
        stem = word.removesuffix(particle)
        if stem != word and len(stem) >= 2 and _may_follow(particle, stem[-1]):
            return stem
    return word


def _may_follow(particle: str, last: str) -> bool:
    if not "가" <= last <= "힣":
        return True
    has_final = (ord(last) - ord("가")) % 28 != 0
    if particle in _NEEDS_FINAL:
        return has_final
    return particle not in _NEEDS_VOWEL or not has_final


_INITIALS = (
    "k",
    "k",
    "n",
    "t",
    "t",
    "l",
    "m",
    "p",
    "p",
    "s",
    "s",
    "",
    "c",
    "c",
    "c",
    "k",
    "t",
    "p",
    "h",
)
_FINALS = {1: "k", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p", 19: "s", 21: "n"}
_SAME_SOUND = str.maketrans(
    {
        "g": "k",
        "q": "k",
        "d": "t",
        "b": "p",
        "v": "p",
        "f": "p",
        "r": "l",
        "z": "c",
        "j": "c",
        "x": "k",
    }
)


def is_transcribed(hangul: str, latin: str) -> bool:
    """Return whether Latin letters spell the same sounds as Hangul: 클레이온 and CLAYON."""
    sounds = "".join(_sounds(syllable) for syllable in hangul)
    letters = re.sub(r"[^a-z]", "", latin.lower()).translate(_SAME_SOUND)
    letters = re.sub(r"c(?=[^eiyh]|$)", "k", letters)
    spelt = re.sub(r"[aeiouwyh]", "", letters).replace("s", "").replace("c", "")
    heard = sounds.replace("h", "").replace("s", "").replace("c", "")
    spelt, heard = (re.sub(r"(.)\1", r"\1", skeleton) for skeleton in (spelt, heard))
    return (
        len(spelt) >= 2
        and spelt[:1] == heard[:1]
        and abs(len(spelt) - len(heard)) <= 1
        and spelt[-1] == heard[-1]
    )


def _sounds(syllable: str) -> str:
    code = ord(syllable) - ord("가")
    if not 0 <= code < 11172:
        return ""
    return _INITIALS[code // 588] + _FINALS.get(code % 28, "")
