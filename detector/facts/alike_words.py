"""Words that speak for any name of one kind, beside those that the gazetteer gives for each name."""

from __future__ import annotations

from detector.facts.lookalikes import EVERYDAY, STRICT
from detector.gazetteer import AmbiguousAlias, Entry

_OF_CARRIERS = (
    "통신사",
    "불통",
    "먹통",
    "회선",
    "가입자",
    "통신망",
    "이동통신",
    "알뜰폰",
    "통화",
    "신호",
    "유심",
    "로밍",
    "기지국",
    "데이터 안",
    "데이터안",
    "lte",
    "5g",
    "휴대전화",
    "인터넷이",
    "인터넷 안",
)
_OF_CLOUDS = (
    "클라우드",
    "리전",
    "인스턴스",
    "콘솔",
    "ssh",
    "가상머신",
    "버킷",
    "로드밸런서",
    "상태페이지",
    "상태 페이지",
    "호스팅",
)
_OF_SECTORS = {
    "telecom": _OF_CARRIERS,
    "isp": _OF_CARRIERS,
    "cloud": _OF_CLOUDS,
    "cdn": _OF_CLOUDS,
    "dns": _OF_CLOUDS,
}
# Latin letters in a Korean text are hardly an everyday word: that it fails is enough.
_FAILING = (
    "장애",
    "오류",
    "먹통",
    "접속",
    "로그인",
    "복구",
    "서버",
    "이용하실 수 없",
    "불안정",
    "안 됨",
)
_SHORTEST = 3
_WRITTEN_LATIN = frozenset({"work", "messenger", "streaming", "telecom"})


def words_of_its_kind(entry: Entry, doubtful: AmbiguousAlias) -> tuple[str, ...]:
    """Return the words beside which a doubtful name of an entry is its own by its kind."""
    alias = doubtful.alias.casefold()
    if alias in STRICT:
        return ()
    latin = alias.isascii() and len(alias) >= _SHORTEST and alias not in EVERYDAY
    by_name = latin and entry.sector in _WRITTEN_LATIN and alias == entry.name_en.casefold()
    return _OF_SECTORS.get(entry.sector, ()) + (_FAILING if by_name else ())
