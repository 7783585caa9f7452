"""Values, spans of time and reasons of a digest in the words of its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from detector import korean
from detector.digests.cells import one_line
from detector.digests.changes import Because, Correction, Reason
from detector.digests.period import Period
from detector.digests.rows import BLIND_SPOT, OWN, REVIEWED, DayOfDigest
from detector.messages import Language, say
from detector.messages.amounts import lasting_in, time_in
from detector.messages.words import cause_word, severity_word, status_word
from models.clock import to_kst
from models.records import Cause, Incident, Precision, Rule, Status

#: Names of those hit that stand in a line; the table has them all.
MOST_NAMES = 12


def day_text(day: date, language: Language) -> str:
    """Return a day with its weekday."""
    if language is Language.KO:
        return korean.day_of(day)
    return f"{day:%a %d %b %Y}"


def days_text(first: date, last: date, language: Language) -> str:
    """Return one day, or the first and the last of several."""
    if first == last:
        return day_text(first, language)
    return f"{day_text(first, language)} ~ {day_text(last, language)}"


def period_text(period: Period, first: date, last: date, language: Language) -> str:
    """Return the name of a period: 2018년 11월, 2018년 4분기; of a week its days."""
    if period is Period.WEEK:
        return days_text(first, last, language)
    quarter = (first.month + 2) // 3
    return say(
        f"digest.period.{period.value}", language,
        year=first.year, month=first.month, quarter=quarter,
    )  # fmt: skip


def span_text(incident: Incident, language: Language) -> str:
    """Return when an incident began and ended, as exactly as is known, and how long it took."""
    length = incident.duration_minutes
    lasted = lasting_in(language, timedelta(minutes=length)) if length is not None else ""
    begin = incident.started_at
    if begin is None:
        first = time_in(language, incident.first_seen)
        told = say("digest.when.seen", language, at=first)
    else:
        told = time_in(language, begin, incident.started_precision or Precision.MINUTE)
    end = _end_text(incident, language)
    return " · ".join(part for part in (f"{told} ~ {end}", lasted) if part)


def moment_text(
    moment: datetime,
    beside: datetime,
    language: Language,
    precision: Precision = Precision.MINUTE,
) -> str:
    """Return a time; without its day where it stands beside another of that day."""
    local = to_kst(moment)
    if precision is Precision.DAY or local.date() != to_kst(beside).date():
        return time_in(language, moment, precision)
    if precision is Precision.HOUR:
        return f"{local.hour}시" if language is Language.KO else f"{local:%H} h"
    return f"{local:%H:%M}"


def delay_text(minutes: int, language: Language) -> str:
    """Return how long after the begin of an outage something came, or before it."""
    length = lasting_in(language, timedelta(minutes=abs(minutes)))
    if minutes == 0:
        return say("digest.when.at_once", language)
    key = "digest.when.after" if minutes > 0 else "digest.when.before"
    return say(key, language, length=length)


def names_text(names: tuple[str, ...], language: Language, most: int = MOST_NAMES) -> str:
    """Return names in a line; of many the first ones, and how many more there are."""
    shown = ", ".join(one_line(name) for name in names[:most])
    left = len(names) - most
    return say("digest.hit.more", language, names=shown, count=left) if left > 0 else shown


def value_text(column: str, value: object, language: Language) -> str:
    """Return the value of a digest's column for people to read."""
    if value is None or value == ():
        return say("digest.value.none", language)
    if isinstance(value, datetime):
        return time_in(language, value)
    worded = _WORDED.get(column)
    if worded is not None:
        with suppress(KeyError, ValueError):  # a kept value may be of another version's words
            return worded(value, language)
    if isinstance(value, tuple):
        return names_text(value, language)
    return one_line(str(value))


def correction_text(one: Correction, language: Language) -> str:
    """Return the old and the new value of a correction; of lists, what went and what came."""
    if isinstance(one.old, tuple) and isinstance(one.new, tuple):
        went = tuple(name for name in one.old if name not in one.new)
        came = tuple(name for name in one.new if name not in one.old)
        lists = (("digest.correction.went", went), ("digest.correction.came", came))
        told = [
            say(key, language, names=names_text(names, language)) for key, names in lists if names
        ]
        return ", ".join(told)
    column = one.column or "headline"
    old, new = (value_text(column, value, language) for value in (one.old, one.new))
    return f"{old} → {new}"


def reason_text(reason: Reason, language: Language) -> str:
    """Return why something was corrected, in one phrase."""
    if reason.because is Because.CLAIMED:
        at = time_in(language, reason.at) if reason.at else ""
        key = "digest.why.quoted" if reason.quote else "digest.why.claimed"
        return say(key, language, name=reason.name, at=at, quote=one_line(reason.quote))
    if reason.because is Because.STEPPED:
        at = time_in(language, reason.at) if reason.at else ""
        return f"{at} {say(f'words.rule.{reason.name}', language)}"
    return say(f"digest.why.{reason.because.value}", language, count=reason.count, name=reason.name)


def row_status_word(status: str, language: Language) -> str:
    """Return the word for the status of a row, also of those that close a day."""
    if status in (BLIND_SPOT, REVIEWED):
        return say(f"digest.closing.{status.replace('-', '_')}", language)
    return status_word(Status(status), language)


def blind_sources(days: tuple[DayOfDigest, ...]) -> set[str]:
    """Return the sources that told us nothing for a part of a day of which anything is known."""
    failed = {source.id for one in days if not one.is_unknown for source in one.failed}
    return failed - {OWN}


def own_text(days: tuple[DayOfDigest, ...]) -> str:
    """Return what was our own fault on the last day on which something was, or ""."""
    told = [source.reason for one in days for source in one.failed if source.id == OWN]
    return f"{one_line(told[-1])}." if told else ""


def quiet_text(days: tuple[DayOfDigest, ...], language: Language) -> str:
    """Return what it means that there is no incident: nothing known, not all seen, or quiet."""
    if all(one.is_unknown for one in days):
        return say("digest.quiet.unknown", language)
    blind = blind_sources(days)
    unknown = sum(one.is_unknown for one in days)
    if unknown:
        return say("digest.quiet.unknown_days", language, count=unknown)
    if blind:
        return say("digest.quiet.blind", language, count=len(blind))
    if own_text(days):
        return say("digest.quiet.own", language)
    fewest = min(one.watched for one in days)
    if not fewest:
        return say("digest.quiet.no_crawls", language)
    return say("digest.quiet.seen", language, count=fewest)


def _end_text(incident: Incident, language: Language) -> str:
    if incident.ended_at is None:
        return say(f"digest.when.{_open_end(incident)}", language)
    return moment_text(
        incident.ended_at,
        incident.started_at or incident.first_seen,
        language,
        incident.ended_precision or Precision.MINUTE,
    )


def _open_end(incident: Incident) -> str:
    """Return which text says that nobody told of an end."""
    if incident.status not in (Status.RESOLVED, Status.RETRACTED):
        return "going_on"
    is_silent = bool(incident.steps) and incident.steps[-1].rule is Rule.SILENCE
    return "silent" if is_silent else "end_unknown"


def _flag(value: object, language: Language) -> str:
    return say(f"digest.value.{'going_on' if value else 'over'}", language)


def _minutes(value: object, language: Language) -> str:
    return lasting_in(language, timedelta(minutes=int(str(value))))


_WORDED: Mapping[str, Callable[[object, Language], str]] = {
    "status": lambda value, language: row_status_word(str(value), language),
    "cause": lambda value, language: cause_word(Cause(str(value)), language),
    "severity": lambda value, language: severity_word(str(value), language),
    "ongoing": _flag,
    "duration_minutes": _minutes,
    "notice_delay_minutes": lambda value, language: delay_text(int(str(value)), language),
}
