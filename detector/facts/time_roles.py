"""What a time in a sentence is the time of: onset, recovery, a notice, a report, a plan …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from detector.facts import time_patterns as patterns
from detector.facts import time_words as words


class Role(StrEnum):
    """What a stated time is the time of."""

    ONSET = "onset"
    RECOVERY = "recovery"
    PARTIAL = "partial recovery"
    SOME = "recovery of a few"  # 일부 지역에서 다시 됐다: not the end
    NOTICE = "notice"
    NOTICE_OF_RECOVERY = "notice of recovery"
    REPORT = "report"
    CURRENT = "current"
    PLAN = "plan"
    MAINTENANCE = "maintenance"
    TRIGGER = "trigger"  # the fire or power cut that brought the service down
    OPENING = "opening"  # of what failed from its opening on
    OTHER = "other"
    NONE = "none"


_ROLE = re.compile(
    "|".join(
        f"(?P<{role}>{pattern})"
        for role, pattern in (
            ("QUENCHED", words.QUENCHED),
            ("MAINTENANCE", words.MAINTENANCE),
            ("PLAN", words.PLAN),
            ("RECOVERY", words.RECOVERED),
            ("ONSET", words.ONSET),
            ("TRIGGER", words.TRIGGER),
            ("REPORT", words.REPORT),
            ("NOTICE", words.NOTICE),
            ("OTHER", words.OTHER),
        )
    )
)
_CLEFT_LENGTH = 24
_LOOK_AHEAD = 110
_LOOK_BACK = 60
_SUBJECT_LENGTH = 30
_LONG_QUOTE = 16


@dataclass(frozen=True, slots=True)
class RoleFound:
    """The role of a time, how surely it was read (0 to 1), and whether it speaks of the whole."""

    role: Role
    weight: float
    is_whole: bool = False  # 완전 복구, 모든 서비스


NOTHING = RoleFound(Role.NONE, 0.0)


def role_after(clause: str, *, since: bool) -> RoleFound:
    """Return the role that the words after a time give it; since says that 부터 follows it."""
    return _role_after(clause[:_LOOK_AHEAD], since)


@lru_cache(maxsize=1024)  # the same words are asked for by days, clauses and lengths
def _role_after(clause: str, since: bool) -> RoleFound:
    settled = _settled_at_once(clause) or _quoted_notice(clause, since=since)
    if settled is not None:
        return settled
    match = _ROLE.search(clause)
    if (
        match is not None
        and match.lastgroup in {"OTHER", "NOTICE"}
        and (patterns.AT_ONCE.match(clause, match.end()) or match.group() in patterns.SEEN_AND)
    ):
        match = _ROLE.search(clause, match.end())  # 9시 개장 직후 접속 장애가 발생했다
    if match is not None and match.lastgroup in {"OTHER", "NOTICE", "REPORT"}:
        match = _onset_behind(clause, match, since=since)
    return _settle(clause, match, since=since) if match is not None else NOTHING


def _settled_at_once(clause: str) -> RoleFound | None:
    """Return the role that the words right after the time settle, or None."""
    if patterns.LASTED_UNTIL.match(clause):
        return RoleFound(Role.RECOVERY, 0.8)
    if patterns.BY_NOW.match(clause):
        return RoleFound(Role.PARTIAL, 0.6)
    if patterns.CURRENT.match(clause):
        return RoleFound(Role.CURRENT, 1.0)
    if (
        patterns.GUESSED.match(clause)
        or patterns.PRICE.match(clause)
        or patterns.APPOINTED.match(clause)
        or patterns.NOT_THEN.match(clause)
    ):
        return RoleFound(Role.OTHER, 1.0)
    return None


def _onset_behind(clause: str, match: re.Match[str], *, since: bool) -> re.Match[str]:
    """Return the failing that "8시부터 …" goes on to, past a word on something else.

    Without 부터 only past a noun that names what failed: 도착 정보 앱이 멈췄다.
    """
    is_opening = patterns.OPENING.search(clause, 0, match.end()) is not None
    if since and is_opening and not patterns.SOON.search(clause, match.end()):
        return match
    if not since and not (
        patterns.TOPIC.fullmatch(match.group()) and patterns.TOPIC_ENDS.match(clause, match.end())
    ):
        return match
    hits = _ROLE.finditer(clause, match.end())
    asides = {"OTHER", "NOTICE", "REPORT"} if since else frozenset()
    later = next((hit for hit in hits if hit.lastgroup not in asides), None)
    if later is None or later.lastgroup != "ONSET":
        return match
    is_one_clause = since or not patterns.TURN.search(clause, match.end(), later.start())
    return later if is_one_clause else match


def is_mailed(clause: str) -> bool:
    """Return whether a day is that of a statement: 29일 보고서를 통해."""
    return patterns.MAILED.match(clause) is not None


def fails_in(clause: str) -> bool:
    """Return whether anything in the words is a failing, whatever else they speak of."""
    return _fails_in(clause[:_LOOK_AHEAD])


@lru_cache(maxsize=1024)
def _fails_in(clause: str) -> bool:
    hits = (hit for hit in _ROLE.finditer(clause) if hit.lastgroup == "ONSET")
    return any(_onset(clause, hit, since=True).role is Role.ONSET for hit in hits)


def role_before(clause: str, *, is_near: bool = False) -> RoleFound:
    """Return the role that the words before a time give it: 장애 발생 시각은 …, 복구된 것은 …

    is_near: only words that stand right before it.
    """
    if patterns.AT_FIRST.search(clause):
        return RoleFound(Role.PLAN, 0.9)  # 종료 시간은 당초 오후 5시에서
    if (cleft := patterns.CLEFT.search(clause)) is not None:
        told = clause[max(0, cleft.start() - _CLEFT_LENGTH) : cleft.start()]
        turn = max((match.end() for match in patterns.PLAIN_CLAUSE.finditer(told)), default=0)
        found_in = role_after(told[turn:], since=True)
        if found_in.role is not Role.NONE:
            return replace(found_in, weight=0.9)
    hits = patterns.HEAD.finditer(clause[-_LOOK_BACK:])
    last = min(len(clause), _LOOK_BACK) - 1
    found = [match.lastgroup or "NONE" for match in hits if not is_near or match.end() >= last]
    if not found:
        return NOTHING
    return RoleFound(Role.RECOVERY if found[-1] == "DONE" else Role[found[-1]], 0.9)


def with_subject(found: RoleFound, before: str) -> RoleFound:
    """Return a recovery as the whole's or a part's, by the subject that stands before its time."""
    if found.role not in {Role.RECOVERY, Role.PARTIAL} or found.is_whole:
        return found
    turn = max((match.end() for match in patterns.SUBJECT_TURN.finditer(before)), default=0)
    subject = before[max(turn, len(before) - _SUBJECT_LENGTH) :]
    if patterns.WHOLE.search(subject):
        return replace(found, role=Role.RECOVERY, is_whole=True)
    if patterns.SOME_ONLY.search(subject):
        return replace(found, role=Role.SOME)
    if patterns.SOME.search(subject):
        return replace(found, role=Role.PARTIAL)
    return found


def _settle(clause: str, match: re.Match[str], *, since: bool) -> RoleFound:
    name = match.lastgroup or "NONE"
    if name == "OTHER" and patterns.UNDONE.match(clause, match.end()):
        return RoleFound(Role.ONSET, 0.9)  # 오전 9시 개장하지 못했다
    if name == "MAINTENANCE" and patterns.DISASTER.search(clause, 0, match.start()):
        return RoleFound(Role.TRIGGER, 0.9)  # 화재로 서버를 끄면서
    role = Role.OTHER if name == "QUENCHED" else Role[name]
    match role:
        case Role.ONSET:
            return _onset(clause, match, since=since)
        case Role.RECOVERY:
            is_past = since or not clause.startswith("까지")
            undone = patterns.UNDONE.match(clause, match.end())
            is_undone = undone and (since or (is_past and (undone["past"] or undone["hard"])))
            return RoleFound(Role.ONSET, 0.9) if is_undone else _recovery(clause, match)
        case Role.REPORT if since and patterns.REPORTED_OUTAGE.search(clause[: match.start()]):
            # "8시부터 접속 장애 신고가 쏟아졌다": the outage is told to have begun then.
            return RoleFound(Role.ONSET, 0.5)
    return RoleFound(role, 1.0)


def _onset(clause: str, match: re.Match[str], *, since: bool) -> RoleFound:
    if _is_planned(clause, match):
        return RoleFound(Role.MAINTENANCE, 1.0)
    if not since and patterns.HOWEVER.search(clause, 0, match.start()):
        return NOTHING  # the outage word stands in the next clause
    if patterns.PREVENTED.match(clause, match.end()):
        return RoleFound(Role.OTHER, 1.0)
    if patterns.IMAGINED.search(clause, match.end(), match.end() + 24):
        return RoleFound(Role.OTHER, 1.0)
    if not since and _is_announced(clause, match):
        return RoleFound(Role.NOTICE, 1.0)
    if patterns.SAID_TO.search(clause, match.end(), match.end() + 40) is None:
        return RoleFound(Role.ONSET, 1.0)
    return RoleFound(Role.ONSET if since else Role.REPORT, 0.5)


def _is_planned(clause: str, match: re.Match[str]) -> bool:
    """Return whether the stop is one to come: "끊긴 고객에게 보상할 계획" is none."""
    following = clause[match.end() : match.end() + 1]
    told = match.group() + (following if "가" <= following <= "힣" else "")
    if patterns.PAST_ENDING.search(told) or any(_ends_in_past(letter) for letter in told[-2:]):
        return False
    return patterns.PLANNED_STOP.search(clause, match.start(), match.end() + 30) is not None


def _is_announced(clause: str, match: re.Match[str]) -> bool:
    """Return whether "6시 3분 접속이 고르지 않다고 알렸다" tells when it was said."""
    said = patterns.SAID_IN_PRESENT.match(clause, match.end())
    return said is not None and (said["verb"] in "있없" or not _ends_in_past(said["verb"]))


def _ends_in_past(letter: str) -> bool:
    """Return whether a syllable ends in ㅆ, the mark of the past: 됐, 했, 렸."""
    return "가" <= letter <= "힣" and (ord(letter) - ord("가")) % 28 == 20


def _recovery(clause: str, match: re.Match[str]) -> RoleFound:
    if patterns.NOT_YET.match(clause[match.start() :]):
        return RoleFound(Role.CURRENT, 0.8)
    if patterns.STILL_TO_COME.match(clause[match.end() :]):
        return RoleFound(Role.PLAN, 1.0)
    if patterns.UNDONE.match(clause, match.end()) or _did_not_hold(clause, match.end()):
        return RoleFound(Role.CURRENT, 0.8)
    following = clause[match.end() : match.end() + 6]
    turn = patterns.PLAIN_CLAUSE.search(following)
    near = clause[max(0, match.start() - 24) : match.end()] + following[: turn and turn.start()]
    is_whole = patterns.WHOLE.search(near) is not None
    if not is_whole and patterns.SOME_ONLY.search(near):
        return RoleFound(Role.SOME, 0.8)
    if not is_whole and patterns.PARTIAL.search(near):
        return RoleFound(Role.PARTIAL, 0.8)
    return RoleFound(Role.RECOVERY, 1.0, is_whole)


def _did_not_hold(clause: str, end: int) -> bool:
    """Return whether it failed again: "새벽에 문이 열렸으나 오전 내내 느려지다"."""
    if patterns.DID_NOT_HOLD.match(clause, end):
        return True
    turn = patterns.BUT.match(clause, end)
    if turn is None:
        return False
    later = _ROLE.search(clause, turn.end())
    return later is not None and later.lastgroup == "ONSET"


def _is_statement(quoted: str) -> bool:
    """Return whether a quotation says something; a short one is a name: '애저 프런트도어'."""
    return len(quoted) >= _LONG_QUOTE or quoted[-1:] in set("다요중음함임됨것네까죠료구")


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _quoted_notice(clause: str, *, since: bool) -> RoleFound | None:
    """Read 8시 37분 “순차적으로 거래를 재개한다”고 공지했다: the time of a notice."""
    clause = patterns.TERM.sub(_blanked, clause)
    opened = patterns.QUOTE_OPEN.search(clause)
    if opened is None or opened.start() > 24:
        return None
    told = _ROLE.search(clause[: opened.start()])
    if told is not None and told.lastgroup != "NOTICE":
        return None
    closed = patterns.QUOTED_NOTICE.search(clause, opened.end())
    if closed is None or not _is_statement(clause[opened.end() : closed.start()]):
        return None
    is_shown = patterns.SHOWN.match(clause, closed.start()) or (
        since and patterns.SHOWN_SINCE.match(clause, closed.start())
    )
    is_shut = since and "점검 중" in clause[opened.end() : closed.start()]
    if is_shown and is_shut:
        return RoleFound(Role.ONSET, 0.7)  # '점검 중'이라는 안내만 내보내고 있다
    if is_shown and patterns.REPORTED_OUTAGE.search(clause, opened.end()):
        return RoleFound(Role.ONSET, 0.9)  # '오류가 발생했다'는 안내가 떴다
    said = clause[opened.end() : closed.start() + 1]
    recovered = next((hit for hit in _ROLE.finditer(said) if hit.lastgroup == "RECOVERY"), None)
    if recovered is None or _recovery(said, recovered).role in {Role.CURRENT, Role.PLAN}:
        return RoleFound(Role.NOTICE, 1.0)
    return RoleFound(Role.NOTICE_OF_RECOVERY, 0.6)
