"""Products named by a known name and a word more: 줌 웨비나, 가민 골프, Jira Software."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detector.facts.mention import Mention, fold
from detector.gazetteer import Entry

# What makes another product of a name, never a function of the same one (로그인, 결제).
_PART = re.compile(
    r"\s(?P<part>클라우드\s(?:게임|게이밍)|오토|폰|골프|웨비나|페이지스|스토어|오디오|스튜디오|키즈|커넥트|클래스룸|비즈니스|뮤직|"
    r"포토|북스|워치|브라우저|어시스턴트|미트|아카데미|월렛|디지털키|엔터프라이즈|마켓플레이스|액션스|코파일럿|룸스|화이트보드|"
    r"포\s(?:크리에이터스|아티스트|비즈니스|워크|패밀리|키즈|팀즈|에듀케이션))"
    r"(?=(?:은|는|이|가|을|를|의|에|도|와|과|에서|에도|에서도|까지|으로|로)?(?:[\s,.·(…'’\"”]|$))"
)
# Latin beside Latin is one name in a Korean text.
_LATIN_PART = re.compile(r"\s(?P<part>[A-Z][a-z]{2,12}(?:\s[A-Z][a-z]{2,12})?)(?![A-Za-z])")
_NO_LATIN = frozenset(
    {
        "api",
        "web",
        "app",
        "korea",
        "cloud",
        "inc",
        "corp",
        "service",
        "services",
        "server",
        "region",
    }
    | {"console", "status", "error"}
)
_RUNS = frozenset({"service", "provider"})


def compounds(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Return the products that known names begin, each as a part of its owner."""
    starts = {mention.start for mention in known}
    for mention in known:
        if mention.entry.kind not in _RUNS:
            continue
        match = _PART.match(text, mention.end) or _latin(text, mention)
        if match is None or match.start("part") in starts:
            continue
        end = match.end("part")
        yield Mention(
            mention.start, end, text[mention.start : end], _product(mention, match["part"])
        )


def _latin(text: str, mention: Mention) -> re.Match[str] | None:
    if not mention.surface.isascii():
        return None
    match = _LATIN_PART.match(text, mention.end)
    if match is None:
        return None
    words = [word.casefold() for word in match["part"].split()]
    return None if _NO_LATIN.intersection(words) else match


def _product(mention: Mention, part: str) -> Entry:
    name = f"{mention.surface} {part}"
    return replace(
        mention.entry,
        id=f"candidate:{fold(name)}",
        name=name,
        name_en="",
        kind="service",
        part_of=mention.entry.id,
        aliases=(),
        ambiguous=(),
    )
