"""Who publishes on the sample site; every name is made up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.records import Kind


class Shape(StrEnum):
    """Which of the real web's shapes a publisher's pages take."""

    JSON_LD = "json-ld"  # NewsArticle data in a script, Open Graph meta
    PORTAL = "portal"  # a news portal's article: naive Korean time in an attribute, no JSON-LD
    REFID = "refid"  # a business daily's: paragraphs with a refid
    PLAIN = "plain"  # Open Graph meta and a bare <div> among menus, in CP949
    TABLE_BOARD = "table-board"  # an old table board in CP949
    ROW_BOARD = "row-board"  # a newer board of <div> rows
    NOTICES = "notices"  # a table of official notices


@dataclass(frozen=True, slots=True)
class Publisher:
    """One newspaper, board or notice board of the sample site."""

    key: str  # also its path: /pt/…
    name: str
    name_en: str
    kind: Kind
    shape: Shape
    encoding: str = "utf-8"  # of its pages and its feed

    @property
    def declared(self) -> str:
        """The encoding that its pages claim; CP949 pages say EUC-KR, as on the real web."""
        return "euc-kr" if self.encoding == "cp949" else self.encoding


WIRE = Publisher("pt", "푸른통신", "Pureun Wire", Kind.NEWS, Shape.JSON_LD)
DAILY = Publisher("gn", "가온누리일보", "Gaonnuri Daily", Kind.NEWS, Shape.PLAIN, "cp949")
BUSINESS = Publisher("sb", "새벽경제", "Saebyeok Business", Kind.NEWS, Shape.REFID)
TECH = Publisher("nj", "누리전자신문", "Nuri Electronics News", Kind.NEWS, Shape.PORTAL)
OLD_BOARD = Publisher("dm", "두런마당", "Dureonmadang", Kind.COMMUNITY, Shape.TABLE_BOARD, "cp949")
NEW_BOARD = Publisher("yu", "여울터", "Yeoulteo", Kind.COMMUNITY, Shape.ROW_BOARD)
NOTICES = Publisher("al", "알림곳간", "Allim Notices", Kind.OFFICIAL, Shape.NOTICES)

NEWSPAPERS = (WIRE, DAILY, BUSINESS, TECH)
PUBLISHERS = (*NEWSPAPERS, OLD_BOARD, NEW_BOARD, NOTICES)
