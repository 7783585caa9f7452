"""An article's page copied as text → its title, text and time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.dates import read_date
from crawler.parsers.html import one_line
from models.text import normalize

# The header of an article lies within this many lines above its time, on the pages studied.
_NEAR = 8
_LONGEST_HEADER = 120
_SHORTEST_TITLE = 8
_PARAGRAPH = 40

_FIRST = r"(?:기사\s*|최초\s*)?(?:입력|승인|등록|발행|송고|게시|작성|업로드)(?:\s*(?:일시|일자|시간|시각|날짜|일))?"
_LATER = r"(?:최종\s*|기사\s*)?(?:수정|업데이트|갱신)(?:\s*(?:일시|일자|시간|시각|일))?"
_LABELS = re.compile(rf"(?P<first>{_FIRST})|(?P<later>{_LATER})")
_LABEL_ALONE = re.compile(rf"\W*(?:(?P<first>{_FIRST})|(?P<later>{_LATER}))\W*")
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}")
_DATE_AND_CLOCK = re.compile(_DATE.pattern + r"\D{1,12}?\d{1,2}\s*[:시]")
_BRACKETED_CLOCK = re.compile(r"\((\d{1,2}:\d{2}(?::\d{2})?)\)?")
# A sentence's date is no header: 다., 요. and particles make prose.
_PROSE = re.compile(r"(?:다|요|죠|까)[.?!]|\d일\s*(?:오전|오후)?.{0,10}(?:까지|부터|에서|에는)")

_SENTENCE_END = re.compile(r"(?:[다요죠까함음임됨][.?!]|[.?!…][\"'”’」)\]]?)\s*$")
# What buttons, menus and counters consist of; a line of nothing else is furniture.
_TOOL_TEXT = (
    "공유 공유하기 페이스북 트위터 엑스 카카오 카카오톡 카카오스토리 밴드 네이버 블로그 라인 메일 이메일 url 링크 주소 "
    "복사 복사하기 글자 글씨 글꼴 크기 크기조절 작게 크게 조절 변경 설정 폰트 가 가나다 보통 인쇄 인쇄하기 프린트 스크랩 북마크 "
    "저장 구독 구독하기 알림 알림받기 닫기 열기 펼치기 접기 더보기 더 보기 자세히 자세히보기 기사 듣기 보관 원문 본문 음성으로 "
    "음성 요약 요약봇 번역 로그인 회원가입 검색 메뉴 전체 전체메뉴 홈 뉴스 정치 경제 사회 국제 세계 문화 연예 스포츠 오피니언 "
    "사설 칼럼 it 테크 과학 생활 산업 기업 증권 금융 부동산 라이프 포토 영상 전국 지역 ad 광고 이전 다음 이전기사 다음기사 "
    "목록 위로 맨위로 맨 바로가기 건너뛰기 제보 제보하기 댓글 댓글쓰기 좋아요 추천 비추천 공감 조회 조회수 신고 훈훈해요 슬퍼요 "
    "화나요 후속기사 원해요 팔로우 속보창 지면 지면보기 sns 보내기 개 명 회 면 건 x pc 모바일 버전 앱 다크모드 언론사"
)
_TOOL_WORDS = frozenset(_TOOL_TEXT.split())
_TOKENS = re.compile(r"[^\s·|/>,▶︎•‧:：\-+()\[\]<>\d]+")
_NUMBERS = re.compile(r"[\d\s,./:|·\-+()\[\]<>※*_=~]+(?:면|페이지|위|개|명|회)?")
_MENU_MARK = re.compile(r"^[•‣▪]\s|(?:로그인|회원가입)\s*/|/\s*(?:로그인|회원가입)|바로\s*가기$")
_REPORTER = re.compile(
    r"^(?:[\[(=/\s]*[^\s]{1,12}\s*[=·]?\s*)?[가-힣·\s]{2,16}(?:선임|수습|인턴|객원|전문)?\s*(?:기자|특파원|앵커|PD|논설위원)"
    r"\W*(?:구독|팔로우|기자\s*페이지|이메일)?\W*$"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_CAPTION = re.compile(
    r"게티\s*이미지|사진\s*[=:ㅣ|/]|/\s*사진|그래픽\s*[=:]|자료\s*사진|캡처\s*[\])]?$|제공\s*[\])]?$|일러스트|"
    r"^\W*(?:사진|이미지|그림)\s*(?:확대|설명)|연합뉴스\s*$|뉴시스\s*$|뉴스1\s*$"
)
_END = re.compile(
    r"무단\s*(?:전재|복제|배포)|재배포\s*금지|저작권자|copyright|^\W*ⓒ|기사\s*URL이\s*복사|관련\s*(?:기사|뉴스|태그)|"
    r"(?:많이|함께)\s*본\s*(?:뉴스|기사)|(?:인기|추천|최신|주요|핫)\s*(?:기사|뉴스)|랭킹\s*뉴스|LIVE\s*ISSUE|"
    r"^댓글\s*[\d,]*(?:개)?$|^전체\s*댓글|댓글을?\s*(?:입력|작성|남겨)|이\s*기사(?:를|는|에)|좋아할\s*만한|"
    r"^\W*(?:기사\s*)?제보\W|구독\s*신청|카카오톡\s*:|기자의\s*다른\s*기사|실시간\s*(?:뉴스|주요)|언론사\s*(?:홈|구독)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What a text copied from a page holds."""

    title: str  # "" where the text has none
    body: str  # paragraphs joined by newlines
    published_at: datetime | None  # aware, UTC


def parse_plain(text: str, fetched_at: datetime) -> PlainPage:
    """Return title, text and time of a page copied as text.

    A text without the marks of a page (a time line, menus) is kept as it is: all of it is body,
    but for a first line that stands as its title.
    """
    lines = [line for line in map(one_line, normalize(text).split("\n")) if line]
    at, published = find_time(lines, fetched_at)
    if at is None and sum(map(_is_furniture, lines)) < 2:
        return _as_it_is(lines)
    title_at = _find_title(lines, at)
    title = lines[title_at] if title_at is not None else ""
    below = max((found for found in (at, title_at) if found is not None), default=-1) + 1
    body = _body([line for line in lines[below:] if line != title])
    return PlainPage(title, "\n".join(body), published)


def _as_it_is(lines: Sequence[str]) -> PlainPage:
    """Return a text that is no page: a first line that is no sentence is its title."""
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_HEADER and not lines[0].endswith("다."):
        return PlainPage(lines[0], "\n".join(lines[1:]), None)
    return PlainPage("", "\n".join(lines), None)


def find_time(lines: Sequence[str], fetched_at: datetime) -> tuple[int | None, datetime | None]:
    """Return which line states when it was published, and when; a labelled time goes first."""
    finders = (_labelled_time, _later_time, _bare_time, _bare_day)
    for find in finders:
        for number, line in enumerate(lines):
            if len(line) > _LONGEST_HEADER or _PROSE.search(line):
                continue
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if moment := find(line, following, fetched_at):
                return number, moment
    return None, None


def _labelled_time(line: str, following: str, fetched_at: datetime) -> datetime | None:
    return _time_after(line, following, fetched_at, "first")


def _later_time(line: str, following: str, fetched_at: datetime) -> datetime | None:
    """Return when it was edited, where nothing says when it was published."""
    return _time_after(line, following, fetched_at, "later")


def _time_after(line: str, following: str, fetched_at: datetime, label: str) -> datetime | None:
    """Return the time behind a label, on its own line or on the next."""
    alone = _LABEL_ALONE.fullmatch(line)
    if alone and alone[label]:
        return _read(following, fetched_at)
    labels = list(_LABELS.finditer(line))
    for found, after in zip(labels, [*labels[1:], None], strict=False):
        if found[label]:
            part = line[found.end() : after.start() if after else len(line)]
            if moment := _read(part, fetched_at):
                return moment
    if label == "first" and labels and labels[0]["first"]:  # "2018-11-22 20:00 송고"
        return _read(line[: labels[0].start()], fetched_at)
    return None


def _bare_time(line: str, _following: str, fetched_at: datetime) -> datetime | None:
    is_header = len(line) <= 60 and _DATE_AND_CLOCK.search(line)
    return read_date(line, fetched_at) if is_header else None


def _bare_day(line: str, _following: str, fetched_at: datetime) -> datetime | None:
    is_header = len(line) <= 30 and _DATE.search(line)
    return read_date(line, fetched_at) if is_header else None


def _read(text: str, fetched_at: datetime) -> datetime | None:
    text = text.strip(" :：|·/[]()<>-ㅣ")
    text = _BRACKETED_CLOCK.sub(r" \1 ", text)
    return read_date(text, fetched_at) if text and len(text) <= 60 else None


def _find_title(lines: Sequence[str], time_at: int | None) -> int | None:
    """Return which line is the title: one that stands twice, else the likeliest by the time."""
    top = time_at if time_at is not None else min(len(lines), 2 * _NEAR)
    above = [n for n in range(top) if _can_be_title(lines[n])]
    counts = Counter(lines[n] for n in above)
    twice = [n for n in above if counts[lines[n]] > 1 or _is_begun_by(lines, n)]
    if twice:
        return twice[-1]
    near = [n for n in above if time_at is None or time_at - n <= _NEAR]
    if near:
        return max(near, key=lambda n: (_likeness(lines[n]), n))
    if time_at is None:
        return None
    below = range(time_at + 1, min(len(lines), time_at + 4))
    return next((n for n in below if _can_be_title(lines[n])), None)


def _is_begun_by(lines: Sequence[str], number: int) -> bool:
    """Tell whether an earlier line is this one and a site's name: "제목 - 어느신문"."""
    title = lines[number]
    return any(line.startswith(title) and line != title for line in lines[:number])


def _can_be_title(line: str) -> bool:
    return (
        _SHORTEST_TITLE <= len(line) <= _LONGEST_HEADER
        and " " in line
        and not line.endswith(("다.", "요."))
        and not _is_furniture(line)
        and not _is_left_out(line)
        and not _DATE.search(line)
    )


def _likeness(line: str) -> int:
    """Return how much like a headline a line is: headlines are longer than section names."""
    return min(len(line), 24) // 6 + (2 if re.search(r"[…·“‘\"',↑↓]|\[", line) else 0)


def _body(lines: Sequence[str]) -> list[str]:
    counts = Counter(lines)
    kept: list[str] = []
    for line in lines:
        has_text = any(len(paragraph) >= _PARAGRAPH for paragraph in kept)
        if has_text and len(line) < _LONGEST_HEADER and _END.search(line):
            break
        if _is_furniture(line) or _is_left_out(line) or _END.search(line[:60]):
            continue
        if counts[line] > 1 and not _SENTENCE_END.search(line):  # a picture's text and its caption
            continue
        if line not in kept:  # a lead that stands above the text and in it
            kept.append(line)
    while kept and not _SENTENCE_END.search(kept[-1]) and len(kept) > 1:  # what no end mark named
        kept.pop()
    return kept


def _is_furniture(line: str) -> bool:
    """Tell whether a line is a button, a menu or a counter."""
    if len(line) > _LONGEST_HEADER:
        return False
    tokens = _TOKENS.findall(line)
    is_tools = all(token.casefold() in _TOOL_WORDS for token in tokens)
    return is_tools or bool(_NUMBERS.fullmatch(line) or _MENU_MARK.search(line))


def _is_left_out(line: str) -> bool:
    """Tell whether a line is a picture's caption or says who wrote it."""
    if len(line) <= 80 and _EMAIL.search(line):
        return True
    if len(line) <= 40 and (_REPORTER.search(line) or _LABEL_ALONE.fullmatch(line)):
        return True
    return len(line) <= 90 and not _PROSE.search(line) and bool(_CAPTION.search(line))
