"""What all mentions of each entity say together, in points."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from detector.cues import FAILURE
from detector.facts import role_cues as cue
from detector.facts.clauses import Clause, split_clauses
from detector.facts.mention import Mention
from detector.facts.role_predicates import KEEPS
from detector.facts.role_scene import Scene
from detector.facts.role_signs import (
    Signs,
    is_host,
    operates,
    read_signs,
    runs_others,
    spreads,
    stands_beside_own,
    stood_under,
)
from detector.facts.role_spark import AGENT_BEFORE
from detector.facts.role_when import older_sentences
from detector.facts.role_where import closes_notice
from detector.gazetteer import Entry
from detector.gazetteer.kin import is_place, kin_of
from detector.sentences import Sentence
from models.records import Kind

#: From how many points on an entity counts as hit.
HIT_AT = 1.0
#: What a failing name gains when the next sentence begins with 이 여파로.
_FOLLOWED = 1.5
#: What a name gains that speaks of a failure in a clause where nobody else is named.
_SPOKEN = 0.5
#: Talk weighs less than a hit: who is hit speaks as well.
_TALK = 0.7
# After these a clause speaks of something else.
_CONTRAST = re.compile(r"(?:지만|으나|는데|은데|인데|던데|반면에?)[,\s]*$")
# A sentence of nothing but names, and the next one that says what of them: 줄줄이 장애가 난 서비스들입니다.
# What fails by itself meanwhile: 운항을 중단했으나 이번 장애와는 무관하다.
_NOT_OF_IT = re.compile(r"(?:와는?|과는?)\s(?:전혀\s|직접\s)?(?:무관|관련[이은]?\s?없|별개)")
_NO_MORE = re.compile(r"['’\"”)\s]*(?:등)?[.…\s]*$")
_THESE = re.compile(r"(?:서비스|앱|곳|사이트|은행|게임|것)들")
# Products that begin with their owner's name, 줌 웨비나: there the owner is not named.
_COMPOUND = "candidate:"
# How much may stand between a name and another one of it in brackets: X(옛 트위터).
_LONGEST_MARK = 8


@dataclass
class Tally:
    """One entity of a document, its mentions, and the points they give it."""

    entry: Entry
    mentions: list[Mention] = field(default_factory=list)
    hit: float = 0.0
    root: float = 0.0
    safe: float = 0.0
    talk: float = 0.0
    voice: float = 0.0
    title: bool = False
    fails_itself: bool = False
    spread: bool = False
    speaks: bool = False
    direct: bool = False
    beside_own: bool = False  # a list names it beside its own services
    hosts: bool = False  # others' servers stand in its data centre
    serves: bool = False  # what it is called tells that companies stand on it
    signs: bool = False  # it signs a notice
    closes: bool = False  # it stands alone under one
    headline: bool = False  # a title says at once that it fails
    runs: bool = False  # it is told to run what failed
    apart: bool = False  # told of by itself, not only in one list with others
    current: bool = False  # spoken of outside older stories
    sentences: list[int] = field(default_factory=list)  # in which it is named
    older: int = 0  # how many of these tell older stories

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against its having been hit."""
        return self.current and not (self.safe or self.talk)

    @property
    def is_told(self) -> bool:
        """Whether the text says anything of it, not only names it inside another name."""
        return self.hit + self.voice + self.root > 0

    @property
    def is_hit(self) -> bool:
        """Whether the text says that it was hit; a title that says so is not taken back by a 정상."""
        hit = self.hit + self.voice
        if self.headline and hit > self.talk * _TALK:
            return True
        return hit >= HIT_AT and hit > self.safe and hit > self.talk * _TALK

    def belongs_to(self, owner: Tally) -> bool:
        """Return whether it is a service or part of another one."""
        return owner.entry.id in kin_of(self.entry)

    def add(self, signs: Signs) -> None:
        """Add what one mention says."""
        self.hit += signs.hit
        self.root += signs.root
        self.safe += signs.safe
        self.talk += signs.talk
        self.voice = max(self.voice, signs.voice)
        self.fails_itself |= signs.fails_itself
        self.speaks |= signs.speaks
        self.direct |= signs.direct


def tally_up(
    text: str,
    sentences: tuple[Sentence, ...],
    mentions: Sequence[Mention],
    background: Set[int],
    kind: Kind = Kind.NEWS,
) -> dict[str, Tally]:
    """Return the entities by id; mentions in background sentences give no points."""
    clauses = split_clauses(text, sentences)
    past = older_sentences(sentences, background)
    tallies: dict[str, Tally] = {}
    previous_fails = previous_recovers = False
    whole, other_names = _merged(text, mentions)
    by_clause = _by_clause(whole, clauses)
    titled = any(
        found and sentences[clauses[i].sentence].in_title for i, found in enumerate(by_clause)
    )
    for position, named in enumerate(by_clause):
        clause = clauses[position]
        sentence = sentences[clause.sentence]
        scene = Scene(
            text,
            clause,
            sentence,
            previous_fails,
            tuple(named),
            kind,
            titled,
            previous_recovers,
            _told(clauses, by_clause, position, kind),
        )
        older = clause.sentence in past
        for index, mention in enumerate(named):
            tally = tallies.setdefault(mention.entry.id, Tally(mention.entry))
            tally.mentions.append(mention)
            tally.sentences.append(clause.sentence)
            tally.older += older
            if not older:
                tally.current = True
                _count(tally, scene, index, followed=_follows(clauses, position + 1))
        previous_fails = scene.fails and not older
        previous_recovers = scene.recovers and not older
    _count_speakers(tallies)
    for mention in other_names:
        tallies[mention.entry.id].mentions.append(mention)
    _name_owners(tallies, mentions)
    return tallies


def _told(
    clauses: Sequence[Clause], named: Sequence[Sequence[Mention]], position: int, kind: Kind
) -> str:
    """Return a clause's text with what its sentence goes on to say of the same names."""
    told = clauses[position].text
    turns = kind is not Kind.COMMUNITY and _CONTRAST.search(told)
    if not named[position]:
        return told
    if turns:
        return told + _turned_to_safety(clauses, named, position)
    for index in range(position + 1, len(clauses)):
        if clauses[index].sentence != clauses[position].sentence or named[index]:
            break
        told += clauses[index].text
    following = clauses[position + 1] if position + 1 < len(clauses) else None
    if following is not None and len(named[position]) > 1 and _THESE.search(following.text):
        end = named[position][-1].end - clauses[position].start
        told += following.text if _NO_MORE.match(clauses[position].text, end) else ""
    return told


def _turned_to_safety(
    clauses: Sequence[Clause], named: Sequence[Sequence[Mention]], position: int
) -> str:
    """Return the clause after a contrast that says of the same names that they work, else nothing."""
    following = clauses[position + 1] if position + 1 < len(clauses) else None
    if following is None or following.sentence != clauses[position].sentence:
        return ""
    if _NOT_OF_IT.search(following.text):
        return following.text
    if named[position + 1] or FAILURE.search(clauses[position].text):
        return ""
    safe = cue.SAFE.search(following.text) or KEEPS.search(following.text)
    return following.text if safe else ""


def _count(tally: Tally, scene: Scene, index: int, *, followed: bool) -> None:
    signs = read_signs(scene, index)
    tally.add(signs)
    tally.headline |= signs.direct and scene.sentence.in_title and not scene.is_post
    tally.closes |= closes_notice(scene, index)
    tally.title |= scene.sentence.in_title and not operates(scene, index)
    tally.apart |= scene.chains[index][0] == scene.chains[index][1]
    tally.hosts |= is_host(scene, index)
    tally.serves |= AGENT_BEFORE.search(scene.before(index)) is not None
    tally.signs |= cue.SIGNS.match(scene.after(index)) is not None
    tally.runs |= runs_others(scene, index)
    tally.beside_own |= stands_beside_own(scene, index)
    tally.spread |= scene.sentence.in_title and spreads(scene, index)
    if followed and stood_under(scene, index):
        tally.root += _FOLLOWED


def _follows(clauses: Sequence[Clause], index: int) -> bool:
    """Return whether a clause tells what came of the one before it: 이 여파로, 이 때문에."""
    return index < len(clauses) and cue.CONSEQUENCE.match(clauses[index].text) is not None


def _count_speakers(tallies: dict[str, Tally]) -> None:
    """Count as hit who tells of a failure that can be no other's: not a company of named services."""
    companies = {owner for t in tallies.values() if t.hit > t.safe for owner in kin_of(t.entry)}
    for tally in tallies.values():
        if tally.speaks and tally.entry.id not in companies:
            tally.hit += _SPOKEN


def _name_owners(tallies: dict[str, Tally], mentions: Sequence[Mention]) -> None:
    """Add, without points, the owners named only inside the name of a place."""
    end = -1
    for mention in sorted(mentions, key=lambda found: (found.start, -found.end)):
        if is_place(mention.entry):
            end = mention.end
        elif mention.end <= end and mention.entry.id not in tallies:
            tallies[mention.entry.id] = Tally(mention.entry, [mention])


def _merged(text: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions without overlaps, and those that only give another name in brackets.

    Of a part its owner is kept, in full, of a place the place: KT 인터넷 is KT; SK C&C 판교
    데이터센터 stays a place, whose owner is found by the gazetteer.
    """
    kept: list[Mention] = []
    other_names: list[Mention] = []
    for mention in sorted(mentions, key=lambda found: (found.start, -found.end)):
        last = kept[-1] if kept else None
        if last is None or mention.start >= last.end:
            if last is not None and _is_bracketed(text, last, mention):
                other_names.append(mention)
            else:
                kept.append(mention)
        elif not is_place(last.entry) and not last.entry.id.startswith(_COMPOUND):
            kept[-1] = replace(mention, end=last.end, surface=last.surface)
    return kept, other_names


def _is_bracketed(text: str, whole: Mention, other: Mention) -> bool:
    between = text[whole.end : other.start]
    return (
        whole.entry.id == other.entry.id
        and between.lstrip().startswith(("(", "（", "["))
        and len(between) < _LONGEST_MARK
    )


def _by_clause(mentions: Sequence[Mention], clauses: Sequence[Clause]) -> list[list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    index = 0
    for mention in mentions:
        while index < len(clauses) - 1 and mention.start >= clauses[index].end:
            index += 1
        found[index].append(mention)
    return [found[i] for i in range(len(clauses))]
