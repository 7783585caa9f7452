"""Names that the gazetteer lacks, where what surrounds them shows that they are names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from detector.cues import DRILL, FAILURE, FUTURE, MAINTENANCE, RECOVERY
from detector.facts.boundaries import stands_alone
from detector.facts.compound_names import compounds
from detector.facts.institution_names import institutions, shared_bodies
from detector.facts.listed_names import listed, shared_heads
from detector.facts.mention import Mention, fold
from detector.facts.name_shape import (
    is_coined,
    is_common,
    is_refused,
    is_transcribed,
    without_particle,
)
from detector.facts.named_kinds import named_by_kind
from detector.facts.names import name_finder
from detector.facts.quoted_names import quoted_names
from detector.facts.role_cues import FIELD, RETURNS, UNDONE, VICTIMS
from detector.facts.role_predicates import FAILS, IS_BACK
from detector.gazetteer import Entry
from detector.sentences import Sentence

Place = tuple[int, int]

_WORD = r"[A-Za-z가-힣0-9][A-Za-z가-힣0-9&+.]{1,15}"
_LATIN_BRACKET = re.compile(
    r"(?P<name>[가-힣]{2,12})\s?\((?P<latin>[A-Za-z][A-Za-z0-9 .&+-]{3,18})\)"
)
_POST = re.compile(
    rf"(?:^|[\n.!?ㅋㅠㅜ]\s?|나만\s?|저만\s?|지금\s?|혹시\s?|방금\s?|오늘\s?|현재\s?)(?P<name>{_WORD}?)\s?(?:은|는|이|가|도|만)?\s?"
    r"(?:서버|접속|로그인|섭|앱|어플|나만|저만|지금|또|왜|갑자기|아예|계속)?\s?(?:안\s?[되돼됨들열켜뜨]|터[졌짐져]|튕[기김겨]|먹통|점검\s?아닌|"
    r"접속\s?[안불오]|불가|막[혔힘]|뻗[었음]|렉|터짐|다운됨|죽[었음]|왜\s?이[럼래러])"
)
_TELLING = (FAILURE, RECOVERY, VICTIMS)
# Looked for only where a name may stand in quotation marks: these take longer.
_TELLING_ELSE = (UNDONE, RETURNS, IS_BACK, FAILS)
# Who answers for it: X는 "…"고 밝혔다.
_SPEAKER = re.compile(
    r"(?:그러나\s|한편\s|다만\s|이에\s|이에 대해\s)?(?P<name>[가-힣A-Za-z0-9]{2,10}?)(?:은|는|측은|\s측은)\s[^\n]{0,160}?"
    r"(?:밝혔|설명했|공지했|안내했|사과했|해명했|알렸|고 했다|인정했|적었|말했|답했|덧붙였|시인했|복구했|되돌렸|재개했|정상화했)"
)
_JOINED_BEFORE = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Za-z]{3,12}?)[와과]\s(?:[가-힣]{2,6}\s)?$"
)
_JOINED_AFTER = re.compile(
    r"[와과]\s(?P<name>[가-힣A-Za-z]{3,12}?)(?:은|는|이|가|도|에서|에서도|의)\s"
)
_QUOTE_MARK = re.compile(r"['‘<《〈「]")
# An item of a notice's list that is written as a product's name is: Cloud Storage.
_ITEM = re.compile(
    r"(?:(?<=[,:/·])|(?<=[,:/·]\s))(?P<name>[A-Z][A-Za-z0-9+.]{2,20}(?:\s[A-Z][A-Za-z0-9+.]{1,20}){0,2})(?=\s?(?:[,/·(]|$|\n|등))"
)
# 대상: 공동현관, 새롬홈온 앱, 무인택배함.
_APP_ITEM = re.compile(
    r"(?:(?<=[,:/·])|(?<=[,:/·]\s))(?P<name>[가-힣A-Za-z0-9]{3,12})(?=\s(?:앱|어플|홈페이지|누리집|사이트|웹|서비스)(?:\s?[,/·(]|\s?$|\n|\s등))"
)
_NO_ITEM = frozenset(
    {"api", "cdn", "dns", "web", "app", "all", "pc", "kst", "ios", "android", "mts", "hts"}
)
# Bodies of the state, which speak of failings more than they fail.
_PUBLIC = re.compile(
    r"(?:경찰|경찰청|경찰서|소방청|소방서|소방본부|의회|하원|상원|내무부|외무부|외교부|국방부|보건부|재무부|법무부|교육부|교통부|법무성|"
    r"외무성|총무성|중앙은행|이민국|세관|교통국|선거위원회|지검)$"
)
_NEWS = re.compile(r"(?:다|요)\.(?:\s|$)")
_POST_LENGTH = 160
# 국민, 하나, NH are short for several companies of one group: a list does not tell which.
_SHORT_EVERYWHERE = frozenset({"bank", "card", "broker", "pay"})


def find_unknown(
    text: str, sentences: Sequence[Sentence], known: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return mentions of names that known lacks, in order, none overlapping a known one.

    Only sentences that tell a failure or recovery, and no plan, bring new names; each then counts
    wherever the text says it. Parts that share the head of a known name (네이버 뉴스·카페) bring
    the gazetteer's own entries.
    """
    told = [sentence for sentence in sentences if _tells(sentence.text)]
    if not told:
        return ()
    found = [*shared_heads(text, told, known), *_cities(text, told)]
    found = [*_apart(found, _places_of(known)), *compounds(text, known)]
    taken = _places_of((*known, *found))
    names = _institutions(text, told, taken)
    for start, end in _places(text, sentences, told, known):
        name = text[start:end]
        entry = None if is_refused(name) else _entry_of(name)
        if entry is not None and taken.isdisjoint(range(start, end)):
            names.setdefault(fold(name), entry)
    for name in _quoted(text, told, known, taken):
        names.setdefault(fold(name), _entry_of(name) or candidate(name))
    found.extend(_everywhere(text, names, taken))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _entry_of(name: str) -> Entry | None:
    """Return a new entry for an unknown name, the one that a known one means, or None."""
    meanings = name_finder().meanings(name)
    if not meanings:
        return candidate(name)
    alone = len(meanings) == 1 and meanings[0].sector not in _SHORT_EVERYWHERE
    return meanings[0] if alone else None


def _institutions(text: str, told: Sequence[Sentence], taken: set[int]) -> dict[str, Entry]:
    """Return the entries of companies and institutions named by what they are, by folded name."""
    names: dict[str, Entry] = {}
    for sentence in told:
        for start, end in institutions(sentence):
            if taken.isdisjoint(range(start, end)):
                name = text[start:end]
                kind = "institution" if _PUBLIC.search(name) else "service"
                names.setdefault(fold(name), candidate(name, kind))
    return names


def candidate(name: str, kind: str = "service") -> Entry:
    """Return an entry made on the fly for a name that the gazetteer lacks."""
    return Entry(
        id=f"candidate:{fold(name)}",
        name=name,
        name_en="",
        kind=kind,
        sector="other" if kind == "service" else "public",
        operator=None,
        part_of=None,
        aliases=(),
        ambiguous=(),
        reading=None,
    )


def _tells(sentence: str) -> bool:
    """Return whether a sentence tells that something failed or is back, and is no plan."""
    told = any(sign.search(sentence) for sign in _TELLING)
    if not told:
        told = any(sign.search(sentence) for sign in _TELLING_ELSE)
    if not told:
        return False
    return not (DRILL.search(sentence) or FUTURE.search(sentence) or MAINTENANCE.search(sentence))


def _places(
    text: str, sentences: Sequence[Sentence], told: Sequence[Sentence], known: Sequence[Mention]
) -> Iterator[Place]:
    for sentence in told:
        yield from named_by_kind(sentence, text)
        yield from _transcribed(sentence)
    yield from _speakers(text, sentences)
    yield from _joined(text, told, known)
    yield from listed(text, sentences, told, known)
    yield from _in_fields(text)
    if len(text) <= _POST_LENGTH and not _NEWS.search(text):
        yield from _in_a_post(text)


def _speakers(text: str, sentences: Sequence[Sentence]) -> Iterator[Place]:
    """Return who explains or apologises and is named in the title or lead: 스쿨페이는 … 안내했다."""
    body = next((s.end for s in sentences if not s.in_title), 0)
    for sentence in sentences:
        match = None if sentence.in_title else _SPEAKER.match(sentence.text)
        if match is not None and stands_in(text, match["name"], body, sentence.start):
            yield _within(sentence, match)


def stands_in(text: str, name: str, end: int, elsewhere: int) -> bool:
    """Return whether text up to end has the name as a word, at another place than elsewhere."""
    start = text.find(name, 0, end)
    while start >= 0:
        if start != elsewhere and stands_alone(text, start, start + len(name)):
            return True
        start = text.find(name, start + 1, end)
    return False


def _joined(text: str, told: Sequence[Sentence], known: Sequence[Mention]) -> Iterator[Place]:
    """Return coined names that are joined to a known one: 포스테이탈리아네와 철도회사 트렌이탈리아."""
    starts = [sentence.start for sentence in told]
    ends = {mention.end for mention in known}
    for mention in known:
        index = bisect_right(starts, mention.start) - 1
        if index < 0 or mention.start >= told[index].end:
            continue
        before = _JOINED_BEFORE.search(
            text, max(told[index].start, mention.start - 24), mention.start
        )
        for match in (before, _JOINED_AFTER.match(text, mention.end)):
            if match is None or match.start("name") - 1 in ends:
                continue
            if is_coined(match["name"]):
                yield match.span("name")


def _quoted(
    text: str, told: Sequence[Sentence], known: Sequence[Mention], taken: set[int]
) -> Iterator[str]:
    """Return the names in quotation marks that stand as names there."""
    ends = {mention.end for mention in known}
    for sentence in told:
        for start, end in quoted_names(sentence, ends):
            if taken.isdisjoint(range(start, end)) and not is_common(text[start:end]):
                yield text[start:end]


def _transcribed(sentence: Sentence) -> Iterator[Place]:
    for match in _LATIN_BRACKET.finditer(sentence.text):
        if is_coined(match["name"]) and is_transcribed(match["name"], match["latin"]):
            yield _within(sentence, match)


def _in_fields(text: str) -> Iterator[Place]:
    """Return the names that a notice's line lists as hit: 영향: Cloud Storage, BigQuery."""
    for field in FIELD.finditer(text):
        end = text.find("\n", field.end())
        for match in _ITEM.finditer(text, field.end(), end if end >= 0 else len(text)):
            if match["name"].casefold() not in _NO_ITEM:
                yield match.span("name")
        for match in _APP_ITEM.finditer(text, field.end(), end if end >= 0 else len(text)):
            yield match.span("name")


def _in_a_post(text: str) -> Iterator[Place]:
    for match in _POST.finditer(text):
        name = without_particle(match["name"])
        mixed = re.search(r"[가-힣][A-Za-z]$", name) is not None
        latin = name.isascii() and len(name) >= 4 and not name[0].isdigit()
        opens = (
            not text[: match.start("name")].strip() and "\n" in text[match.end() : match.end() + 12]
        )
        if mixed or latin or (len(name) >= 4 and (opens or is_coined(name))):
            yield match.start("name"), match.start("name") + len(name)


def _within(sentence: Sentence, match: re.Match[str]) -> Place:
    start, end = match.span("name")
    return sentence.start + start, sentence.start + end


def _cities(text: str, told: Sequence[Sentence]) -> Iterator[Mention]:
    """Return the cities that share the word for what they have: 나고야·삿포로 증권거래소."""
    for sentence in told:
        for (start, end), whole in shared_bodies(sentence):
            stocks = whole.replace("증권거래소", "거래소").replace("거래소", "증권거래소")
            entry = name_finder().known(whole) or name_finder().known(stocks) or candidate(whole)
            yield Mention(start, end, text[start:end], entry)


def _apart(found: Iterable[Mention], taken: set[int]) -> list[Mention]:
    """Return the mentions that overlap nothing taken."""
    return [m for m in found if taken.isdisjoint(range(m.start, m.end))]


def _places_of(mentions: Iterable[Mention]) -> set[int]:
    """Return the places in the text that mentions cover."""
    return {place for mention in mentions for place in range(mention.start, mention.end)}


def _everywhere(text: str, names: dict[str, Entry], taken: set[int]) -> list[Mention]:
    """Return every place that says one of the names, the longest first."""
    lowered = fold(text)
    found: list[Mention] = []
    covered = set(taken)
    for name in sorted(names, key=len, reverse=True):
        start = lowered.find(name)
        while start >= 0:
            end = start + len(name)
            place = range(start, end)
            if covered.isdisjoint(place) and stands_alone(text, start, end):
                found.append(Mention(start, end, text[start:end], names[name]))
                covered.update(place)
            start = lowered.find(name, end)
    return found
