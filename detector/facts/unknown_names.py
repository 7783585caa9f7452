"""Names that the gazetteer lacks, where what surrounds them shows that they are names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detector.cues import DRILL, FAILURE, FUTURE, MAINTENANCE, RECOVERY
from detector.facts.boundaries import stands_alone
from detector.facts.listed_names import listed, shared_heads
from detector.facts.mention import Mention, fold
from detector.facts.name_shape import is_coined, is_refused, is_transcribed, without_particle
from detector.facts.names import name_finder
from detector.facts.role_cues import FIELD, VICTIMS
from detector.gazetteer import Entry
from detector.sentences import Sentence

Place = tuple[int, int]

_PRODUCT = (
    r"(?:플랫폼|앱|어플|애플리케이션|게임|메신저|거래소|사이트|포털|쇼핑몰|커뮤니티|솔루션|챗봇|브라우저|협업툴|협업 도구|도구|"
    r"내비게이션|내비|백신|누리집|뱅킹|OTT|MTS|HTS|MMORPG|RPG|대행업체|대행사)"
)
_MAKER = (
    r"(?:업체|기업|회사|스타트업|운영사|개발사|게임사|증권사|서비스|시스템|프로그램|인공지능|AI)"
)
_QUOTED = re.compile(
    rf"(?:(?P<product>{_PRODUCT})|(?P<maker>{_MAKER}))(?:인|의)?\s?(?:신작\s)?"
    r"['‘\"“「<《〈](?P<name>[^'’‘\"“”「」<>《》〈〉\n]{2,20})['’\"”」>》〉]"
    r"(?P<after>(?:은|는|이|가|을|를|의|에|에서|도|와|과|,|·|\(|\s|$)(?!라|란|며))"
)
_QUOTED_BEFORE = re.compile(
    r"['‘\"“「<《〈](?P<name>[^'’‘\"“”「」<>《》〈〉\n]{2,20})['’\"”」>》〉]"
    r"\s?(?:\([^()\n]{2,20}\)\s?)?(?:앱|어플|게임|플랫폼|메신저|누리집|홈페이지|사이트|서비스|온라인)(?:은|는|이|가|을|를|의|에|도|와|과|\s)"
)
_WORD = r"[A-Za-z가-힣0-9][A-Za-z가-힣0-9&+.]{1,15}"
_APPOSITION = re.compile(
    rf"(?:(?<=\s)|(?<=[가-힣]))(?:{_PRODUCT}|업체|스타트업|운영사|개발사|게임사)(?:인)?\s(?P<name>{_WORD})(?=[\s,.·ㆍ(]|$)"
)
_LATIN_BRACKET = re.compile(
    r"(?P<name>[가-힣]{2,12})\s?\((?P<latin>[A-Za-z][A-Za-z0-9 .&+-]{3,18})\)"
)
_POST = re.compile(
    rf"(?:^|[\n.!?ㅋㅠㅜ]\s?|나만\s?|저만\s?|지금\s?|혹시\s?|방금\s?|오늘\s?|현재\s?)(?P<name>{_WORD}?)\s?(?:은|는|이|가|도|만)?\s?"
    r"(?:서버|접속|로그인|섭|앱|어플|나만|저만|지금|또|왜|갑자기|아예|계속)?\s?(?:안\s?[되돼됨들열켜뜨]|터[졌짐져]|튕[기김겨]|먹통|점검\s?아닌|"
    r"접속\s?[안불오]|불가|막[혔힘]|뻗[었음]|렉|터짐|다운됨|죽[었음]|왜\s?이[럼래러])"
)
# What companies' names end in, and what stands before it where no one company is meant.
_FIRM = r"(?:은행|저축은행|증권|항공|생명|손해보험|캐피탈|텔레콤|모바일|셀룰러|운수|화물|해운|자동차|백화점|마트|택배|페이|뱅크)"
_COMPANY = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<name>(?:[A-Z]{{2,4}}|[A-Z]{{0,4}}[가-힣]{{1,8}}?){_FIRM})(?=(?:은|는|이|가|도|의|에서|에서는)(?:\s|$)|[·,]\s?[가-힣])"
)
_ANY_COMPANY = re.compile(
    rf"(?:시중|지방|인터넷|인터넷전문|전문|외국|외국계|국책|상업|투자|중앙|다른|타|주요|일부|모든|각|국내|해외|저비용|저가|대형|소형|중소형|"
    rf"신용|체크|간편|모바일|친환경|전기|수소|화재|편의점|대형|일반|특수|본|당|이|해당|민간|제휴|거래|수탁|발급|결제){_FIRM}"
)
# An item of a notice's list that is written as a product's name is: Cloud Storage.
_ITEM = re.compile(
    r"(?:(?<=[,:/·])|(?<=[,:/·]\s))(?P<name>[A-Z][A-Za-z0-9+.]{2,20}(?:\s[A-Z][A-Za-z0-9+.]{1,20}){0,2})(?=\s?(?:[,/·(]|$|\n|등))"
)
_NO_ITEM = frozenset(
    {"api", "cdn", "dns", "web", "app", "all", "pc", "kst", "ios", "android", "mts", "hts"}
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
    found = list(shared_heads(text, told, known))
    taken = _places_of((*known, *found))
    names: dict[str, Entry] = {}
    for start, end in _places(text, sentences, told, known):
        name = text[start:end]
        if is_refused(name) or not taken.isdisjoint(range(start, end)):
            continue
        meanings = name_finder().meanings(name)
        if not meanings:
            names.setdefault(fold(name), candidate(name))
        elif len(meanings) == 1 and meanings[0].sector not in _SHORT_EVERYWHERE:
            names.setdefault(fold(name), meanings[0])
    found.extend(_everywhere(text, names, taken))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def candidate(name: str) -> Entry:
    """Return an entry made on the fly for a name that the gazetteer lacks."""
    return Entry(
        id=f"candidate:{fold(name)}",
        name=name,
        name_en="",
        kind="service",
        sector="other",
        operator=None,
        part_of=None,
        aliases=(),
        ambiguous=(),
        reading=None,
    )


def _tells(sentence: str) -> bool:
    """Return whether a sentence tells that something failed or is back, and is no plan."""
    if not (FAILURE.search(sentence) or RECOVERY.search(sentence) or VICTIMS.search(sentence)):
        return False
    return not (DRILL.search(sentence) or FUTURE.search(sentence) or MAINTENANCE.search(sentence))


def _places(
    text: str, sentences: Sequence[Sentence], told: Sequence[Sentence], known: Sequence[Mention]
) -> Iterator[Place]:
    for sentence in told:
        yield from _quoted(sentence)
        yield from _beside_its_kind(sentence)
        yield from _transcribed(sentence)
        yield from _companies(sentence)
    yield from listed(text, sentences, told, known)
    yield from _in_fields(text)
    if len(text) <= _POST_LENGTH and not _NEWS.search(text):
        yield from _in_a_post(text)


def _quoted(sentence: Sentence) -> Iterator[Place]:
    for match in _QUOTED.finditer(sentence.text):
        name = match["name"]
        plain = match["product"] and " " not in name and len(name) <= 10 and not sentence.in_title
        if is_coined(name) or plain:
            yield _within(sentence, match)
    for match in _QUOTED_BEFORE.finditer(sentence.text):
        if is_coined(match["name"]) and match["name"].count(" ") < 2:
            yield _within(sentence, match)


def _beside_its_kind(sentence: Sentence) -> Iterator[Place]:
    for match in _APPOSITION.finditer(sentence.text):
        start, _ = _within(sentence, match)
        name = without_particle(match["name"])
        if len(name) > 2 and is_coined(name) and not is_refused(match["name"]):
            yield start, start + len(name)


def _transcribed(sentence: Sentence) -> Iterator[Place]:
    for match in _LATIN_BRACKET.finditer(sentence.text):
        if is_coined(match["name"]) and is_transcribed(match["name"], match["latin"]):
            yield _within(sentence, match)


def _companies(sentence: Sentence) -> Iterator[Place]:
    """Return the subjects whose names end as companies' do: 야마토운수는, 오가키쿄리쓰은행의 ATM도."""
    for match in _COMPANY.finditer(sentence.text):
        if not _ANY_COMPANY.fullmatch(match["name"]):
            yield _within(sentence, match)


def _in_fields(text: str) -> Iterator[Place]:
    """Return the names that a notice's line lists as hit: 영향: Cloud Storage, BigQuery."""
    for field in FIELD.finditer(text):
        end = text.find("\n", field.end())
        for match in _ITEM.finditer(text, field.end(), end if end >= 0 else len(text)):
            if match["name"].casefold() not in _NO_ITEM:
                yield match.span("name")


def _in_a_post(text: str) -> Iterator[Place]:
    for match in _POST.finditer(text):
        name = without_particle(match["name"])
        mixed = re.search(r"[가-힣][A-Za-z]$", name) is not None
        latin = name.isascii() and len(name) >= 4 and not name[0].isdigit()
        if mixed or latin or (len(name) >= 4 and is_coined(name)):
            yield match.start("name"), match.start("name") + len(name)


def _within(sentence: Sentence, match: re.Match[str]) -> Place:
    start, end = match.span("name")
    return sentence.start + start, sentence.start + end


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
