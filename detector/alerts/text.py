"""A message as a text of at most 200 characters: state, who, since when, how sure, whom it hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from detector.alerts.due import Reason
from detector.korean import clock_of
from detector.messages import Language, say
from detector.messages.amounts import going_on_in, lasting_in, time_in
from detector.messages.words import kind_word, status_word
from models.clock import parse_iso
from models.records import Kind, Precision, Status
from models.text import normalize

#: What a memo on KakaoTalk holds, and a message on a watch shows.
LIMIT = 200
#: Room that is kept for what is known only when it is sent: how late, instead of which channel.
SENDING_ROOM = 40
_LONGEST_NAME = 40
_BREAK = " · "
#: @everyone, <!channel>, *bold*, `code` and links of chats, and what people write instead.
_CALM = str.maketrans({"@": "＠", "<": "〈", ">": "〉", "*": "＊", "`": "'"})


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and the ids of those whom it names as hit."""

    text: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """What is known only when a message is sent."""

    now: datetime
    late: timedelta | None = None
    instead_of: str | None = None  # the channel that is down


def write(
    content: Mapping[str, Any], language: Language, sending: Sending, limit: int = LIMIT
) -> Written:
    """Return a message's text, never longer than the limit."""
    reason = Reason(content["reason"])
    if reason is Reason.TEST:
        body = Written(say("alerts.text.test", language))
    elif reason is Reason.SUMMARY:
        body = _summary(content, language, limit)
    elif reason in (Reason.BLIND, Reason.SEEING):
        body = Written(_sight(content, language, reason))
    else:
        body = _incident(content, language, reason, sending, limit)
    text = normalize(" ".join(body.text.split()))
    return Written(text if len(text) <= limit else text[: limit - 1] + "…", body.named)


def _incident(
    content: Mapping[str, Any],
    language: Language,
    reason: Reason,
    sending: Sending,
    limit: int,
) -> Written:
    facts = content["incident"]
    head = _before(language, sending) + _mark(facts, language, reason)
    who = say("alerts.text.outage", language, name=_short(_who(facts)))
    parts = [
        f"{head} {who}",
        *_corrected(content, language, reason),
        _since(facts, language, sending.now),
    ]
    if reason is not Reason.RETRACTED:
        parts.append(_sure(facts, language))
    tail = [content["link"]] if content.get("link") else []
    fixed = [part for part in (*parts, *tail) if part]
    if len(_BREAK.join(fixed)) > limit:  # a link is worth nothing cut
        fixed, tail = [part for part in parts if part], []
    names, named = _names(content, language, limit - len(_BREAK.join(fixed)) - len(_BREAK))
    before = fixed[: len(fixed) - len(tail)]
    return Written(_BREAK.join([*before, *([names] if names else []), *tail]), named)


def _before(language: Language, sending: Sending) -> str:
    """Return what stands before all else: that it is late, or comes by another way."""
    said = ""
    if sending.late is not None:
        said += say("alerts.text.late", language, length=lasting_in(language, sending.late)) + " "
    if sending.instead_of is not None:
        said += say("alerts.text.instead", language, channel=sending.instead_of[:12]) + " "
    return said


def _mark(facts: Mapping[str, Any], language: Language, reason: Reason) -> str:
    word = status_word(Status(facts["status"]), language)
    if reason in (Reason.MERGED, Reason.SPLIT, Reason.GREW, Reason.AGAIN):
        return say(f"alerts.mark.{reason.value}", language, status=word)
    return f"[{word}]"


def _who(facts: Mapping[str, Any]) -> str:
    if facts["provider"]:
        return str(facts["provider"]["name"])
    return str(facts["affected"][0]["name"] if facts["affected"] else facts["headline"])


def calm(outside: str) -> str:
    """Return text from outside so that no chat takes it for a call to all, a link or markup."""
    return " ".join(normalize(outside).translate(_CALM).replace("](", "] (").split())


def _short(name: str) -> str:
    name = calm(name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _corrected(content: Mapping[str, Any], language: Language, reason: Reason) -> list[str]:
    """Return what a correction corrects."""
    if reason not in (Reason.MERGED, Reason.SPLIT):
        return []
    others = [_short(one["name"])[:20] for one in content["others"]]
    names = _some(others, language)
    return [say(f"alerts.text.{reason.value}", language, names=names)]


def _some(names: Sequence[str], language: Language, most: int = 3) -> str:
    """Return a few names and how many more there are."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return say("alerts.text.and_more", language, names=shown, count=len(names) - most)


def _since(facts: Mapping[str, Any], language: Language, now: datetime) -> str:
    status = Status(facts["status"])
    began = parse_iso(facts["started"] or facts["first_seen"])
    if status is Status.RETRACTED:
        return say("alerts.text.retracted", language)
    if status is Status.RESOLVED:
        return _over(facts, language, now)
    precision = Precision(facts["started_precision"] or Precision.MINUTE)
    key = "alerts.text.since" if facts["started"] else "alerts.text.first_told"
    length = going_on_in(language, now - began)
    if precision is not Precision.MINUTE:
        return say("alerts.text.from", language, at=time_in(language, began, precision))
    return say(key, language, at=_clock(began, now, language), length=length)


def _over(facts: Mapping[str, Any], language: Language, now: datetime) -> str:
    if facts["rule"] == "silence":
        at = _clock(parse_iso(facts["last_seen"]), now, language)
        return say("alerts.text.silence", language, at=at)
    minutes = facts["duration_minutes"]
    length = lasting_in(language, timedelta(minutes=minutes)) if minutes else None
    if facts["ended"] is None or facts["ended_precision"] != Precision.MINUTE:
        return say("alerts.text.lasted", language, length=length) if length else ""
    ended = _clock(parse_iso(facts["ended"]), now, language)
    if length is None:
        return say("alerts.text.until", language, at=ended)
    return say("alerts.text.until_lasted", language, at=ended, length=length)


def _clock(moment: datetime, now: datetime, language: Language) -> str:
    return clock_of(moment, now) if language is Language.KO else time_in(language, moment)


def _sure(facts: Mapping[str, Any], language: Language) -> str:
    return say(
        "alerts.text.sure",
        language,
        share=facts["confidence"],
        count=facts["independent_sources"],
    )


def hit(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return all whom a message names as hit: first those not named before, then the others."""
    facts = content["incident"]
    every = [*content["new"], *facts["affected"], *content["dependants"]]
    found = {one["id"]: one for one in every}
    own = facts["provider"]["id"] if facts["provider"] else None
    return [one for one in found.values() if one["id"] != own or len(found) > 1]


def _names(
    content: Mapping[str, Any], language: Language, room: int
) -> tuple[str, tuple[str, ...]]:
    """Return whom it hits in so much room, with the ids of those named."""
    everyone = hit(content)
    best, named = "", 0
    for count in range(1, len(everyone) + 1):
        names = ", ".join(_short(one["name"]) for one in everyone[:count])
        if count < len(everyone):
            more = len(everyone) - count
            names = say("alerts.text.and_more", language, names=names, count=more)
        text = say("alerts.text.hits", language, names=names)
        if len(text) > room:
            break
        best, named = text, count
    if everyone and not named:
        best = say("alerts.text.hits_many", language, count=len(everyone))
        best = best if len(best) <= room else ""
    return best, tuple(one["id"] for one in everyone[:named])


def _summary(content: Mapping[str, Any], language: Language, limit: int) -> Written:
    items = content["items"]
    head = say(f"alerts.summary.{content['why']}", language, count=len(items))
    tail = f" {content['link']}" if content.get("link") else ""
    best = head + tail
    for count in range(1, len(items) + 1):
        names = ", ".join(_item(item, language) for item in items[:count])
        if count < len(items):
            more = len(items) - count
            names = say("alerts.text.and_more", language, names=names, count=more)
        text = f"{head} {names}{tail}"
        if len(text) > limit:
            break
        best = text
    return Written(best)


def _item(item: Mapping[str, Any], language: Language) -> str:
    """Return one message within a summary: its state and its name."""
    if "incident" not in item:
        kind = kind_word(Kind(item["kind"]), language)
        return say(f"alerts.item.{item['reason']}", language, kind=kind)
    facts = item["incident"]
    return f"{status_word(Status(facts['status']), language)} {_short(_who(facts))}"


def _sight(content: Mapping[str, Any], language: Language, reason: Reason) -> str:
    return say(
        f"alerts.text.{reason.value}",
        language,
        kind=kind_word(Kind(content["kind"]), language),
        count=content["sources"],
    )
