"""The earlier outages that an article's sentences of background tell, with their day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from detector.facts.background import background_sentences
from detector.facts.day_context import DayContext
from detector.facts.days import Basis, Scale, find_days
from detector.facts.names import name_finder
from detector.incidents.recalled import Recalled
from detector.sentences import Sentence, split_sentences
from models.clock import to_kst
from models.records import Evidence

# 장애인, 발달장애 are no outages; a plan or a figure of that day is none either.
_OUTAGE = re.compile(
    r"(?<!발달)(?<!공황)장애(?!인|우)|먹통|마비|불통|두절|셧다운|접속[ ]?(?:불가|오류|장애|지연)"
    r"|(?:서비스|전산|결제|거래|서버|통신|통화|인터넷)[가-힣 ]{0,8}(?:중단|오류|다운|끊|멈)"
    r"|멈[췄춰추춘춤]|끊[기겼어긴]|화재|정전"
)
_COMING = re.compile(r"오는[ ]?$")
#: An article looks back from so long after: less is the same outage.
_LEAST_AGO = timedelta(days=2)


def recalled_outages(text: str, published_at: datetime) -> list[Recalled]:
    """Return the earlier outages that an article's sentences of background tell with their day."""
    sentences = split_sentences(text)
    background = background_sentences(sentences, published_at)
    today = to_kst(published_at).date()
    context = DayContext(today)
    found: list[Recalled] = []
    mentions = name_finder().find(text, sentences)
    for index, sentence in enumerate(sentences):
        spans = _days(sentence, context)
        if index not in background or sentence.in_title or not _OUTAGE.search(sentence.text):
            continue
        quote = Evidence(sentence.start, sentence.end, sentence.text)
        names = frozenset(
            mention.entry.id
            for mention in mentions
            if sentence.start <= mention.start < sentence.end
        )
        found += [
            Recalled(first, last, names, quote)
            for first, last in spans
            if today - last >= _LEAST_AGO
        ]
    return found


def _days(sentence: Sentence, context: DayContext) -> list[tuple[date, date]]:
    """Return the days and months that a sentence states, each as its first and last day."""
    context.begin_sentence()
    found: list[tuple[date, date]] = []
    for token in find_days(sentence.text):
        day = context.resolve(token)
        is_coming = token.is_coming or _COMING.search(sentence.text, 0, token.start) is not None
        is_stated = token.basis is Basis.CALENDAR and not is_coming
        if day is None or not is_stated or token.scale is Scale.YEAR:
            continue
        found.append((day, day if token.scale is Scale.DAY else _month_end(day)))
    return found


def _month_end(day: date) -> date:
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following - timedelta(days=1)
