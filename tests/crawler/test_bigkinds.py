"""What rows of BigKinds exports become."""

from __future__ import annotations

from typing import Any

import pytest
from archive_files import (
    HEADINGS,
    NOW,
    OLD_HEADINGS,
    USUAL,
    cell_xml,
    export,
    one,
    read,
    row,
    saved_again,
    table,
    workbook,
)

from models.clock import show_iso
from models.records import Document, Kind


@pytest.mark.parametrize("make", [export, saved_again])
def test_a_row_of_an_export_becomes_a_document(make: Any) -> None:
    found = one(make(row()))
    assert (found.external_id, found.source) == ("01109999.20260115083012001", "www.garam.example")
    assert (found.kind, found.url) == (Kind.NEWS, "https://www.garam.example/news/1")
    assert show_iso(found.published_at) == "2026-01-15T08:30:12+09:00"
    assert found.text == f"{USUAL['제목']}\n{USUAL['본문']}"
    assert found.extra == {
        "publisher": "가람일보",
        "published_precision": "minute",
        "categories": ["IT_과학>인터넷_SNS"],
        "incident_categories": ["사고>정보통신사고"],
    }


def test_names_of_people_are_not_kept() -> None:
    assert "홍길동" not in repr(one(export(row())))


@pytest.mark.parametrize(
    ("number", "at"),
    [
        ("01109999.20260115000012001", "2026-01-15T23:59:00+09:00"),
        ("01109999.20260115100017031", "2026-01-15T23:59:00+09:00"),  # counts, tells no time
        ("01109999.20260114235959001", "2026-01-15T23:59:00+09:00"),  # of another day
        ("01109999.20260115256199001", "2026-01-15T23:59:00+09:00"),
        ("BIG-1", "2026-01-15T23:59:00+09:00"),
    ],
)
def test_an_identifier_without_a_time_leaves_the_day(number: str, at: str) -> None:
    found = one(export(row(number=number)))
    assert show_iso(found.published_at) == at
    assert found.extra["published_precision"] == "day"


def test_the_day_of_today_ends_now() -> None:
    found = one(export(row(number="BIG-1", day="20260402")))
    assert found.published_at == NOW


@pytest.mark.parametrize("day", [20260115, 20260115.0, " 20260115", "2026-01-15", "2026.01.15"])
def test_a_day_is_read_however_it_is_written(day: Any) -> None:
    assert show_iso(one(export(row(day=day))).published_at) == "2026-01-15T08:30:12+09:00"


@pytest.mark.parametrize("day", ["어제", "20261301", "20260403"])
def test_a_day_that_is_none_or_to_come_is_refused_with_its_row(day: str) -> None:
    bad, good = read(export(row(number="x", day=day), row()))
    assert str(bad).startswith("a.xlsx:2: 키 'published'")
    assert isinstance(good, Document)


@pytest.mark.parametrize("url", ["", "http", "javascript:alert(1)", "http://[", "없음"])
def test_a_row_without_an_address_has_its_press_as_source(url: str) -> None:
    found = one(export(row(url=url)))
    assert (found.url, found.source) == ("", "가람일보")


def test_an_address_without_its_scheme_is_one() -> None:
    assert one(export(row(url="www.garam.example/1"))).url == "http://www.garam.example/1"


@pytest.mark.parametrize("length", [199, 200])
def test_a_text_that_was_cut_is_marked(length: int) -> None:
    assert one(export(row(body="가" * length))).extra["truncated"] is True
    assert one(export(row(body="가" * 200 + "..."))).extra["truncated"] is True
    assert "truncated" not in one(export(row(body="가" * 300))).extra


def test_what_the_service_leaves_out_of_its_analysis_is_said() -> None:
    assert one(export(row(excluded="중복, 예외"))).extra["excluded"] == "중복, 예외"


@pytest.mark.parametrize("number", [1109999.2026011508, "1109999.20260115", "1.10E+06", ""])
def test_articles_whose_identifiers_a_spreadsheet_rounded_stay_apart(number: Any) -> None:
    first, second = read(
        export(row(number=number, url=""), row(number=number, url="", title="다른 기사"))
    )
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.external_id != second.external_id
    assert first.extra["identifier_lost"] is True
    assert one(export(row(number=number))).external_id == USUAL["URL"]


def test_the_order_of_columns_and_the_blanks_in_their_names_do_not_matter() -> None:
    shuffled = tuple(heading.replace(" ", "") for heading in reversed(HEADINGS))
    plain = {heading.replace(" ", ""): value for heading, value in row().items()}
    assert one(export(plain, headings=shuffled)) == one(export(row()))


def test_an_old_export_names_the_article_in_the_address_of_the_service() -> None:
    viewer = "http://www.bigkinds.or.kr/news/newsDetailView.do?newsId=01109999.20200602123456001"
    line = row(day="2020-06-02") | {"주소": viewer, "원본주소": USUAL["URL"]}
    for raw in (
        table(line, headings=OLD_HEADINGS).encode("utf-8-sig"),
        table(line, headings=OLD_HEADINGS, by="\t").encode("cp949"),
    ):
        found = one(raw, "old.csv")
        assert (found.external_id, found.url) == ("01109999.20200602123456001", USUAL["URL"])
        assert show_iso(found.published_at) == "2020-06-02T12:34:56+09:00"


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    assert one(export(row(title="=1+1 먹통"))).title == "=1+1 먹통"


def test_a_formula_is_not_computed() -> None:
    cell = '<c r="E2"><f>HYPERLINK("http://x")</f><v>7</v></c>'
    sheet = '<sheetData><row r="1">' + "".join(
        cell_xml(heading, 1, place) for place, heading in enumerate(HEADINGS)
    )
    cells = [cell_xml(row()[name], 2, HEADINGS.index(name)) for name in ("일자", "언론사")]
    sheet += f'</row><row r="2">{"".join(cells)}{cell}</row></sheetData>'
    assert one(workbook(sheet)).title == "7"


def test_rows_that_are_done_are_passed_over() -> None:
    found = read(export(row(number="a"), row(number="b"), row(number="c")), skip=2)
    assert [one.external_id for one in found if isinstance(one, Document)] == ["c"]
