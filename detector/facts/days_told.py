"""What the words around a day without a clock time make of it."""

from __future__ import annotations

from detector.facts import clause_patterns as patterns
from detector.facts.said_days import is_aside, is_of_known_failing
from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import Role, RoleFound, fails_in

_LEAD = 4  # title and the first three sentences


def day_in_passing(words: Surroundings) -> RoleFound | None:
    """Return the role of a day that the nearest words settle, or None: days of speech, of else."""
    if is_aside(words.following, 0) or patterns.SAID.match(words.following):
        return RoleFound(Role.NONE, 0.0)
    if patterns.COMPARED.match(words.following) or patterns.DAY_OF_ELSE.match(words.following):
        return RoleFound(Role.NONE, 0.0)
    if patterns.PAST_DAY.match(words.time.text) and patterns.OUTAGE_OF_DAY.match(words.near):
        return RoleFound(Role.ONSET, 0.65)
    if patterns.SUBJECT_BEFORE.search(words.so_far) and patterns.TALKED_OF.match(words.near):
        return RoleFound(Role.NOTICE, 1.0)
    return _day_of_outage(words) or _day_it_went_on(words)


def _day_of_outage(words: Surroundings) -> RoleFound | None:
    """Read "13일 새벽 장애의 원인을", "회사는 10일 증설이 되지 않았다고 밝혔다"."""
    if is_lead_day(words) and (
        patterns.OUTAGE_OF_CLAUSE.match(words.near) or patterns.OUTAGE_RIGHT_AFTER.match(words.near)
    ):
        return RoleFound(Role.ONSET, 0.65)
    is_speaker = patterns.SUBJECT_BEFORE.search(words.so_far) is not None
    if is_speaker and patterns.SAYS_OF_FAILING.match(words.rest) and fails_in(words.rest):
        return RoleFound(Role.ONSET, 0.45)
    return None


def _day_it_went_on(words: Surroundings) -> RoleFound | None:
    """Read "17일에도", "새벽까지 이어졌다": days on which it went on or until which it lasted."""
    if patterns.DAY_UNTIL.match(words.following):
        return RoleFound(Role.RECOVERY, 0.6)
    if words.so_far.endswith(("째인 ", "째를 ")) or patterns.DAY_TOO.match(words.following):
        return RoleFound(Role.NONE, 0.0)
    return None


def of_known_failing(found: RoleFound, words: Surroundings) -> RoleFound:
    """Read "지난 9일 방송 중단으로 불편을 겪은 고객에게 …라고 밝혔다": the day of what all know."""
    is_vague = found.role in {Role.NOTICE, Role.REPORT, Role.NONE}
    if is_vague and words.is_day and is_of_known_failing(words.time.text + words.near, 0):
        return RoleFound(Role.ONSET, 0.55)
    return found


def failed_that_day(near: str, found: RoleFound) -> RoleFound:
    """Read "30일 오후 표를 팔기 시작한 예매처에서 좌석 창이 뜨지 않았다"."""
    if patterns.ATTRIBUTE.match(near):
        return found
    return RoleFound(Role.ONSET, 0.45) if fails_in(near) else found


def is_lead_day(words: Surroundings) -> bool:
    """Return whether a day without a clock time is the first time of a lead sentence."""
    return words.is_day and words.is_first and 0 < words.time.sentence < _LEAD
