"""Names that stand as a place or as a signature: an airport where airlines fail, a notice's last line."""

from __future__ import annotations

import re

from detector.facts.role_scene import Scene
from detector.gazetteer.kin import is_airport
from models.records import Kind

# How a notice is signed: ㈜티머니, KT 드림.
_CORPORATION = 8
_SIGNED_BY = 24
_BEFORE_SIGNATURE = re.compile(r"(?:^|\n|\s{2})\s*(?:㈜|\(주\)|주식회사\s)?\s*$")
_SIGNATURE = re.compile(
    r"\s?(?:㈜|\(주\)|주식회사)?\s?(?:임직원\s?일동|드림|올림|배상|고객센터|운영팀|운영진|온라인몰|공식몰|서비스팀|앱)?\s*"
)
# A list under a heading: ○ 중단 서비스, then - 금융 : …
_ITEMS = 8
_LINE = 200
_ITEM = re.compile(r"\n\s{0,6}[-–·▪*]\s?")
_HEADING = re.compile(
    r"\n\s{0,4}[○■□▣●▶▷◆◇•※]?\s?(?:\d{1,2}[.)]\s?)?(?:[가-힣]{1,6}\s)?(?:중단|제한|장애|영향|불가|지연|오류)\s?"
    r"(?:[되된받는]{1,2}\s)?(?:서비스|업무|시스템|기능|대상|범위|내용)\s?[:：]?\s*"
)
# An airport as the place where airlines fail.
_AT_IT = re.compile(r"^(?:에서|에서도|에서는|발|을 비롯|를 비롯)(?:\s|한|해)")
_FLIGHT_OF = re.compile(r"^[을를]\s(?:오가|떠나|떠난|출발|이륙)|^행\s")
_HALL = re.compile(r"^\s?(?:제\d여객)?(?:\s?(?:출국장|입국장|대합실|이용객|탑승동|여객터미널))")


def is_where(scene: Scene, index: int, after: str) -> bool:
    """Return whether it is the airport where somebody else named beside it fails, or only its hall."""
    if not is_airport(scene.named[index].entry):
        return False
    others = any(m.entry.kind == "service" and m.entry.sector == "airline" for m in scene.named)
    return bool(_HALL.match(after) or _FLIGHT_OF.match(after) or (others and _AT_IT.match(after)))


def closes_notice(scene: Scene, index: int) -> bool:
    """Return whether it stands alone on the last line of a company's notice, as who signs it."""
    if scene.kind is not Kind.OFFICIAL:
        return False
    mention = scene.named[index]
    line = scene.text[max(0, mention.start - _CORPORATION) : mention.start]
    alone = _SIGNATURE.fullmatch(scene.text[mention.end : mention.end + _SIGNED_BY])
    return alone is not None and _BEFORE_SIGNATURE.search(line) is not None


def is_under_heading(text: str, line: int, start: int) -> bool:
    """Return whether the line is an item of a list that a heading calls stopped: ○ 중단 서비스."""
    if _ITEM.match(text, line, start) is None:
        return False
    for _ in range(_ITEMS):
        above = text.rfind("\n", max(0, line - _LINE), line)
        if above < 0:
            return False
        if _ITEM.match(text, above, line) is None:
            return _HEADING.fullmatch(text, above, line) is not None
        line = above
    return False
