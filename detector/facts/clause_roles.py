"""What the words around one time make of it: the clause it stands in, seen from the time."""

from __future__ import annotations

from dataclasses import replace

from detector.facts import clause_patterns as patterns
from detector.facts.days_told import day_in_passing, failed_that_day, is_lead_day, of_known_failing
from detector.facts.expressions import TimeExpression, Width
from detector.facts.openings import begins, is_opening, opens_at_once
from detector.facts.subjects import by_subject, labelled
from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import (
    Role,
    RoleFound,
    fails_in,
    is_mailed,
    role_after,
    role_before,
    with_subject,
)
from detector.facts.worded_around import by_words_around
from models.records import Kind

_TOPICS = frozenset({Role.OTHER, Role.REPORT})
_LEAD = 4  # title and the first three sentences


def role_in(words: Surroundings, kind: Kind) -> RoleFound:
    """Return the role of a time in its clause."""
    found = _role_in(words, kind)
    is_settled = found.role in {Role.ONSET, Role.TRIGGER}
    if not is_settled and opens_at_once(words):
        return RoleFound(Role.OPENING, 0.6)
    is_open = found.role in {Role.OTHER, Role.NONE, Role.CURRENT} and (
        is_opening(words) or begins(words)
    )
    return RoleFound(Role.OPENING, 0.6) if is_open else found


def _role_in(words: Surroundings, kind: Kind) -> RoleFound:
    settled = _settled(words)
    if settled is not None:
        return settled
    found = of_known_failing(_closed_range(_after(words), words), words)
    is_topic = found.role in _TOPICS or "앞두" in words.near[:40]
    if is_topic and is_lead_day(words):
        found = failed_that_day(words.rest, found)
    if found.role is Role.NONE:
        found = _elsewhere(words)
    if found.role is Role.NONE and patterns.AFTER.match(words.near):
        return found
    is_second = patterns.AGAIN.match(words.near) or patterns.SECOND.search(words.head)
    if found.role is Role.ONSET and not words.is_first and is_second:
        found = replace(found, weight=found.weight - 0.4)  # 5시에 끊기고 5시 20분에 또 끊김
    if found.role is Role.ONSET and patterns.SINCE_LATER.match(words.following):
        found = replace(found, weight=found.weight - 0.4)  # 9시께부터는 결제도 막혔다
    if kind is Kind.COMMUNITY and found.role in {Role.NONE, Role.OTHER}:
        sharp = "정각" if words.time.text.endswith("정각") else ""
        found = _in_a_post(sharp + words.near, found)
    return _since_only(with_subject(found, words.head), words.time, words.near, kind)


def _settled(words: Surroundings) -> RoleFound | None:
    """Return the role that the nearest words settle at once, or None."""
    if words.is_day and (aside := day_in_passing(words)) is not None:
        return aside
    if patterns.OPEN_RANGE.match(words.following) and not patterns.NO_OUTAGE.search(words.head):
        return RoleFound(Role.ONSET, 0.9)
    if (label := labelled(words.head)) is not None:
        return label
    if patterns.UPDATED.search(words.so_far):
        return RoleFound(Role.NOTICE, 1.0)
    if patterns.EVERY_DAY.search(words.so_far):
        return RoleFound(Role.OTHER, 1.0)
    if patterns.THE_TIME_OF_IT.match(words.near):
        return RoleFound(Role.TRIGGER, 0.9)
    around = by_words_around(words) or by_subject(words)
    return around or _named_before(words) or _opened(words)


def _named_before(words: Surroundings) -> RoleFound | None:
    """Return the role told before a time with which its clause ends: 지연 공지는 8시, …"""
    is_listed = words.near.startswith(",")  # 지연 공지는 8시, 정상화 공지는 9시
    if patterns.ENDS_HERE.match(words.near) or is_listed:
        before = role_before(words.head, is_near=is_listed)
        if before.role is Role.RECOVERY and patterns.POSTPONED.search(words.rest):
            return RoleFound(Role.PLAN, 0.9)  # 종료 시각은 10시, 2시로 거듭 미뤄졌다
        if before.role is not Role.NONE:
            return before
    return None


def _opened(words: Surroundings) -> RoleFound | None:
    """Read "예약이 0시에 시작됐다": what opened then, unless it is told to have failed at once."""
    if patterns.OPENED_BUT.match(words.near) and fails_in(words.near):
        return RoleFound(Role.ONSET, 0.75)  # 0시에 시작됐으나 이내 먹통이 됐다
    if patterns.OPENED.match(words.near) and patterns.FIRE_BEFORE.search(words.head):
        return RoleFound(Role.TRIGGER, 0.9)  # 불은 0시 47분 시작됐다
    if patterns.OPENED.match(words.near) and _went_on(words):
        return RoleFound(Role.ONSET, 0.7)  # (사고는 …) 밤 8시 40분 시작돼 새벽까지 이어졌다
    if patterns.STARTED_ALONE.match(words.near) and not words.so_far.strip('"“ '):
        return RoleFound(Role.ONSET, 0.7)  # (사이트가 열리지 않는다.) 밤 9시 25분쯤 시작됐다.
    if patterns.OPENED.match(words.near) and patterns.ATTACK.search(words.head):
        return RoleFound(Role.TRIGGER, 0.9)  # 공격은 지난 10일 새벽 시작됐다
    if patterns.OPENED.match(words.near) and not patterns.OUTAGE_WORD.search(words.head):
        return RoleFound(Role.OTHER, 1.0)
    return None


def _went_on(words: Surroundings) -> bool:
    """Return whether what began then is told to have lasted: what begins so is the failing."""
    if words.head.strip():
        return patterns.WENT_ON_AS_OUTAGE.match(words.rest) is not None
    return patterns.WENT_ON.match(words.rest) is not None


def _after(words: Surroundings) -> RoleFound:
    if words.is_day and is_mailed(words.near):
        return RoleFound(Role.NOTICE, 1.0)
    if patterns.OF_ELSE.search(words.head) and patterns.WENT_ON_TILL.match(words.near):
        return RoleFound(Role.OTHER, 1.0)  # 감사는 밤 11시까지 이어졌다
    if patterns.COUNTED.match(words.near):
        is_report = patterns.REPORTED.search(words.near) or patterns.REPORTED.search(
            words.so_far[-40:]
        )
        return RoleFound(Role.REPORT if is_report else Role.OTHER, 1.0)
    return (
        _triggered(words.head, words.near, words.so_far)
        or _lasting(words.near)
        or _reopened(words)
        or _told_since(words)
        or _by_predicate(words)
    )


def _reopened(words: Surroundings) -> RoleFound | None:
    """Read "오후 11시를 기해 멈췄던 거래를 다시 열었다": of the two verbs the last one."""
    if words.is_day or words.is_since or patterns.HAD_STOPPED.match(words.near) is None:
        return None
    return RoleFound(Role.RECOVERY, 0.9)


def _told_since(words: Surroundings) -> RoleFound | None:
    """Read "9시 10분부터 요청이 늦게 갔다고 설명했다": what is told since then is the failing."""
    if words.is_day or not words.is_since or not patterns.TOLD_SINCE.match(words.near):
        return None
    found = role_after(words.near, since=True)
    return RoleFound(Role.ONSET, 0.5) if found.role is Role.NOTICE else found


def _by_predicate(words: Surroundings) -> RoleFound:
    is_cut = "“" in words.near or words.near.count('"') % 2 == 1
    clause = words.rest if is_cut else words.near
    if words.is_day and not words.is_since and patterns.NORMAL_STATE.match(clause):
        return RoleFound(Role.NONE, 0.0)  # 이날은 정상 접속됐다
    found = role_after(words.near, since=words.is_since)
    if is_cut and words.is_day and role_after(clause, since=False).role is Role.NOTICE:
        return RoleFound(Role.NOTICE, 1.0)
    if is_cut and not words.is_day and found.role is Role.NOTICE:
        found = role_after(clause, since=words.is_since)  # "7시부터 이어진 오류가 해소됐다"
    is_undone = words.is_since and patterns.TROUBLE_SINCE.match(clause)
    if found.role in {Role.RECOVERY, Role.PARTIAL} and is_undone:
        return RoleFound(Role.ONSET, 0.9)  # 아침부터 종료되던 문제가 해결됐다
    if found.role is Role.ONSET and not words.is_day and patterns.FAILED_TILL.match(words.near):
        return RoleFound(Role.PARTIAL, 0.7)  # 1시 40분까지 돈을 넣지 못했다
    return found


def _elsewhere(words: Surroundings) -> RoleFound:
    """Return the role told before the time, or after the next time of its sentence."""
    found = _begun(words.head, words.near, words.so_far)
    if found.role is Role.NONE:
        found = role_before(words.head)
    if found.role is not Role.NONE:
        return found
    factor = 1.0 if patterns.AND.fullmatch(words.near) or words.is_day_since else 0.7
    found = role_after(words.rest, since=words.is_since)
    return replace(found, weight=found.weight * factor)


def _begun(head: str, near: str, so_far: str) -> RoleFound:
    """Read "장애는 오전 8시 30분께 시작됐다": the subject stands before the time."""
    around = near[:24] + head[-30:]
    if patterns.UNTIL_OVER.match(near) and patterns.OUTAGE_WORD.search(head):
        return RoleFound(Role.RECOVERY, 0.8)
    if patterns.OTHER_EVENT.search(around):
        return RoleFound(Role.NONE, 0.0)
    is_of_attack = patterns.ATTACK.search(so_far[-80:]) and not patterns.OUTAGE_WORD.search(
        head[-20:]
    )
    if patterns.BEGAN.match(near) and is_of_attack:
        return RoleFound(Role.TRIGGER, 0.9)
    if patterns.TOPIC_JUST_BEFORE.search(head) and patterns.BEGAN_FAR.match(near):
        return RoleFound(Role.ONSET, 0.9)
    if patterns.BEGAN.match(near) and patterns.OUTAGE_WORD.search(head):
        return RoleFound(Role.ONSET, 0.9)
    return RoleFound(Role.NONE, 0.0)


def _triggered(head: str, near: str, so_far: str) -> RoleFound | None:
    """Read "불은 24일 10시쯤 통신구에서 나": the fire stands before its time."""
    if patterns.VOID_SINCE.match(near):
        return RoleFound(Role.ONSET, 0.6)
    if patterns.POWER_BEFORE.search(head) and patterns.CAME_BACK.match(near):
        return RoleFound(Role.OTHER, 1.0)
    if patterns.PUT_OUT.match(near) and patterns.FIRE.search(so_far):
        return RoleFound(Role.OTHER, 1.0)
    is_ours = patterns.OUTAGE_WORD.search(so_far) and not patterns.NO_OUTAGE.search(so_far)
    if _is_over(near, so_far) and (is_ours or patterns.URGENT_WORK.search(so_far)):
        return RoleFound(Role.RECOVERY, 0.8)
    if patterns.WORK_BEFORE.search(head) and patterns.AT_LAST_OVER.match(near):
        return RoleFound(Role.RECOVERY, 0.6)
    if not patterns.FIRE_BEFORE.search(head):
        return None
    began, out = patterns.FIRE_BROKE_OUT.match(near), patterns.FIRE_OUT.match(near)
    if out is not None and (began is None or out.end() <= began.end()):
        return RoleFound(Role.OTHER, 1.0)
    return RoleFound(Role.TRIGGER, 0.9) if began is not None else None


def _is_over(near: str, so_far: str) -> bool:
    """Return whether it ended then; where a server is what 멎은 is said of, it stopped."""
    over = patterns.OVER.match(near)
    if over is None:
        return False
    return "멎" not in over.group() or patterns.TROUBLE_SUBJECT.search(so_far) is not None


def _lasting(near: str) -> RoleFound | None:
    """Read "5시 47분부터 25분 동안 요청을 돌려보냈다": what lasted so long is the failing."""
    if patterns.TILL_OVER.match(near):
        return RoleFound(Role.ONSET, 0.9)
    match = patterns.SINCE_FOR.match(near)
    if match is None or patterns.OTHER_LENGTH.search(near, match.end(), match.end() + 60):
        return None
    return RoleFound(Role.ONSET, 0.9)


def _closed_range(found: RoleFound, words: Surroundings) -> RoleFound:
    """Read the start of a range with both ends as the onset if it is a range of nothing else."""
    time, last = words.time, words.last
    is_closed = time.is_range_start and last.is_range_end and last is not time
    if is_closed and found.role is not Role.ONSET and patterns.RANGE_OF.match(words.near):
        return RoleFound(Role.ONSET, 0.9)
    if patterns.AND.fullmatch(words.near):
        return found
    if not is_closed or words.is_day or patterns.OTHER_LENGTH.search(words.near[:80]):
        return found
    is_undone = found.role is Role.RECOVERY and patterns.FAILED.search(words.near)
    return RoleFound(Role.ONSET, 0.5) if found.role is Role.NONE or is_undone else found


def _in_a_post(near: str, found: RoleFound) -> RoleFound:
    """Read "8시 정각에 흰화면", "9시 되자마자 다 팅김": what failed right then."""
    if patterns.BACK_THEN.match(near):
        return RoleFound(Role.RECOVERY, 0.7)
    is_then = patterns.FAILED_THEN.match(near) or patterns.FAILED_AT_ONCE.match(near)
    return RoleFound(Role.ONSET, 0.6) if is_then else found


def _since_only(found: RoleFound, time: TimeExpression, near: str, kind: Kind) -> RoleFound:
    """Read a bare "8시 20분쯤부터 이러네" as the onset, if it says since when and not until when."""
    is_since = time.is_range_start and time.partner is None and time.width is Width.CLOCK
    if kind is Kind.COMMUNITY and found.role is Role.NONE and time.width is Width.DAY:
        is_of_else = patterns.WORKS_AGAIN.match(near) or patterns.OWN_PLAN.match(near)
        is_of_trouble = time.is_range_start and not is_of_else
        return RoleFound(Role.ONSET, 0.5) if is_of_trouble else found  # 어제부터 이랬다는데
    if patterns.PRICES.search(near[:40]):
        return found
    if found.role is Role.NONE and is_since:
        if kind is Kind.COMMUNITY:
            is_back = patterns.WORKS_AGAIN.match(near) is not None
            return RoleFound(Role.RECOVERY, 0.8) if is_back else RoleFound(Role.ONSET, 0.5)
        return RoleFound(Role.ONSET, 0.3 if time.sentence < _LEAD else 0.05)
    return found
