"""The content words by which reports of one outage resemble each other."""

from __future__ import annotations

import re
from collections import Counter

#: Words kept of a report; the ones it says most, those of the title first.
LIMIT = 40
_READ = 600
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+.]{1,}|[가-힣]{2,}")
# Endings that vary with the sentence, not with what it is about.
_ENDING = re.compile(
    r"(?:에서는|에서도|으로는|에서|에게|까지|부터|으로|이라고|라고|이며|하며|하고|했다|됐다|한다|된다|입니다|습니다|"
    r"이다|은|는|이|가|을|를|의|에|로|와|과|도|만|다)$"
)
_COMMON = frozenset((
    "장애", "먹통", "접속", "서비스", "이용", "이용자", "사용자", "발생", "오류", "오전", "오후",
    "현재", "이날", "서버", "시스템", "복구", "업체", "관계자", "지난", "이번", "일부", "국내",
    "홈페이지", "기자", "뉴스", "안내", "공지", "고객", "불편", "문제", "원인", "확인", "때문",
    "정도", "지금", "나만", "이거", "아직", "다시", "진짜",
))  # fmt: skip


def content_words(text: str) -> tuple[str, ...]:
    """Return up to LIMIT word stems of a stored text, most frequent first."""
    head = text[:_READ]
    stems = (_ENDING.sub("", word.group().lower()) for word in _WORD.finditer(head))
    counted = Counter(stem for stem in stems if len(stem) > 1 and stem not in _COMMON)
    return tuple(word for word, _ in counted.most_common(LIMIT))
