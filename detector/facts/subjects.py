"""What began or ended at a time, by the subject that stands before it: 장애는 8시 …"""

from __future__ import annotations

from detector.facts import clause_patterns as patterns
from detector.facts.surroundings import Surroundings
from detector.facts.time_roles import Role, RoleFound, fails_in


def by_subject(words: Surroundings) -> RoleFound | None:
    """Return the role that the subject of a time gives it, or None where it gives none."""
    return (
        _begun_at_once(words)
        or _works_since(words)
        or _works_at_last(words)
        or _as_soon_as(words)
        or _mended(words)
        or _reported(words)
        or _worse_and_worse(words)
        or _began(words)
        or _over(words)
    )


def _works_at_last(words: Surroundings) -> RoleFound | None:
    """Read "밤 11시에야 통화가 이뤄졌다", "7시가 돼서야 결제가 됐다": not before then it is back."""
    match = None if words.is_day else patterns.AT_LAST_WORKS.match(words.near)
    if match is None:
        return None
    is_part = patterns.IN_PART.search(match.group()) is not None
    return RoleFound(Role.PARTIAL if is_part else Role.RECOVERY, 0.7)


def _reported(words: Surroundings) -> RoleFound | None:
    """Read "신고는 8시 20분께부터 늘었다" as the onset; "신고가 5만 건을 웃돌았다" tells no beginning."""
    if words.is_day:
        return None
    if patterns.REPORTS_BEFORE.search(words.head) and patterns.GREW_SINCE.match(words.following):
        return RoleFound(Role.ONSET, 0.5)
    is_told = "신고" in words.near or "제보" in words.near
    is_peak = is_told and patterns.REPORTS_PEAK.match(words.near) is not None
    return RoleFound(Role.OTHER, 1.0) if is_peak else None


def _as_soon_as(words: Surroundings) -> RoleFound | None:
    """Read "오후 6시 투표가 끝나자 사람이 몰려 열리지 않았다": what it led to at once is the failing."""
    if words.is_day or words.is_since or "자" not in words.near:
        return None
    match = patterns.AS_SOON_AS.match(words.near)
    if match is None or patterns.OUTAGE_WORD.search(match.group()):
        return None
    return RoleFound(Role.ONSET, 0.55) if fails_in(words.near[match.end() :]) else None


def _mended(words: Surroundings) -> RoleFound | None:
    """Read "복구반은 4시께 케이블을 잇기 시작했고 7시 20분께 마쳤다": the mending was done then."""
    is_done = not words.is_day and patterns.DONE_AT_LAST.match(words.near) is not None
    if is_done and patterns.OF_MENDING.search(words.so_far):
        return RoleFound(Role.RECOVERY, 0.6)
    return None


def _worse_and_worse(words: Surroundings) -> RoleFound | None:
    """Read "9시부터 소리가 튀더니 아예 끊겼다": what went on to failing began to fail then."""
    if words.is_day or not patterns.SINCE_AND_THEN.match(words.near) or not fails_in(words.rest):
        return None
    return RoleFound(Role.ONSET, 1.0)


def _begun_at_once(words: Surroundings) -> RoleFound | None:
    """Read "문제는 오후 2시 30분쯤 시작된 것으로": it began, and nothing else is told of it."""
    before = words.so_far[-40:]
    if not patterns.BEGAN_AT_ONCE.match(words.near) or not patterns.OUTAGE_WORD.search(before):
        return None
    if patterns.OTHER_EVENT.search(before[-30:]):
        return None
    if patterns.OF_RETURN.search(before):
        return RoleFound(Role.OTHER, 1.0)
    is_attack = patterns.ATTACK.search(before[-30:])
    return RoleFound(Role.TRIGGER if is_attack else Role.ONSET, 0.95)


def _began(words: Surroundings) -> RoleFound | None:
    """Read "장애는 어제 오후 8시 예약 시작과 함께 발생해": its subject stands right before the time."""
    if not patterns.TOPIC_JUST_BEFORE.search(words.head) or patterns.TILL.match(words.following):
        return None
    return RoleFound(Role.ONSET, 0.95) if patterns.BEGAN_WITH.match(words.near) else None


def _works_since(words: Surroundings) -> RoleFound | None:
    """Read "13시부터 잘 재생됩니다", "2시부터 이용하실 수 있습니다": since then it is back."""
    if words.is_day or patterns.WORKS_SINCE.match(words.near) is None:
        return None
    return RoleFound(Role.RECOVERY, 0.8)


def _over(words: Surroundings) -> RoleFound | None:
    """Read "시작된 장애는 10시 15분 새 인증서를 올리며 끝났다": what ended then is the failing."""
    if words.is_since or not patterns.TOPIC_JUST_BEFORE.search(words.head):
        return None
    return RoleFound(Role.RECOVERY, 0.9) if patterns.OVER_AT_LAST.match(words.near) else None


def labelled(head: str) -> RoleFound | None:
    """Read "발생: 8월 10일 13시경 / 상태: 파악 중", "정상화 완료(19:48)"."""
    if patterns.LABEL_OF_ONSET.search(head):
        return RoleFound(Role.ONSET, 1.0)
    return RoleFound(Role.RECOVERY, 1.0) if patterns.LABEL_OF_END.search(head) else None
