"""The generated reference of data: settings, tables, JSON keys, metrics, and the words of states."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from detector.alerts.channels.webhook import TYPES
from detector.cli.reference_text import heading, json_type, table, type_of_value
from detector.cli.spoken import tell
from detector.config import schema
from detector.digests.columns import CORRECTION_COLUMNS, DIGEST_COLUMNS, SUMMARY_COLUMNS, Column
from detector.digests.summary import MEASURES
from detector.page import schemas
from detector.page.metrics import Metrics, record_lines
from detector.views.as_json import report_json
from models import config
from models.alert_records import MessageState, Outcome
from models.records import (
    Cause,
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    RecoveryStep,
    Report,
    Rule,
    StatedTime,
    Status,
)

_DAY = datetime(2018, 11, 21, 23, 19, tzinfo=UTC)
_QUOTE = Evidence(0, 3, "AWS")


def settings_page() -> Iterator[str]:
    """Yield every setting of meoktong.toml with its variable, then the tables of alerts."""
    rows = []
    for setting in config.SETTINGS:
        secret = tell("reference.page.secret") if setting.is_secret else ""
        rows.append((f"`{setting.key}`", f"`{setting.variable}`", _usual(setting.key), secret))
    names = ("setting", "variable", "default", "note")
    yield from table([tell(f"reference.column.{name}") for name in names], rows)
    yield ""
    yield tell("reference.page.file_ending", ending=config.FILE_ENDING)
    yield from heading(2, tell("reference.page.other_variables"))
    others = [
        (f"`{one}`", tell(f"reference.variable.{one.lower()}"))
        for one in sorted(config.OTHER_VARIABLES)
    ]
    yield from table(_two("variable"), others)
    for title, model in (
        ("[alerts.quiet]", schema.Quiet),
        ("[[alerts.channels]]", schema.ChannelConfig),
        ("[[alerts.rules]]", schema.RuleConfig),
    ):
        yield from heading(2, f"`{title}`")
        keys = [_key(name, field) for name, field in model.model_fields.items()]
        head = [tell(f"reference.column.{name}") for name in ("key", "type", "default")]
        yield from table(head, keys)


def _usual(key: str) -> str:
    """Return a setting's default, in words where it depends on the system."""
    table_name, _, name = key.partition(".")
    if table_name == "storage":
        return tell(f"reference.usual.{name}")
    part = getattr(schema.Config(), table_name)
    value = getattr(part, name)
    return "" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


def _key(name: str, field: FieldInfo) -> tuple[str, str, str]:
    default = field.default
    if default is PydanticUndefined:
        shown = tell("reference.page.required")
    else:
        shown = "" if default is None else f"`{json.dumps(default, ensure_ascii=False)}`"
    kind = json_type(field.annotation).replace("time", "string").replace("SecretSource", "secret")
    return f"`{field.alias or name}`", kind, shown


def tables_page() -> Iterator[str]:
    """Yield the columns of the three tables that `meoktong digest` writes, and the measures."""
    tables: Mapping[str, tuple[Column, ...]] = {
        "digest": DIGEST_COLUMNS, "summary": SUMMARY_COLUMNS, "corrections": CORRECTION_COLUMNS,
    }  # fmt: skip
    for name, columns in tables.items():
        yield from heading(2, tell(f"reference.table.{name}"))
        rows = [_column(name, number, one) for number, one in enumerate(columns, 1)]
        names = ("number", "column_name", "kind", "title", "meaning")
        yield from table([tell(f"reference.column.{one}") for one in names], rows)
    yield from heading(2, "`measure`")
    yield ""
    yield ", ".join(f"`{one}`" for one in MEASURES)


def _column(kind: str, number: int, column: Column) -> tuple[str, ...]:
    of_digest = kind == "digest" or column.name in {one.name for one in DIGEST_COLUMNS}
    meaning = tell(f"digest.column.{column.name}") if of_digest else ""
    title = tell(f"digest.column_title.{column.name}")
    return str(number), f"`{column.name}`", column.sort.value, title, meaning


def json_page() -> Iterator[str]:
    """Yield the keys of reports and incidents with their meanings, then those of every page."""
    yield from heading(2, tell("reference.page.report"))
    yield from table(_keys_head(), _report_rows())
    yield from heading(2, tell("reference.page.incident"))
    rows = [
        (f"`{name}`", json_type(field.annotation), tell(f"reference.incident_key.{name}"))
        for name, field in _incident().model_fields.items()
    ]
    yield from table(_keys_head(), rows)
    yield from heading(2, tell("reference.page.parts"))
    for model in _models():
        if model is not _incident() and model.model_fields:
            yield from heading(3, f"`{model.__name__}`")
            keys = [
                (f"`{name}`", json_type(one.annotation)) for name, one in model.model_fields.items()
            ]
            yield from table(_keys_head()[:2], keys)


def _models() -> list[type[BaseModel]]:
    ours = {one for one in _below(BaseModel) if one.__module__.startswith(schemas.__name__)}
    return sorted(ours, key=lambda one: one.__name__)


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _incident() -> type[BaseModel]:
    """Return the schema of one incident, as the list of incidents names it."""
    (found,) = get_args(schemas.Incidents.model_fields["incidents"].annotation)
    return found  # type: ignore[no-any-return]


def _report_rows() -> list[tuple[str, str, str]]:
    """Return the keys of a report: the types from one that says all, null from one that says nothing."""
    full, bare = report_json(_report(_full_facts())), report_json(_report(Facts(), in_none=True))
    rows = []
    for name, value in full.items():
        kind = type_of_value(value) + (" | null" if bare[name] is None else "")
        rows.append((f"`{name}`", kind, tell(f"reference.report_key.{name}")))
    return rows


def _full_facts() -> Facts:
    entity = NamedEntity("aws", "AWS", ("AWS",), _QUOTE)
    at = StatedTime(_DAY, Precision.MINUTE, _QUOTE)
    return Facts(
        provider=entity, affected=(entity,), mentioned=(entity,), started=at, ended=at,
        duration_minutes=84, duration_evidence=_QUOTE, cause=Cause.DNS, cause_evidence=_QUOTE,
        region=_QUOTE, symptom=_QUOTE, recovery_steps=(RecoveryStep(at, _QUOTE),),
    )  # fmt: skip


def _report(facts: Facts, *, in_none: bool = False) -> Report:
    return Report(
        row=1, source="example.com", external_id="1", url="https://example.com/1", kind=Kind.NEWS,
        published_at=_DAY, title="", reading=Reading(Label.OUTAGE, 0.97, facts, "model"),
        incident_ids=() if in_none else ("20181122-aws",),
    )  # fmt: skip


def metrics_page() -> Iterator[str]:
    """Yield every metric of /metrics with its type, its labels and what it counts."""
    counted = Metrics()
    counted.count("now", 200, 0.01)
    envelope: dict[str, Any] = {
        "sources": Counter(watched=41, ok=38), "unread_documents": 0, "data_through": _DAY.isoformat(),
    }  # fmt: skip
    by_status = {one.value: 0 for one in Status}
    lines = [*record_lines(envelope, 1, by_status, _DAY), *counted.lines()]
    kinds = {name: kind for _, _, name, kind in (one.split() for one in lines if one[0] == "#")}
    rows = []
    for name, kind in kinds.items():
        labels = sorted(
            {label for one in lines if one.startswith(f"{name}{{") for label in _labels(one)}
        )
        shown = ", ".join(f"`{label}`" for label in labels)
        rows.append((f"`{name}`", kind, shown, tell(f"reference.metric.{name}")))
    names = ("metric", "type", "labels", "meaning")
    yield from table([tell(f"reference.column.{one}") for one in names], rows)


def _labels(line: str) -> list[str]:
    inside = line.partition("{")[2].partition("}")[0]
    return [pair.partition("=")[0] for pair in inside.split(",")]


def states_page() -> Iterator[str]:
    """Yield the words of every list of values that a reader meets."""
    lists: tuple[tuple[str, list[str], str], ...] = (
        ("status", _values(Status), "words.status."),
        ("rule", _values(Rule), "words.rule."),
        ("severity", ["minor", "major", "critical"], "words.severity."),
        ("label", _values(Label), "words.label."),
        ("kind", _values(Kind), "words.kind."),
        ("cause", _values(Cause), "words.cause."),
        ("source", ["ok", "late", "broken", "blocked", "unknown"], "words.source."),
        ("message", _values(MessageState), "cli.alert_state."),
        ("outcome", _values(Outcome), "cli.alert_outcome."),
    )
    for name, values, words in lists:
        yield from heading(2, tell(f"reference.list.{name}"))
        rows = [(f"`{value}`", _word(words, value)) for value in values]
        yield from table(_two("value"), rows)
    yield from heading(2, tell("reference.list.webhook"))
    yield ""
    types = [*(f"incident.{one.value}" for one in Status), *dict.fromkeys(TYPES.values())]
    yield ", ".join(f"`{one}`" for one in types)


def _values(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


def _word(begun: str, value: str) -> str:
    return tell(f"{begun}{value}")


def _two(first: str) -> list[str]:
    return [tell(f"reference.column.{first}"), tell("reference.column.meaning")]


def _keys_head() -> list[str]:
    return [tell(f"reference.column.{name}") for name in ("key", "type", "meaning")]
