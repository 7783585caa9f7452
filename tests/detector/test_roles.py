"""Who failed, who was hit and who is only named, on reports of our own and on any text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.facts.names import fold, name_finder
from detector.facts.roles import Roles, read_roles
from detector.facts.unknown_names import find_unknown
from detector.gazetteer import gazetteer
from detector.observed import Observed, observe
from models.records import Kind, NamedEntity

FOLDER = Path(__file__).parent / "role_reports"
_DAY = re.compile(r"(?<!\d)(\d{1,2})일")
_KIND = re.compile(r"\[(official|community)\] ")


@dataclass(frozen=True)
class Report:
    text: str
    kind: Kind
    provider: str | None
    affected: frozenset[str]
    mentioned: frozenset[str]


def _id(name: str) -> str:
    known = name_finder().known(name)
    if known is not None:
        return known.id
    named = (entry.id for entry in gazetteer().values() if entry.name == name)
    return next(named, f"candidate:{fold(name)}")


def _ids(names: str) -> frozenset[str]:
    return frozenset(_id(name.strip()) for name in names.split(",") if name.strip())


def _report(block: str) -> Report:
    text, _, expected = block.rpartition("\n> ")
    provider, affected, mentioned = expected.split("|")
    kind = _KIND.match(text)
    body = text[kind.end() :] if kind else text
    return Report(
        text=body if "\n" in body else body + "\n",
        kind=Kind(kind.group(1)) if kind else Kind.NEWS,
        provider=None if provider.strip() == "-" else _id(provider.strip()),
        affected=_ids(affected),
        mentioned=_ids(mentioned),
    )


def _reports(file: Path) -> list[Report]:
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    blocks = ("\n" + "\n".join(lines)).split("\n= ")[1:]
    return [_report(block.strip()) for block in blocks]


def _seen(text: str, kind: Kind = Kind.NEWS) -> Observed:
    """Observe a text as published late on the first day that it names."""
    day = _DAY.search(text)
    published = datetime(2025, 10, min(int(day.group(1)) or 1, 31) if day else 12, 12, tzinfo=UTC)
    return observe(text, kind, published + timedelta(hours=2))


def _roles(text: str, kind: Kind = Kind.NEWS) -> Roles:
    seen = _seen(text, kind)
    unknown = find_unknown(seen.text, seen.sentences, seen.mentions)
    mentions = sorted((*seen.mentions, *unknown), key=lambda m: (m.start, m.end))
    return read_roles(seen.text, seen.sentences, mentions, seen.background, seen.kind)


def _entities(roles: Roles) -> list[NamedEntity]:
    provider = [roles.provider] if roles.provider else []
    return [*provider, *roles.affected, *roles.mentioned]


REPORTS = [report for file in sorted(FOLDER.glob("*.txt")) for report in _reports(file)]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.text.split("\n")[0][:40])
def test_a_report_says_who_failed_who_was_hit_and_who_is_only_named(report: Report) -> None:
    roles = _roles(report.text, report.kind)
    provider = roles.provider.id if roles.provider else None
    affected = frozenset(entity.id for entity in roles.affected)
    assert (provider, affected) == (report.provider, report.affected)
    assert report.mentioned <= {entity.id for entity in roles.mentioned}


def test_three_hundred_reports_are_tried() -> None:
    assert len(REPORTS) >= 300


def test_a_text_without_names_has_no_roles() -> None:
    assert _roles("어느 앱이 먹통\n접속이 되지 않는다.") == Roles(None, (), ())


def test_an_empty_text_has_no_roles() -> None:
    assert _roles("\n") == Roles(None, (), ())


def test_an_entity_keeps_every_way_it_is_written() -> None:
    roles = _roles("KT 먹통\n12일 오전 케이티 인터넷이 끊겼다. KT 휴대전화도 불통이다.")
    assert roles.provider is not None
    assert {"KT"} <= set(roles.provider.surfaces)


def test_a_building_stands_for_its_owner_even_where_the_owner_is_not_named() -> None:
    roles = _roles("카카오톡 먹통\n15일 판교 SK C&C 데이터센터에서 난 불로 카카오톡이 멈췄다.")
    assert roles.provider is not None
    assert roles.provider.id == _id("SK C&C")


def test_companies_that_only_run_what_failed_are_not_hit() -> None:
    text = (
        "세계 최대 클라우드 아마존 먹통\n아마존웹서비스(AWS)의 서버 장애로 이 서비스를 이용하는 기업들의 사이트가 멈췄다. "
        "KB금융지주 클라우드 기반 협업 플랫폼 ‘클레이온’ 서비스가 제공되지 않았고, "
        "두나무의 증권 앱 ‘카카오스탁’ 서비스도 중단됐다. "
        "암호화폐거래소 업비트와 코인원, 고팍스 등도 서비스가 멈췄다. 최근 대한항공이 전사 인프라를 AWS 클라우드 방식으로 "
        "전환하는 업무협약을 체결하는 등 대기업 고객도 증가 추세다."
    )
    roles = _roles(text)
    assert roles.provider is not None
    assert roles.provider.id == "aws"
    affected = {entity.id for entity in roles.affected}
    assert {"upbit", "coinone", "gopax"} <= affected
    assert not affected & {"aws", "amazon", "koreanair", "dunamu", "kb-group"}


_NAMES = st.sampled_from(
    [
        "AWS",
        "쿠팡",
        "SK C&C 판교 데이터센터",
        "카카오톡",
        "KT",
        "행정안전부",
        "다운디텍터",
        "업비트",
        "CNN",
        "네이버 카페",
    ]
)
_GLUE = st.sampled_from(
    [
        "의 장애로 ",
        "와 ",
        "·",
        "는 정상이지만 ",
        "이 멈췄다. ",
        ", ",
        "에서 난 불로 ",
        "(",
        ")",
        "\n",
        "…",
        "에 따르면 ",
        "‘",
        "’ 앱 ",
        "△",
    ]
)
_PIECES = st.lists(st.one_of(_NAMES, _GLUE, st.text(max_size=8)), max_size=24).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), _PIECES), st.sampled_from(list(Kind)))
def test_every_entity_of_any_text_has_exactly_one_role(text: str, kind: Kind) -> None:
    seen = observe(text, kind, datetime(2025, 6, 12, 3, tzinfo=UTC))
    roles = read_roles(seen.text, seen.sentences, seen.mentions, seen.background, kind)
    affected = [entity.id for entity in roles.affected]
    mentioned = [entity.id for entity in roles.mentioned]
    assert len(set(affected)) == len(affected)
    assert len(set(mentioned)) == len(mentioned)
    assert not set(affected) & set(mentioned)
    assert roles.provider is None or roles.provider.id not in mentioned
    told = {entity.id for entity in _entities(roles)}
    for mention in seen.mentions:
        inside = [m for m in seen.mentions if m.start == mention.start and m.end < mention.end]
        assert mention.entry.id in told or any(m.entry.id in told for m in inside)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), _PIECES))
def test_the_quote_of_every_entity_is_what_stands_at_its_place(text: str) -> None:
    seen = observe(text, Kind.NEWS, datetime(2025, 6, 12, 3, tzinfo=UTC))
    roles = read_roles(seen.text, seen.sentences, seen.mentions, seen.background)
    for entity in _entities(roles):
        evidence = entity.evidence
        assert evidence is not None
        assert seen.text[evidence.start : evidence.end] == evidence.text


def test_long_repetitive_texts_are_read_in_linear_time() -> None:
    started = datetime.now(UTC)
    for piece in (
        "쿠팡은 이날 ",
        "AWS의 서버 클라우드 ",
        "카카오톡과 ",
        "KT 서울 미국 일부 ",
        "△쿠팡 ",
        "당초 ",
    ):
        _roles("장애\n" + piece * 600)
    assert datetime.now(UTC) - started < timedelta(seconds=20)
