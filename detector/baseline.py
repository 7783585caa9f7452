"""The term rule that the classifier has to beat: any of ten outage words makes a report."""

from __future__ import annotations

TERMS = ("장애", "먹통", "접속", "오류", "마비", "다운", "중단", "불통", "서버", "복구")


def mentions_an_outage_term(text: str) -> bool:
    """Return whether a text has any of the ten words."""
    return any(term in text for term in TERMS)
