"""The owner that a facility's or a generic part's name begins with: SK C&C 판교 데이터센터."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detector.facts.mention import Mention

# Parts that every operator has; a name made of an owner and such a part is no name of its own.
_GENERIC = re.compile(
    r"\s?(?:의\s?)?(?:(?:유·?무선|유선|무선|초고속|기가|모바일|사내|내부|공식|통합|고객|전용|본점|서울|판교|대전|광주|대구)\s?)*"
    r"(?:인터넷|인터넷\s?서비스|데이터\s?센터|통신망|이동통신|무선통신|전산망|전산|서버|앱|어플|홈페이지|누리집|웹사이트|사이트|망|회선|5G|LTE|유선|무선|유선망|무선망|"
    r"고객센터|시스템|네트워크|전화|통신|IDC|센터|본원|분원|캠퍼스|리전|본사|지사|국사|와이파이)"
)
_KINDS = frozenset({"facility", "region"})


def owners_inside(kept: Sequence[Mention], read: Iterable[Mention]) -> list[Mention]:
    """Return the owners named at the start of kept mentions of facilities and generic parts."""
    read = list(read)
    if len(read) == len(kept):
        return []
    starts: dict[int, list[Mention]] = {}
    for mention in read:
        starts.setdefault(mention.start, []).append(mention)
    found: list[Mention] = []
    for mention in kept:
        shorter = [m for m in starts[mention.start] if m.end < mention.end]
        owners = [m for m in shorter if _owns(m, mention)]
        if owners:
            found.append(max(owners, key=lambda owner: owner.end))
    return found


def _owns(owner: Mention, part: Mention) -> bool:
    if owner.entry.id == part.entry.id:
        return False
    rest = part.surface[owner.end - owner.start :]
    if part.entry.kind in _KINDS:
        return owner.entry.kind not in _KINDS
    return bool(_GENERIC.fullmatch(rest)) and owner.entry.id in {
        part.entry.operator,
        part.entry.part_of,
    }
