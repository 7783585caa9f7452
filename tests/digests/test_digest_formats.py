"""The golden day in every format: read back, the cells are equal and nothing hostile is alive."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import openpyxl
import pytest
from golden_day import DAY, HOSTILE, SEEN, golden_digest, golden_incidents, incident
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading_back import read_csv, read_sheet

from detector.digests.digest import digest_of
from detector.digests.formats import Format, bytes_of, format_of
from detector.digests.rows import DayOfDigest, FailedSource
from detector.messages import Language
from models.records import Rule, Status, Step

KO = Language.KO
SEOUL = ZoneInfo("Asia/Seoul")


def made(form: Format, digest: object = None) -> bytes:
    return bytes_of(digest or golden_digest(), form, KO)  # type: ignore[arg-type]


def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(Format.XLSX)))


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("language", list(Language))
def test_the_same_digest_gives_the_same_bytes(form: Format, language: Language) -> None:
    first = bytes_of(golden_digest(), form, language)
    time.sleep(1.1 if form is Format.XLSX else 0)  # a zip keeps its times to two seconds
    assert bytes_of(golden_digest(), form, language) == first


def test_the_cells_of_the_excel_file_are_those_of_the_csv() -> None:
    assert read_sheet(io.BytesIO(made(Format.XLSX))) == read_csv(made(Format.CSV))


def test_no_cell_of_the_excel_file_is_a_formula_or_a_link() -> None:
    for sheet in book().worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None


def test_every_hostile_text_of_the_csv_is_disarmed() -> None:
    rows = [row for row in read_csv(made(Format.CSV)) if "hostile" in str(row["incident_id"])]
    assert len(rows) == len(HOSTILE)
    for row in rows:
        assert str(row["headline"]).startswith("'")
        assert str(row["provider"]).startswith("'")
        first, second = str(row["affected"]).split("; ")
        assert first.startswith("'")
        assert second.startswith("가, ")


def test_times_and_numbers_of_the_excel_file_are_no_texts() -> None:
    rows = {row[2].value: row for row in book().worksheets[0].iter_rows(min_row=2)}
    names = [cell.value for cell in book().worksheets[0][1]]
    aws = dict(zip(names, rows["20181122-aws"], strict=True))
    assert aws["date"].value == datetime(2018, 11, 22)  # noqa: DTZ001 - as Excel has it
    assert aws["started"].value == datetime(2018, 11, 22, 8, 19)  # noqa: DTZ001
    assert aws["started"].number_format == "yyyy-mm-dd hh:mm"
    early = dict(zip(names, rows["20181122-hostile-01"], strict=True))
    assert early["notice_delay_minutes"].value == -10
    assert early["notice_delay_minutes"].data_type == "n"


def test_the_excel_file_has_a_fixed_head_filters_and_two_sheets_that_explain() -> None:
    found = book()
    assert found.sheetnames == ["사건", "열 설명", "사각지대"]
    table = found.worksheets[0]
    assert table.freeze_panes == "A2"
    assert table.auto_filter.ref == f"A1:X{table.max_row}"
    explained = [row[0].value for row in found["열 설명"].iter_rows(min_row=2)]
    assert explained == [cell.value for cell in table[1]]
    assert all(row[2].value for row in found["열 설명"].iter_rows(min_row=2))
    spots = [row[0].value for row in found["사각지대"].iter_rows(min_row=2)]
    assert spots == ["'=clien", "hankookilbo"]


def test_an_excel_file_without_blind_spots_says_so() -> None:
    content = made(Format.XLSX, digest_of([DayOfDigest(DAY)], []))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["사각지대"]
    assert sheet["A2"].value == "늦거나 막히거나 고장 난 출처가 없습니다."


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_headline_is_one_harmless_text_in_the_excel_file(headline: str) -> None:
    one = incident(headline=headline or "x")
    content = made(Format.XLSX, digest_of([DayOfDigest(DAY)], [one]))
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["E2"]
    assert cell.data_type in ("s", "n")
    assert not str(cell.value or "").startswith(("=", "+", "-", "@"))


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    one = incident(headline="가" * 40_000)
    content = made(Format.XLSX, digest_of([DayOfDigest(DAY)], [one]))
    text = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["E2"].value
    assert isinstance(text, str)
    assert len(text) == 32_767
    assert text.endswith("…")


def test_a_time_before_excel_knows_any_stays_readable() -> None:
    one = incident(started_at=datetime(1890, 1, 1, tzinfo=SEOUL))
    digest = replace(digest_of([DayOfDigest(DAY)], [one]))
    content = made(Format.XLSX, digest)
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["I2"]
    assert str(cell.value).startswith("1890-01-01T00:00:00")


def test_parquet_has_types_and_undisturbed_texts() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    table = parquet.read_table(io.BytesIO(made(Format.PARQUET)))
    rows = table.to_pylist()
    assert rows[0]["started"] == datetime(2018, 11, 22, 8, 19, tzinfo=SEOUL)
    assert str(table.schema.field("started").type) == "timestamp[us, tz=Asia/Seoul]"
    assert rows[0]["date"] == date(2018, 11, 22)
    assert rows[0]["affected"] == ["쿠팡", "배달의민족"]
    assert rows[3]["headline"] == "=1+1"  # no spreadsheet opens it, and a program wants the title
    assert rows[3]["notice_delay_minutes"] == -10
    assert (rows[1]["started"], rows[1]["ongoing"]) == (None, True)


def test_json_is_one_object_with_rows_and_blind_spots_apart() -> None:
    content = json.loads(made(Format.JSON))
    assert (content["first"], content["last"]) == ("2018-11-22", "2018-11-22")
    assert [row["incident_id"] for row in content["rows"]][:2] == ["20181122-aws", "20181122-kt"]
    assert [spot["source"] for spot in content["blind_spots"]] == ["hankookilbo", "=clien"]
    assert content["blind_spots"][1]["until"] == "2018-11-22T09:30:00+09:00"


def test_the_mail_is_whole_in_itself() -> None:
    page = made(Format.HTML)
    assert b'<meta charset="utf-8">' in page[:1024]
    tree = lxml.html.document_fromstring(page.decode())
    assert tree.xpath("//script | //link | //img | //iframe | //*[@src]") == []
    assert b"url(" not in page
    assert b"@import" not in page
    assert set(tree.xpath("//@href")) == {"https://status.example/1", "https://news.example/1"}
    assert b"prefers-color-scheme: dark" in page
    assert tree.xpath("//td[contains(@class, 'part')]/@style")  # inlined: mail drops style sheets


def test_the_mail_says_all_that_the_table_knows() -> None:
    text = lxml.html.document_fromstring(made(Format.HTML).decode()).text_content()
    for words in (
        "먹통 일일 표 2018. 11. 22.(목)", "쿠팡·배민 먹통", "2018. 11. 22.(목) 08:19 ~ 09:43 · 1시간 24분",
        "첫 공지 08:59 · 시작 40분 뒤", "첫 공지 08:09 · 시작 10분 전", "○ 복구", "◆ 확인", "끝났다는 말이 없음", "사각지대",
        "2018. 11. 22.(목) 01:00 ~ 09:30", "403 Forbidden",
    ):  # fmt: skip
        assert words in text


def test_a_title_is_no_markup_in_the_mail() -> None:
    evil = '</td><script>alert(1)</script><a href="javascript:x">x</a>{{ 7*7 }}'
    page = made(Format.HTML, digest_of([DayOfDigest(DAY)], [incident(headline=evil)]))
    tree = lxml.html.document_fromstring(page.decode())
    assert tree.xpath("//script") == []
    assert evil in [heading.text_content() for heading in tree.xpath("//h3")]


def test_a_mail_of_very_many_incidents_is_not_cut_by_gmail_and_says_what_is_left() -> None:
    many = [
        incident(id=f"20181122-{number:03}", headline="아주 긴 제목 " * 20) for number in range(400)
    ]
    page = made(Format.HTML, digest_of([DayOfDigest(DAY)], many))
    assert len(page) < 102_000
    shown = len(lxml.html.document_fromstring(page.decode()).xpath("//h3"))
    assert 10 < shown < 400
    assert f"그 밖에 {400 - shown}건은" in page.decode()


@pytest.mark.parametrize(
    "title",
    [
        *HOSTILE, "[속보] *카톡* _먹통_ `x`", "# 제목", "1. 하나", "- 목록", "> 인용", "a | b", "<b>x</b>",
        "[x](javascript:alert(1))", "~~지움~~", "![x](http://evil.example/p.png)", "&amp; &lt;", "\\",
        "$x$ $y$", "http://evil.example www.evil.example", "***", "a\n# b", "__굵게__",
    ],
)  # fmt: skip
def test_a_title_is_no_markdown(title: str) -> None:
    one = incident(headline=title, provider_name=title, affected=(), evidence=())
    page = made(Format.MD, digest_of([DayOfDigest(DAY)], [one])).decode()
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page)
    tree = lxml.html.document_fromstring(rendered)
    assert [heading.tag for heading in tree.xpath("//h1 | //h2 | //h3")] == ["h1", "h2", "h3"]
    assert tree.xpath("//a | //img | //em | //s | //code | //table | //b") == []
    shown = " ".join("".join(sign if sign >= " " else " " for sign in title).split())
    assert " ".join(tree.xpath("//h3")[0].text_content().split()).endswith(shown)


def test_the_markdown_links_its_evidence_and_lists_blind_spots() -> None:
    page = made(Format.MD).decode()
    tree = lxml.html.document_fromstring(MarkdownIt("commonmark").enable("table").render(page))
    assert "https://news.example/1" in tree.xpath("//a/@href")
    assert [cell.text_content() for cell in tree.xpath("//tr/td[1]")] == ["=clien", "hankookilbo"]


def test_a_file_is_written_as_its_ending_says() -> None:
    endings = {"a.csv": Format.CSV, "b.XLSX": Format.XLSX, "c.htm": Format.HTML, "d.txt": None}
    assert {name: format_of(Path(name)) for name in endings} == endings


def test_the_golden_day_has_what_can_go_wrong() -> None:
    kinds = {(one.status, one.ended_at is None, one.cause is None) for one in golden_incidents()}
    assert len(kinds) >= 3


def test_an_incident_that_fell_silent_is_over_with_no_end_known() -> None:
    silent = incident(
        ended_at=None, ended_precision=None, duration_minutes=None,
        steps=(Step(Status.RESOLVED, SEEN, Rule.SILENCE),),
    )  # fmt: skip
    digest = digest_of([DayOfDigest(DAY)], [silent])
    (row,) = read_csv(made(Format.CSV, digest))
    assert (row["status"], row["ended"], row["ongoing"]) == ("resolved", None, "false")
    page = made(Format.MD, digest).decode()
    assert "08:19 ~ 더는 말이 없어 끝난 것으로 봄" in page
    assert "끝났다는 말이 없" not in page


def test_a_day_without_incidents_says_whether_it_was_seen() -> None:
    spot = (FailedSource("yna", "broken"),)
    said = {
        DayOfDigest(DAY, watched=9): "수집하는 출처 9곳을 모두 보았습니다",
        DayOfDigest(DAY, spot, watched=9): "조용했다고 할 수 없습니다",
        DayOfDigest(DAY, is_unknown=True): "아무것도 알 수 없습니다",
        DayOfDigest(DAY): "수집한 기록은 없고",
    }
    for day, words in said.items():
        for form in (Format.MD, Format.HTML):
            assert words in made(form, digest_of([day], [])).decode()


def test_a_retracted_incident_is_told_as_such() -> None:
    gone = incident(status=Status.RETRACTED)
    page = made(Format.MD, digest_of([DayOfDigest(DAY, watched=9)], [gone])).decode()
    assert "오보로 거둔 사건이 1건 있습니다" in page
    assert "✕ 오보" in page


def test_a_day_that_is_not_over_says_until_when_it_was_seen() -> None:
    day = digest_of([DayOfDigest(DAY, watched=9)], [])
    now = replace(day, data_through=SEEN)
    later = replace(day, data_through=SEEN + timedelta(days=1))
    words = "2018. 11. 22.(목) 08:33까지 본 것입니다"
    assert words in made(Format.MD, now).decode()
    assert words not in made(Format.MD, later).decode()


def test_json_has_the_keys_that_the_page_names() -> None:
    page = (Path(__file__).parents[2] / "docs" / "digest.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in page for key in json.loads(made(Format.JSON)))
