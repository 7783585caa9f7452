"""How a text writes a name where it stands: with its bracket, edition or quotation, without its part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.facts.mention import Mention
from detector.facts.other_names import bracketed

_PART_AFTER = re.compile(
    r"(?P<name>\S.*?)\s(?:공식\s)?(?:앱|어플|홈페이지|누리집|웹사이트|사이트|서버|모바일 앱|스마트폰 앱|온라인몰)"
)
# A title in quotation marks that the name begins or ends: ‘콜 오브 듀티: 블랙옵스 6’, ‘챗GPT 플러스’.
_OPENED = re.compile(r"['‘“\"「<《](?P<head>(?:[A-Z][A-Za-z]{0,5}\s)?)$")
_CLOSED = re.compile(
    r"(?P<tail>(?:\s?:\s?[가-힣A-Za-z0-9 ]{1,16}|\s?[A-Za-z0-9]{1,10}|"
    r"\s(?:플러스|프로|온라인|모바일|프리미엄|맥스|라이트|에디션|리마스터))?)['’”\"」>》]"
)
# 미국 연방항공청(FAA): the land stands before the name, it is no part of it.
_LAND_BEFORE = re.compile(
    r"(?:미국|미|영국|일본|중국|독일|프랑스|호주|캐나다|대만|싱가포르|인도|러시아|스페인|이탈리아|네덜란드|유럽|홍콩|"
    r"브라질|베트남)\s(?=\S{4})"
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
    land = _LAND_BEFORE.match(mention.surface)
    if land is not None:
        yield mention.surface[land.end() :]
        if bracket is not None:
            yield bracket[1].removeprefix(land.group())
    number = _NUMBER.match(text, mention.end)
    if number is not None and "가" <= text[mention.end - 1] <= "힣":
        yield mention.surface + number.group()
    quoted = _quoted_title(text, mention)
    if quoted is not None:
        yield quoted


def _quoted_title(text: str, mention: Mention) -> str | None:
    opened = _OPENED.search(text, max(0, mention.start - _LONGEST_TAIL), mention.start)
    closed = _CLOSED.match(text, mention.end)
    if opened is None or closed is None:
        return None
    head, tail = opened["head"], closed["tail"]
    if not (head or tail):
        return None
    return head + mention.surface + tail
