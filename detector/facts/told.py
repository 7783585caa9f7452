"""Which role each time expression of a text plays, read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from detector.facts.clause_roles import role_in
from detector.facts.expressions import TimeExpression, Width
from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import NOTHING, Role, RoleFound, fails_in, role_before
from detector.facts.told_again import is_told_again, tells_abroad
from detector.sentences import Sentence
from models.records import Kind

_OFFICIAL = re.compile(r"따르면|측은|측이|관계자|밝혔|공지|설명했|발표|공식")
_BYSTANDER = re.compile(
    r"누리꾼|네티즌|커뮤니티|[ ]?모[ ]?씨|[가-힣]{1,3}씨[는가도]|[A-Z][ ]?씨|직장인|한[ ]이용자"
    r"|(?:투자자|고객|손님|승객|시민|가입자|소비자|회원|상인|업주|학부모|수험생)들?[은이도][ ][^.\n]{0,60}?"
    r"(?:라며|다며|(?:다|라)[\"”]?고[ ](?:주장|호소|토로|성토|맞[섰서])|반발|항변)"
    r"|이용자들은|SNS|트위터|점주|학생|다운디텍터"
)
_UNFINISHED = re.compile(r"더[ ]걸[리릴려]|아직[ ]|여전히")
_UNTIL = re.compile(r"[ ]?(?:까지|사이)(?:의|에)?")
_NOTHING_BUT = re.compile(
    r"[ ]?(?:[을를][ ])?(?:조금[ ]|갓[ ])?(?:넘[은긴겨어]|지[난나])?[ ]?(?:서|무렵|때|시각|직후)?(?:부터)?(?:(?:이었"
    r"|였|입니|이)?다\.?"
    r"|(?:인가|이었나|였나)?요?\?)[ \n]*"
)
# (끝난 시각은) PST 기준 낮 12시: the zone belongs to the time
_ZONE_LAST = re.compile(
    r"(?:^|(?<=[ ]))(?:[A-Z]{2,4}|현지|한국|우리|미국?[ ]?[동서중]부|태평양|북미|협정[ ]?세계)"
    r"[ ]?(?:표준)?(?:시간|시각|시|기준)?(?:으로)?[ ]$"
)
#: Words that open a sentence on something else, or on the worst hour of it.
_BY_THE_WAY = (
    "한편",
    "반면",
    "공교롭게",
    "이와 별개로",
    "이와 별도로",
    "특히",
    "그중",
    "이 가운데",
)
_HAPPENED = frozenset(
    {Role.ONSET, Role.TRIGGER, Role.RECOVERY, Role.PARTIAL, Role.NOTICE_OF_RECOVERY}
)
_NEAR = 120  # characters that can belong to the clause of a time
_RIGHT_AFTER = 60
_REPEATED_WITHIN = 24
_NEXT = 80  # characters of the next sentence that a sentence of nothing but a time begins
_LEAD = 4  # title and the first three sentences


@dataclass(frozen=True, slots=True)
class TimedRole:
    """A time expression with the role it plays and how much weight it carries."""

    time: TimeExpression
    at: datetime
    role: Role
    weight: float
    is_whole: bool = False
    is_unfinished: bool = False  # its sentence says that more is to come


def roles_of_times(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    kind: Kind,
    background: frozenset[int],
    published_at: datetime,
) -> tuple[TimedRole, ...]:
    """Return the times that can belong to this incident, each with its role and weight."""
    bonus = [_bonus(sentence.text, kind) for sentence in sentences]
    unfinished = [_UNFINISHED.search(sentence.text) is not None for sentence in sentences]
    return tuple(
        TimedRole(
            time,
            at,
            found.role,
            _weight(
                time,
                found,
                bonus[time.sentence],
                is_by_the_way=sentences[time.sentence].text.startswith(_BY_THE_WAY),
            ),
            found.is_whole,
            is_unfinished=unfinished[time.sentence],
        )
        for index, time, at in _usable(times, background, published_at)
        if (found := _role(text, sentences, times, index, kind)).role is not Role.NONE
    )


def _role(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    index: int,
    kind: Kind,
) -> RoleFound:
    """Return the role of a time; of one told again (한국시간으로는 …) that of the first."""
    own = times[index]
    if tells_abroad(sentences[own.sentence].text):
        return NOTHING
    is_again = index > 0 and is_told_again(sentences[own.sentence].text)
    is_again = is_again and times[index - 1].at == own.at and own.at is not None
    found = role_in(_surroundings(text, sentences[own.sentence], times, index), kind)
    if not is_again:
        return found
    first = role_in(
        _surroundings(text, sentences[times[index - 1].sentence], times, index - 1), kind
    )
    return first if first.role in _HAPPENED else found


def _usable(
    times: Sequence[TimeExpression], background: frozenset[int], published_at: datetime
) -> Iterator[tuple[int, TimeExpression, datetime]]:
    for index, time in enumerate(times):
        if time.at is None or time.sentence in background or time.is_coming:
            continue
        if time.width in {Width.CLOCK, Width.DAY} and time.at <= published_at:
            yield index, time, time.at


def _surroundings(
    text: str, sentence: Sentence, times: Sequence[TimeExpression], index: int
) -> Surroundings:
    time, last = times[index], _last_of_range(times, index)
    if last is time and _is_repeated(times, index):
        last = times[index + 1]
    begin = _past_range_end(text, last)
    first, furthest = time.start - _NEAR, begin + _NEAR
    head = text[max(_begin_of_clause(times, index, sentence), first) : time.start]
    head = _ZONE_LAST.sub("", head)
    near = text[begin : min(_end_of_clause(times, last, index, sentence), furthest)]
    if _NOTHING_BUT.fullmatch(near) and role_before(head).role is Role.NONE:
        told_before = text[max(0, sentence.start - _NEXT) : sentence.start].rstrip(" .\n")
        near = text[sentence.end : sentence.end + _NEXT].split(". ")[0]
        if not fails_in(near) and fails_in(told_before.split(". ")[-1]):
            near = told_before.split(". ")[-1]
    return Surroundings(
        time,
        last,
        head=head,
        so_far=text[max(sentence.start, first) : time.start],
        near=near,
        rest=text[begin : min(sentence.end, furthest)],
        following=text[time.end : time.end + _RIGHT_AFTER],
        is_first=index == 0 or times[index - 1].sentence != time.sentence,
    )


def _last_of_range(times: Sequence[TimeExpression], index: int) -> TimeExpression:
    partner = times[index].partner
    return times[partner] if partner is not None and partner > index else times[index]


def _begin_of_clause(times: Sequence[TimeExpression], index: int, sentence: Sentence) -> int:
    if index and _is_repeated(times, index - 1):
        index -= 1
    if index and times[index - 1].sentence == times[index].sentence:
        return times[index - 1].end
    return sentence.start


def _is_repeated(times: Sequence[TimeExpression], index: int) -> bool:
    """Return whether a moment is told again at once, in another zone."""
    if index + 1 >= len(times):
        return False
    first, second = times[index], times[index + 1]
    is_one = first.at is not None and first.at == second.at and first.sentence == second.sentence
    return is_one and second.start - first.end <= _REPEATED_WITHIN


def _past_range_end(text: str, last: TimeExpression) -> int:
    """Return where the words after a time begin; of a closed range after its 까지."""
    if last.partner is None:
        return last.end
    closing = _UNTIL.match(text, last.end)
    return closing.end() if closing else last.end


def _end_of_clause(
    times: Sequence[TimeExpression], last: TimeExpression, index: int, sentence: Sentence
) -> int:
    following = index + (2 if last is not times[index] else 1)
    if following < len(times) and times[following].sentence == last.sentence:
        return times[following].start
    return sentence.end


def _bonus(sentence: str, kind: Kind) -> float:
    """Return how much more or less a time weighs by who says it in its sentence."""
    bonus = 0.0
    if kind is Kind.OFFICIAL or _OFFICIAL.search(sentence):
        bonus += 0.3
    if kind is Kind.NEWS and _BYSTANDER.search(sentence):
        bonus -= 0.4
    return bonus


def _weight(time: TimeExpression, found: RoleFound, bonus: float, *, is_by_the_way: bool) -> float:
    is_told_by_others = found.role in {Role.REPORT, Role.NOTICE_OF_RECOVERY}
    weight = found.weight + (max(bonus, 0.0) if is_told_by_others else bonus)
    weight += 0.2 if time.sentence < _LEAD else 0.0
    weight -= 0.3 if is_by_the_way else 0.0
    weight += 0.1 if time.is_range_start else 0.0
    return weight + (0.2 if time.partner is not None else 0.0)
