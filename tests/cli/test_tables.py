"""Records as CSV, TSV and Markdown: one way for every command that lists."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_outage import Run, store_outage

from detector.cli.tables import table_of
from models.database import Database

RECORD = {
    "id": "a", "provider": {"id": "aws", "name": "AWS"}, "duration_minutes": -5, "ongoing": True,
    "affected": [{"id": "coupang", "name": "쿠팡"}, {"id": "x", "name": "가;나"}], "cause": None,
    "reports": {"news": 3, "community": 0}, "quote": {"start": 1, "end": 2, "text": "먹통"},
    "claims": [{"field": "duration", "value": 84, "source": "yna"}],
}  # fmt: skip
LISTS = [
    ["incidents"], ["now"], ["reports"], ["search", "쿠팡"], ["sources"], ["names", "쿠팡"],
    ["dependencies"],
]  # fmt: skip


def rows_of(table: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=delimiter))


def test_a_name_stands_for_its_object_and_lists_are_joined() -> None:
    head, row = rows_of(table_of([RECORD], "csv"))
    assert dict(zip(head, row, strict=True)) == {
        "id": "a", "provider_id": "aws", "provider": "AWS", "duration_minutes": "-5",
        "ongoing": "true", "affected": "쿠팡; 가,나", "cause": "", "reports_news": "3",
        "reports_community": "0", "quote": "먹통", "claims": "duration 84",
    }  # fmt: skip


def test_records_of_two_kinds_share_one_heading() -> None:
    table = rows_of(table_of([{"a": 1}, {"b": 2}], "csv"))
    assert table == [["a", "b"], ["1", ""], ["", "2"]]


def test_csv_opens_in_excel_and_the_others_begin_plainly() -> None:
    assert table_of([{"a": 1}], "csv") == b"\xef\xbb\xbfa\r\n1\r\n"
    assert table_of([{"a": 1}], "tsv") == b"a\n1\n"
    assert table_of([{"a": 1}], "md") == b"| a |\n| --- |\n| 1 |\n"
    assert table_of([], "csv") == b""


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1"])
def test_no_text_is_a_formula_but_a_number_keeps_its_sign(formula: str) -> None:
    for listed in ({"a": formula, "b": -1}, {"a": ["먼저", formula], "b": -1}):
        _, row = rows_of(table_of([listed], "csv"))
        assert all(part.strip()[:1] not in set("=+-@＝\t") for part in row[0].split("; "))
        assert row[1] == "-1"


@given(st.lists(st.dictionaries(st.sampled_from("가나다"), st.text()), min_size=1))
def test_any_text_is_one_cell_on_one_line(records: list[dict[str, str]]) -> None:
    columns = len({name for record in records for name in record})
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        table = (
            rows_of(table_of(records, kind), delimiter)
            if kind == "csv"
            else [line.split("\t") for line in table_of(records, kind).decode().split("\n")[:-1]]
        )
        assert not columns or [len(line) for line in table] == [columns] * (len(records) + 1)
    lines = table_of(records, "md").decode().split("\n")[:-1]
    assert not columns or len(lines) == len(records) + 2


@pytest.mark.parametrize("arguments", LISTS)
def test_every_list_gives_the_same_records_in_each_form(
    run: Run, url: str, database: Database, arguments: list[str]
) -> None:
    store_outage(database)
    base = [*arguments, *([] if arguments[0] == "names" else ["--db", url])]
    records = [json.loads(line) for line in run(*base, "--json").stdout.splitlines()]
    first = [str(next(iter(record.values()), "")) for record in records if record]
    table = rows_of(run(*base, "--csv").stdout_bytes)
    lines = run(*base, "--tsv").stdout.splitlines()
    marked = run(*base, "--md").stdout.splitlines()
    assert len(table) == len(lines) == (len(records) + 1 if records else 0)
    assert len(marked) == (len(records) + 2 if records else 0)
    if arguments[0] != "dependencies":  # its first value is an object
        assert [row[0] for row in table[1:]] == first


def test_only_one_form_can_be_asked_for(run: Run, url: str) -> None:
    result = run("incidents", "--csv", "--md", "--db", url)
    assert result.exit_code == 2
    assert "하나만" in result.stderr


def test_a_table_is_written_also_where_the_status_is_not_zero(
    run: Run, url: str, database: Database
) -> None:
    from datetime import timedelta

    from models import clock
    from models.records import CrawlOutcome
    from models.sources import record_crawl

    at = clock.now() - timedelta(minutes=5)
    record_crawl(database, CrawlOutcome("yna", at, at, "broken", 0, 0, errors=("HTTP 500",)))
    result = run("sources", "yna", "--tsv", "--db", url)
    assert result.exit_code == 3
    assert "broken" in result.stdout
