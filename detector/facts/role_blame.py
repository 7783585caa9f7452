"""How much the words around a name blame it for what failed."""

from __future__ import annotations

import re

from detector.facts import role_cues as cue
from detector.facts.role_asides import is_new_share, is_of_another_day
from detector.facts.role_neutral import (
    APPLIED,
    BYGONE,
    CHANGED,
    DENIES,
    HELPS,
    RUMOURED,
    SCALED,
    SUPPOSED,
)
from detector.facts.role_posts import is_stood_on
from detector.facts.role_scene import Scene
from detector.facts.role_spark import (
    AGENT_BEFORE,
    ATTACKED,
    CAME_FROM,
    CLASHED,
    CUT_OFF,
    EXPLAINS,
    NOT_ITS,
    SUPPLIES_AFTER,
    THIS_OUTAGE,
    WAS_THE_SPARK,
)
from detector.gazetteer.kin import is_infrastructure, is_place, is_supplier

# A notice's line that tells the cause: - 원인: 제휴 카드사 승인망 오류.
_CAUSED_BY = re.compile(
    r"(?:^|\n)[\s\-*■□▣○●▶▷◆◇·•※]{0,6}(?:\d{1,2}[.)]\s?)?(?:장애\s?|발생\s?|오류\s?|중단\s?)?(?:원인|사유)\s?[:：]"
)
# How much it weighs to stand in a notice's line on the cause, and how far back that line may begin.
_CAUSE_LINE = 2.5
_LINE = 120
# What is said of a name that does not blame it, whatever else its clause tells.
_BLAMELESS = (APPLIED, BYGONE, HELPS, RUMOURED, SCALED, SUPPOSED)


def blame(scene: Scene, index: int, after: str) -> float:
    """Return the points by which the clause makes the name at this index the root."""
    if scene.suspects or any(sign.match(after) for sign in _BLAMELESS):
        return 0.0
    if is_of_another_day(after) and not scene.sentence.in_title:
        return 0.0
    if is_new_share(scene.before(index), after) or NOT_ITS.search(after):
        return 0.0
    if DENIES.search(scene.within(index)):
        return 0.0
    if is_in_cause_line(scene, index):
        return _CAUSE_LINE
    entry = scene.named[index].entry
    serves = is_supplier(entry) or AGENT_BEFORE.search(scene.before(index))
    if serves or is_place(entry) or cue.HOSTING.match(after):
        return _of_supplier(scene, index, after)
    return _of_any(scene, index, after, because=2.0, stood_on=0.7, blamed=0.8, owns_up=0.3)


def is_in_cause_line(scene: Scene, index: int) -> bool:
    """Return whether a notice's line on the cause names it: 원인: 제휴 카드사(비씨카드) 승인망 오류."""
    start = scene.named[index].start
    line = scene.text.rfind("\n", max(0, start - _LINE), start)
    match = _CAUSED_BY.match(scene.text, line) if line >= 0 else None
    signs = cue.SIGNS.match(scene.after(index)) is not None
    return match is not None and match.end() <= start and not signs


def _of_supplier(scene: Scene, index: int, after: str) -> float:
    """Return the points of one that serves companies, whom less must be said of to blame it."""
    points = _of_any(scene, index, after, because=2.5, stood_on=1.2, blamed=1.5, owns_up=0.8)
    entry = scene.named[index].entry
    before = scene.before(index)
    if (is_place(entry) or is_infrastructure(entry)) and cue.BURNT.match(after):
        points += 2.0
    if cue.HOUSES_AFTER.match(after) and cue.HOUSES_BEFORE.search(before):
        points += 2.0
    if CHANGED.match(after) or cue.STOPPED_AND.match(after):
        points += 2.0
    points += 1.5 if cue.ERRED.match(after) or CLASHED.match(after) else 0.0
    points += 1.5 if _is_what_it_came_from(scene, before) else 0.0
    points += 1.5 if CUT_OFF.match(after) else 0.0
    points += 0.8 if EXPLAINS.match(after) else 0.0
    points += 1.2 if SUPPLIES_AFTER.match(after) else 0.0
    return points + (1.5 if cue.SUPPLIES_BEFORE.search(before) else 0.0)


def _is_what_it_came_from(scene: Scene, before: str) -> bool:
    """Whether the clause names it as that from which the outage came: 이번 사태는 X의 …에서 비롯됐다."""
    told = scene.told.rstrip()
    return bool(THIS_OUTAGE.match(before) and CAME_FROM.search(told)) or bool(
        WAS_THE_SPARK.search(told)
    )


def _of_any(
    scene: Scene,
    index: int,
    after: str,
    *,
    because: float,
    stood_on: float,
    blamed: float,
    owns_up: float,
) -> float:
    points = because if cue.ROOT_AFTER.match(after) else 0.0
    points += stood_on if cue.STOOD_ON.match(after) else 0.0
    if cue.BLAMED_BEFORE.search(scene.before(index)) or cue.BLAMED_AFTER.match(after):
        points += blamed
    alone = scene.chains[index][0] == scene.chains[index][1]
    points += because if alone and ATTACKED.match(after) else 0.0
    points += owns_up if cue.OWNS_UP.match(after) else 0.0
    return points + (2.0 if scene.is_post and is_stood_on(after) else 0.0)
