"""How a text writes a name where it stands: with its bracket, edition or quotation, without its part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.facts.mention import Mention
from detector.facts.names import name_finder
from detector.facts.other_names import bracketed

_PART_AFTER = re.compile(
    r"(?P<name>\S.*?)\s(?:공식\s)?(?:API|콘솔|대시보드|Console|Dashboard|앱|어플|"
    r"홈페이지|누리집|웹사이트|사이트|서버|모바일 앱|스마트폰 앱|온라인몰)"
)
# What runs with a service and is written after its name: 클라우드플레어 대시보드, Claude 콘솔.
_WITH_PART = re.compile(r"\s(?:대시보드|콘솔|API|Console|Dashboard)(?![A-Za-z])")
# 미국 연방항공청, 대전 국가정보자원관리원: where it is, before its name.
_PLACE_BEFORE = re.compile(
    r"(?:미국|미|美|영국|英|일본|日|중국|中|러시아|프랑스|독일|캐나다|호주|대만|싱가포르|인도|스페인|이탈리아|네덜란드|홍콩|브라질|베트남|"
    r"유럽|서울|부산|대구|인천|광주|대전|울산|세종|제주)"
    r"\s(?=\S{3})"
)
# A title in quotation marks that the name begins or ends: ‘콜 오브 듀티: 블랙옵스 6’, ‘챗GPT 플러스’.
_OPENED = re.compile(r"['‘“\"「<《](?P<head>(?:[A-Z][A-Za-z]{0,5}\s)?)$")
_CLOSED = re.compile(
    r"(?P<tail>(?:\s?:\s?[가-힣A-Za-z0-9 ]{1,16}|\s?[A-Za-z0-9]{1,10}|"
    r"\s(?:플러스|프로|온라인|모바일|프리미엄|맥스|라이트|에디션|리마스터))?)['’”\"」>》]"
)
# 옵치2: the number of the part stands at the name without a blank.
_NUMBER = re.compile(r"\d{1,2}(?![\d시분일월년회명건개번차만천백])")
_LONGEST_TAIL = 17


def written_forms(text: str, mention: Mention) -> Iterator[str]:
    """Return the ways in which the text writes the name at this place, the mention's own first."""
    yield mention.surface
    part = _PART_AFTER.fullmatch(mention.surface)
    if part is not None:
        yield part["name"]
    bracket = bracketed(text, mention)
    if bracket is not None:
        yield bracket[1]
    with_part = _WITH_PART.match(text, mention.end)
    if with_part is not None:
        yield mention.surface + with_part.group()
    yield from _without_owner(mention)
    place = _PLACE_BEFORE.match(mention.surface)
    if place is not None:
        yield mention.surface[place.end() :]
        if bracket is not None:
            yield bracket[1][place.end() :]
    number = _NUMBER.match(text, mention.end)
    if number is not None and "가" <= text[mention.end - 1] <= "힣":
        yield mention.surface + number.group()
    quoted = _quoted_title(text, mention)
    if quoted is not None:
        yield quoted


def _without_owner(mention: Mention) -> Iterator[str]:
    """Return the name alone where its owner's stands before it: 대법원 전자소송."""
    _, blank, rest = mention.surface.partition(" ")
    meanings = name_finder().meanings(rest) if blank else ()
    if any(entry.id == mention.entry.id for entry in meanings):
        yield rest


def _quoted_title(text: str, mention: Mention) -> str | None:
    opened = _OPENED.search(text, max(0, mention.start - _LONGEST_TAIL), mention.start)
    closed = _CLOSED.match(text, mention.end)
    if opened is None or closed is None:
        return None
    head, tail = opened["head"], closed["tail"]
    if not (head or tail):
        return None
    return head + mention.surface + tail
