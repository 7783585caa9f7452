"""What the clause around a name says of it: at the root, hit, safe, or only spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from detector.cues import FAILURE, RECOVERY
from detector.facts import role_cues as cue
from detector.facts import role_owner_cues as owning
from detector.facts.mention import Mention
from detector.facts.role_asides import caused_it, is_addressed
from detector.facts.role_blame import blame, is_in_cause_line
from detector.facts.role_neutral import DENIES, TOWARDS, is_neutral
from detector.facts.role_people import GOES, PERSON_OF, SORRY
from detector.facts.role_predicates import BY_HAND
from detector.facts.role_safety import safety
from detector.facts.role_scene import Scene, fails_at_once
from detector.facts.role_talk import is_talk
from detector.facts.role_where import is_under_heading, is_where
from detector.gazetteer.kin import (
    is_carrier,
    is_place,
    is_platform,
    is_supplier,
    is_user_facing,
    kin_of,
)

# How much one sign weighs; a hit is believed from 1, a root from 2 (roles.py).
_IN_TITLE = 0.7
_SERVICE_IN_TITLE = 1.0
_FAILS = 1.0
_SPEAKS = 0.5
_AMONG_OTHERS = 0.3
_PERSON = 0.5
_OWNED_UP = 0.8
_COMPLAINT = 0.6
# From how many points on a mention tells of others' failing, not of its own.
_BLAMED = 1.5
# How far the first words of a post reach, and how far behind a name its own failing stands.
_FIRST_WORDS = 30
_BESIDE = 28
# How many names around one may be whom it speaks of.
_AROUND = 12
# How long a line of a notice is looked at.
_LINE = 300


@dataclass(frozen=True, slots=True)
class Signs:
    """What one mention says of its entity, in points."""

    hit: float = 0.0
    root: float = 0.0
    safe: float = 0.0
    talk: float = 0.0
    voice: float = 0.0  # as one who speaks of a failure; told twice it weighs no more
    speaks: bool = False  # of a failure, naming nobody else of its rank: maybe of its own
    direct: bool = False  # what fails follows the name at once
    fails_itself: bool = False  # it is what fails, not what makes others fail


def read_signs(scene: Scene, index: int) -> Signs:
    """Return what the clause says of the name at this index of scene.named."""
    mention = scene.named[index]
    after = scene.after(index)
    if _is_byline(mention, scene):
        return Signs()
    if PERSON_OF.match(after) and not BY_HAND.match(after):
        return _of_its_head(scene, index, after)
    root = blame(scene, index, after)
    if is_talk(scene, index, after):
        return Signs(root=root, talk=1.0)
    if is_where(scene, index, after):
        return Signs(root=root)
    if root and is_in_cause_line(scene, index):
        return Signs(root=root)
    if _is_marked(scene, index, after):
        return Signs(root=root, hit=_FAILS, fails_itself=True)
    safe = safety(scene, index, after)
    if safe:
        return Signs(root=root, safe=safe)
    return _involved(scene, index, after, root)


def _of_its_head(scene: Scene, index: int, after: str) -> Signs:
    """Return the signs of a company of which a person is told: who owns up or goes tells whose it was."""
    told = scene.fails or (scene.sentence.in_title and scene.previous_fails)
    if not (told and SORRY.search(after)):
        return Signs()
    if GOES.search(after):
        return Signs(root=_OWNED_UP, hit=_FAILS)
    root = _OWNED_UP if is_supplier(scene.named[index].entry) else 0.0
    return Signs(root=root, voice=_PERSON)


def _involved(scene: Scene, index: int, after: str, root: float) -> Signs:
    """Return the signs of one that neither passes by nor is told to work."""
    if _only_owns(scene, index, after):
        return Signs(root=root, hit=_AMONG_OTHERS)
    if _is_business(scene, scene.within(index)) or is_addressed(after):
        return Signs(root=root)
    if scene.suspects or is_neutral(after) or DENIES.search(scene.within(index)):
        return Signs(root=root)
    if cue.ROOT_AFTER.match(after) or cue.STOOD_ON.match(after):
        return (
            _hit(scene, index, after, root)
            if _fails_by_it(scene, index, after)
            else Signs(root=root, hit=_SPEAKS)
        )
    speaks = cue.SPEAKS.match(after)
    if speaks and (is_platform(scene.named[index].entry) or not cue.FAILS_AFTER.match(after)):
        return _told(scene, index, root)
    return _hit(scene, index, after, root)


def _fails_by_it(scene: Scene, index: int, after: str) -> bool:
    """Whether its own trouble stopped it, not others: T월드 예약 폭주로 마비, 거래소 전산 장애로 중단."""
    alone = scene.chains[index][1] + 1 == len(scene.named)
    entry = scene.named[index].entry
    own = cue.OWN_LOAD.match(after) or (is_user_facing(entry) and entry.sector != "developer")
    return bool(alone and scene.fails and own)


def _told(scene: Scene, index: int, root: float) -> Signs:
    """Return the signs of one that speaks: a service of its own failing, a company maybe of it."""
    own = scene.named[index].entry.kind == "service"
    if scene.recovers and own and not scene.fails:
        return Signs(root=root, hit=_FAILS, voice=_SPEAKS)
    if scene.fails and (own or cue.ANNOUNCES.search(scene.within(index))):
        return Signs(root=root, hit=_FAILS, voice=_SPEAKS)
    alone = (scene.fails or scene.recovers) and _is_alone(scene, index)
    return Signs(root=root, voice=_SPEAKS + _title(scene, index) / 2, speaks=alone)


def stood_under(scene: Scene, index: int) -> bool:
    """Return whether this name is what fails in its clause, so that the next may tell what follows."""
    return scene.fails and not is_talk(scene, index, scene.after(index))


def _hit(scene: Scene, index: int, after: str, root: float) -> Signs:
    title = _title(scene, index)
    if cue.COMPLAINS.search(scene.before(index)):
        return Signs(root=root, hit=_COMPLAINT)
    if scene.is_post and not _is_what_a_post_is_about(scene, index):
        return _compared(scene, index, after, root)
    if scene.fails or scene.recovers:
        direct = fails_at_once(scene, index, after) or _stands_among_others(scene, index)
        itself = root < _BLAMED or _fails_by_it(scene, index, after)
        return Signs(root=root, hit=_FAILS + title, fails_itself=itself, direct=direct)
    if (scene.previous_fails or scene.previous_recovers) and scene.lists:
        return Signs(root=root, hit=_FAILS + title)
    if scene.previous_fails and len(scene.named) > 1:
        return Signs(root=root, hit=_AMONG_OTHERS + title)
    return Signs(root=root, hit=title)


def _compared(scene: Scene, index: int, after: str, root: float) -> Signs:
    """Return the signs of one that a post names besides what it is about."""
    if not _fails_beside(scene, index, after):
        return Signs(root=root)
    direct = fails_at_once(scene, index, after)
    return Signs(root=root, hit=_FAILS, fails_itself=True, direct=direct)


def _is_what_a_post_is_about(scene: Scene, index: int) -> bool:
    """Whether a post begins with it; what else it names is often only compared or gone to."""
    return scene.sentence.in_title or (
        not scene.titled and scene.named[index].start <= _FIRST_WORDS
    )


def _fails_beside(scene: Scene, index: int, after: str) -> bool:
    """Whether it is told right behind the name that it fails as well: 카톡도 안 가서."""
    if TOWARDS.match(after):
        return False
    if after.startswith("도") and (scene.previous_fails or scene.fails):
        return True
    beside = scene.within(index)[:_BESIDE]
    return any(sign.search(beside) for sign in (FAILURE, RECOVERY, cue.VICTIMS, cue.RETURNS))


def _stands_among_others(scene: Scene, index: int) -> bool:
    """Whether a list names it beside others than its own services: 아마존과 레딧, 트위치."""
    if scene.sentence.in_title:  # which often lists short names: 키움·토스
        return False
    own = scene.named[index].entry.id
    return any(own != m.entry.id and own not in kin_of(m.entry) for m in scene.near(index))


def _title(scene: Scene, index: int) -> float:
    """Return what it weighs that the title names it: a service there is what the report is about."""
    if not scene.sentence.in_title:
        return 0.0
    return _SERVICE_IN_TITLE if scene.named[index].entry.kind == "service" else _IN_TITLE


def _is_marked(scene: Scene, index: int, after: str) -> bool:
    """Whether the form alone says that it failed: it signs a notice or stands in its list."""
    if cue.SIGNS.match(after) or _is_in_field(scene, index):
        return True
    return caused_it(scene.before(index))


def _is_in_field(scene: Scene, index: int) -> bool:
    """Whether a line of a notice lists it as hit."""
    start = scene.named[index].start
    line = scene.text.rfind("\n", max(0, start - _LINE), start)
    match = cue.FIELD.match(scene.text, line) if line >= 0 else None
    if match is not None and match.end() <= start:
        return True
    return line >= 0 and is_under_heading(scene.text, line, start)


def _is_alone(scene: Scene, index: int) -> bool:
    """Whether the clause names nobody else whose failure a speaker could tell of."""
    first, last = scene.chains[index]
    around = (
        *scene.named[max(0, first - _AROUND) : first],
        *scene.named[last + 1 : last + _AROUND],
    )
    return all(is_supplier(m.entry) or is_place(m.entry) for m in around)


def _only_owns(scene: Scene, index: int, after: str) -> bool:
    """Whether the name only says whose the service beside it is."""
    before = scene.before(index)
    if owning.OPERATOR_BEFORE.search(before) or owning.OPERATED.match(after):
        return True
    if owning.SUBSIDIARY_BEFORE.search(before) and not cue.FAILS_AFTER.match(after):
        return True
    mention = scene.named[index]
    if not is_carrier(mention.entry) and owning.OWNS_QUOTED.match(
        scene.text[mention.end : scene.sentence.end]
    ):
        return True
    if index + 1 >= len(scene.named):
        return False
    mention, following = scene.named[index], scene.named[index + 1]
    between = scene.text[mention.end : following.start]
    return mention.entry.id in kin_of(following.entry) and bool(owning.OWNS_NEXT.match(between))


def _is_byline(mention: Mention, scene: Scene) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in scene.bylines)


def _is_business(scene: Scene, within: str) -> bool:
    if cue.CUSTOMER.search(within):
        return True
    return not scene.fails and cue.BUSINESS.search(within) is not None


def spreads(scene: Scene, index: int) -> bool:
    """Return whether the name is told as one to which a failure spread: Y까지."""
    return cue.SPREAD.match(scene.after(index)) is not None


def runs_others(scene: Scene, index: int) -> bool:
    """Return whether the name is told to run what failed: 페이스북이 운영하는 앱들."""
    return owning.RUNS.match(scene.after(index)) is not None


def operates(scene: Scene, index: int) -> bool:
    """Return whether the name only tells who runs what is told of: 두나무가 운영하는 업비트."""
    return owning.OPERATES.match(scene.after(index)) is not None


def is_host(scene: Scene, index: int) -> bool:
    """Return whether it is told of as one in whose data centre others stand: KT 목동 IDC."""
    surface = scene.named[index].surface
    return bool(cue.HOSTING.search(surface) or cue.HOSTING.match(scene.after(index)))


def stands_beside_own(scene: Scene, index: int) -> bool:
    """Return whether a list names it beside its own service: 구글과 유튜브가, 구글·유튜브."""
    if index + 1 >= len(scene.named):
        return False
    mention, following = scene.named[index], scene.named[index + 1]
    joined = cue.BESIDE.match(scene.text, mention.end, following.start)
    return joined is not None and mention.entry.id in kin_of(following.entry)
