"""What the clause around a name says of it: at the root, hit, safe, or only spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from detector.cues import FAILURE, RECOVERY
from detector.facts import role_cues as cue
from detector.facts.clauses import Clause
from detector.facts.mention import Mention
from detector.facts.role_asides import caused_it, is_addressed, is_aside
from detector.facts.role_posts import is_asked, is_resort, is_stood_on, is_written_at, works
from detector.gazetteer.kin import is_infrastructure, is_place, is_platform, is_supplier, kin_of
from detector.sentences import Sentence
from models.records import Kind

# How much one sign weighs; a hit is believed from 1, a root from 2 (roles.py).
_IN_TITLE = 0.7
_SERVICE_IN_TITLE = 1.0
_FAILS = 1.0
_SPEAKS = 0.5
_AMONG_OTHERS = 0.3
_PERSON = 0.5
_COMPLAINT = 0.6
_SAFE = 1.5
# How far the ending of a matched verb may reach: 올라|가지 않고.
_VERB_END = 12
_IN = re.compile(r"^(?:\s?등)?\s?에서")
# How far around a name its signs are looked for, so that long lists take no longer each.
_SIGHT = 300
# Schools and hospitals are institutions that others fail, as companies are.
_SERVED = frozenset({"health", "education"})


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


@dataclass(frozen=True)
class Scene:
    """The clause in which names stand."""

    text: str
    clause: Clause
    sentence: Sentence
    previous_fails: bool
    named: tuple[Mention, ...]
    kind: Kind = Kind.NEWS
    told: str = ""  # the clause, with those after it in its sentence that name nobody else

    @cached_property
    def fails(self) -> bool:
        """Whether the clause says that something fails or lists who was hit."""
        clause = self.told
        if FAILURE.search(clause) or cue.VICTIMS.search(clause):
            return True
        return cue.UNDONE.search(clause) is not None and not cue.SAFE.search(clause)

    @property
    def is_post(self) -> bool:
        """Whether it stands in a post, where people leave out half of what they mean."""
        return self.kind is Kind.COMMUNITY

    @cached_property
    def recovers(self) -> bool:
        """Whether the clause says that something is back."""
        clause = self.told.rstrip()
        return RECOVERY.search(clause) is not None or cue.RETURNS.search(clause) is not None

    @cached_property
    def chains(self) -> tuple[tuple[int, int], ...]:
        """The first and the last index of the list in which each name stands: 쿠팡·배민, 업비트와."""
        first = list(range(len(self.named)))
        for i in range(1, len(self.named)):
            if cue.LINK.fullmatch(self.text[self.named[i - 1].end : self.named[i].start]):
                first[i] = first[i - 1]
        last = {start: i for i, start in enumerate(first)}
        return tuple((start, last[start]) for start in first)

    @cached_property
    def lists(self) -> bool:
        """Whether the clause goes on with a list of those hit."""
        return cue.LISTED.search(self.clause.text) is not None

    @cached_property
    def bylines(self) -> tuple[tuple[int, int], ...]:
        """Where the sentence says who writes and from where."""
        start = self.sentence.start
        found = cue.BYLINE.finditer(self.sentence.text)
        return tuple((start + match.start(), start + match.end()) for match in found)

    def before(self, index: int) -> str:
        """Return the clause up to the list in which the name stands."""
        end = self.named[self.chains[index][0]].start
        return self.text[max(self.clause.start, end - _SIGHT) : end]

    def after(self, index: int) -> str:
        """Return the rest of the sentence after the list in which the name stands."""
        end = self.named[self.chains[index][1]].end
        return cue.without_quotes(self.text[end : min(end + _SIGHT, self.sentence.end)])

    def within(self, index: int) -> str:
        """Return the rest of the clause after the list in which the name stands."""
        end = self.named[self.chains[index][1]].end
        return self.text[end : min(end + _SIGHT, self.clause.end)]


def read_signs(scene: Scene, index: int) -> Signs:
    """Return what the clause says of the name at this index of scene.named."""
    mention = scene.named[index]
    after = scene.after(index)
    if _is_byline(mention, scene):
        return Signs()
    if cue.PERSON_OF.match(after):
        return Signs(voice=_PERSON if scene.fails and cue.SORRY.search(after) else 0.0)
    root = _root(scene, index, after)
    if _is_talk(scene, index, after):
        return Signs(root=root, talk=1.0)
    if _is_marked(scene, index, after):
        return Signs(root=root, hit=_FAILS, fails_itself=True)
    if _works(scene, index, after):
        return Signs(root=root, safe=_SAFE)
    if _only_owns(scene, index, after):
        return Signs(root=root, hit=_AMONG_OTHERS)
    if _is_business(scene, scene.within(index)) or is_addressed(after):
        return Signs(root=root)
    if cue.ROOT_AFTER.match(after) or cue.STOOD_ON.match(after):
        return Signs(root=root, hit=_SPEAKS)
    return _hit(scene, index, after, root)


def stood_under(scene: Scene, index: int) -> bool:
    """Return whether this name is what fails in its clause, so that the next may tell what follows."""
    return scene.fails and not _is_talk(scene, index, scene.after(index))


def _hit(scene: Scene, index: int, after: str, root: float) -> Signs:
    title = _title(scene, index)
    speaks = bool(cue.SPEAKS.match(after))
    if speaks and (is_platform(scene.named[index].entry) or not cue.FAILS_AFTER.match(after)):
        own = scene.named[index].entry.kind == "service"
        if scene.fails and (own or cue.ANNOUNCES.search(scene.within(index))):
            return Signs(root=root, hit=_FAILS, voice=_SPEAKS)
        alone = (scene.fails or scene.recovers) and _is_alone(scene, index)
        return Signs(root=root, voice=_SPEAKS + title / 2, speaks=alone)
    if cue.COMPLAINS.search(scene.before(index)):
        return Signs(root=root, hit=_COMPLAINT)
    if scene.fails or scene.recovers:
        direct = _fails_at_once(scene, index, after) or _stands_among_others(scene, index)
        return Signs(root=root, hit=_FAILS + title, fails_itself=True, direct=direct)
    if scene.previous_fails and scene.lists:
        return Signs(root=root, hit=_FAILS + title)
    if scene.previous_fails and len(scene.named) > 1:
        return Signs(root=root, hit=_AMONG_OTHERS + title)
    return Signs(root=root, hit=title)


def _stands_among_others(scene: Scene, index: int) -> bool:
    """Whether a list names it beside others than its own services: 아마존과 레딧, 트위치."""
    first, last = scene.chains[index]
    own = scene.named[index].entry.id
    if scene.sentence.in_title:  # which often lists short names: 키움·토스
        return False
    return any(
        own != m.entry.id and own not in kin_of(m.entry) for m in scene.named[first : last + 1]
    )


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
    line = scene.text.rfind("\n", 0, scene.named[index].start)
    match = cue.FIELD.match(scene.text, max(line, 0))
    return match is not None and match.end() <= scene.named[index].start


def _fails_at_once(scene: Scene, index: int, after: str) -> bool:
    match = cue.FAILS_AFTER.match(after)
    return match is not None and not _reaches_next(scene, index, match.end())


def _reaches_next(scene: Scene, index: int, length: int) -> bool:
    """Whether this much text after a list reaches the next name."""
    last = scene.chains[index][1]
    end = scene.named[last].end + length
    return last + 1 < len(scene.named) and scene.named[last + 1].start < end


def _is_alone(scene: Scene, index: int) -> bool:
    """Whether the clause names nobody else whose failure a speaker could tell of."""
    first, last = scene.chains[index]
    others = [m for i, m in enumerate(scene.named) if not first <= i <= last]
    return all(is_supplier(m.entry) or is_place(m.entry) for m in others)


def _root(scene: Scene, index: int, after: str) -> float:
    heavy = is_supplier(scene.named[index].entry) or is_place(scene.named[index].entry)
    points = 0.0
    if cue.FALSE_LEAD.search(scene.clause.text):
        return points
    if cue.ROOT_AFTER.match(after):
        points += 2.5 if heavy else 2.0
    entry = scene.named[index].entry
    if (is_place(entry) or is_infrastructure(entry)) and cue.BURNT.match(after):
        points += 2.0
    if scene.is_post and is_stood_on(after):
        points += 2.0
    if cue.HOUSES_AFTER.match(after) and cue.HOUSES_BEFORE.search(scene.before(index)):
        points += 2.0 if heavy else 0.0
    if cue.STOOD_ON.match(after):
        points += 1.2 if heavy else 0.7
    if cue.BLAMED_BEFORE.search(scene.before(index)) or cue.BLAMED_AFTER.match(after):
        points += 1.5 if heavy else 0.8
    if heavy and cue.SUPPLIES_BEFORE.search(scene.before(index)):
        points += 1.5
    if cue.OWNS_UP.match(after):
        points += 0.8 if heavy else 0.3
    return points


def _works(scene: Scene, index: int, after: str) -> bool:
    """Whether the clause says that it works; in a post's title that is news: 빗썸 들어가집니다."""
    if scene.is_post and not scene.sentence.in_title and works(after):
        return True
    speaks = cue.SPEAKS.match(after) is not None
    if cue.UNRELATED.search(after):
        return not speaks
    return _is_safe(scene.within(index))


def _is_safe(within: str) -> bool:
    """Whether the first thing said after a name is that it works."""
    safe = cue.SAFE.search(within)
    if safe is None or cue.VICTIMS.search(within):
        return False
    fails = FAILURE.search(within)
    return fails is None or fails.end() >= safe.start() - 2


def _only_owns(scene: Scene, index: int, after: str) -> bool:
    """Whether the name only says whose the service beside it is."""
    if cue.OPERATOR_BEFORE.search(scene.before(index)) or cue.OPERATED.match(after):
        return True
    mention = scene.named[index]
    if mention.entry.kind == "provider" and cue.OWNS_QUOTED.match(
        scene.text[mention.end : scene.sentence.end]
    ):
        return True
    if index + 1 >= len(scene.named):
        return False
    mention, following = scene.named[index], scene.named[index + 1]
    between = scene.text[mention.end : following.start]
    return mention.entry.id in kin_of(following.entry) and bool(cue.OWNS_NEXT.match(between))


def _is_byline(mention: Mention, scene: Scene) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in scene.bylines)


def _is_talk(scene: Scene, index: int, after: str) -> bool:
    mention = scene.named[index]
    kind = mention.entry.kind
    if any(sign.match(after) for sign in (cue.SOURCE, cue.COMPARED, cue.REFUGE)):
        return True
    if is_aside(scene.before(index), after):
        return True
    if _is_channel(scene, index, after) or is_written_at(mention, after):
        return True
    if scene.is_post and _is_elsewhere(scene, after):
        return True
    if cue.STOCK.search(scene.within(index)) and not scene.fails:
        return True
    if kind == "institution":
        if mention.entry.sector in _SERVED and scene.fails and not cue.SPEAKS.match(after):
            return False
        is_site = cue.SITE.match(after) or cue.SITE_END.search(mention.surface)
        return not (is_site and (scene.fails or scene.recovers))
    if kind == "monitor" and mention.entry.sector == "exchange":
        return not (scene.fails and (cue.FAILS_AFTER.match(after) or cue.TRADING.match(after)))
    return kind in {"media", "monitor"} and not _is_site_down(scene, index, after)


def _is_elsewhere(scene: Scene, after: str) -> bool:
    """Whether a post says that people go there, or only asks about it outside its title."""
    return is_resort(after) or (is_asked(after) and not scene.sentence.in_title)


def _is_site_down(scene: Scene, index: int, after: str) -> bool:
    """Whether a medium is told to fail itself, alone or in a list, and not to tell of it."""
    first, last = scene.chains[index]
    others = any(m.entry.kind not in {"media", "monitor"} for m in scene.named[first : last + 1])
    if cue.EVEN.match(after):
        return scene.fails
    in_list = last > first and (others or scene.named[index].entry.kind == "media")
    return scene.fails and (in_list or _fails_at_once(scene, index, after))


def _is_channel(scene: Scene, index: int, after: str) -> bool:
    """Whether people only write there; 디즈니플러스에서 로그인이 안 된다는 불만 tells of the name itself."""
    match = cue.CHANNEL.match(after)
    if match is None:
        return False
    written = after[: match.end() + _VERB_END]
    if _reaches_next(scene, index, match.end()):
        return True
    return not (_IN.match(written) and (FAILURE.search(written) or cue.UNDONE.search(written)))


def _is_business(scene: Scene, within: str) -> bool:
    if cue.CUSTOMER.search(within):
        return True
    return not scene.fails and cue.BUSINESS.search(within) is not None


def spreads(scene: Scene, index: int) -> bool:
    """Return whether the name is told as one to which a failure spread: Y까지."""
    return cue.SPREAD.match(scene.after(index)) is not None


def runs_others(scene: Scene, index: int) -> bool:
    """Return whether the name is told to run what failed: 페이스북이 운영하는 앱들."""
    return cue.RUNS.match(scene.after(index)) is not None


def stands_beside_own(scene: Scene, index: int) -> bool:
    """Return whether a list names it beside its own service: 구글과 유튜브가, 구글·유튜브."""
    if index + 1 >= len(scene.named):
        return False
    mention, following = scene.named[index], scene.named[index + 1]
    joined = cue.BESIDE.match(scene.text, mention.end, following.start)
    return joined is not None and mention.entry.id in kin_of(following.entry)


def follows(clauses: Sequence[Clause], index: int) -> bool:
    """Return whether a clause tells what came of the one before it: 이 여파로, 이 때문에."""
    return index < len(clauses) and cue.CONSEQUENCE.match(clauses[index].text) is not None
