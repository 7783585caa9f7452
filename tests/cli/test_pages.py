"""parse and what analyze reads: pages, feeds, lists, walls and texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from one_outage import BODY, TITLE, Run, article, evidence, reading_of

from crawler.sample.site import sample_sources, serve_sample_site
from detector.cli.one_document import document_of
from detector.cli.report_page import print_report, quote_in_sentence
from detector.cli.target import Target, read_target
from models.clock import parse_iso
from models.errors import ParseError, UsageError
from models.records import Kind, Report

NOW = parse_iso("2026-01-01T00:00:00")
PAGE = f"""<!doctype html><html><head><meta charset="euc-kr"><title>{TITLE} - 어느신문</title>
<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2018-11-22T09:00:00+09:00">
<link rel="canonical" href="https://example.com/1"></head>
<body><article><h1>{TITLE}</h1><div itemprop="articleBody"><p>{BODY}</p></div></article></body></html>
"""


def target(text: str | bytes, url: str = "") -> Target:
    return Target("page", url, text.encode() if isinstance(text, str) else text)


def test_a_saved_article_is_one_document(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.encode("cp949"))
    found = json.loads(run("parse", file, "--url", "https://example.com/1", "--json").stdout)
    assert found == {
        "kind_of_page": "article",
        "id": "https://example.com/1",
        "url": "https://example.com/1",
        "source": "example.com",
        "kind": "news",
        "published": "2018-11-22T09:00:00+09:00",
        "title": TITLE,
        "text": BODY,
    }
    assert "기사 (article)" in run("parse", file).stdout


def test_each_kind_of_page_of_the_sample_site_is_known(run: Run) -> None:
    with serve_sample_site() as base_url:
        sources = {fields["id"]: fields for fields in sample_sources(base_url)}
        feed = run("parse", sources["sample-pt"]["urls"][0], "--json").stdout.splitlines()
        board = json.loads(run("parse", sources["sample-dm"]["urls"][0], "--json").stdout)
        notices = json.loads(run("parse", sources["sample-al"]["urls"][0], "--json").stdout)
        missing = run("parse", f"{base_url}/no-such-page")
    assert {json.loads(line)["kind_of_page"] for line in feed} == {"feed"}
    assert board["kind_of_page"] == notices["kind_of_page"] == "list"
    assert board["rows"][0]["title"]
    assert missing.exit_code == 1
    assert "HTTP 404" in missing.stderr


def test_a_page_that_is_no_page_says_why(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><body><p>짧은 글</p></body></html>", encoding="utf-8")
    result = run("parse", file, "--json")
    assert json.loads(result.stdout)["kind_of_page"] == "unknown"
    assert result.stderr.startswith("page.html: ")


def test_a_wall_is_named_a_wall(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><title>Just a moment...</title><body>wait</body></html>", encoding="utf-8"
    )
    assert json.loads(run("parse", file, "--json").stdout)["kind_of_page"] == "wall"


def test_an_html_page_becomes_a_document_with_its_own_address() -> None:
    found = document_of(target(PAGE, "https://example.com/1?utm_source=x"), Kind.NEWS, NOW)
    assert found.is_dated
    assert (found.document.title, found.document.body) == (TITLE, BODY)
    assert (found.document.url, found.document.source) == ("https://example.com/1", "example.com")


def test_a_copied_text_becomes_a_document_of_its_own_time() -> None:
    found = document_of(target(f"{TITLE}\n입력 2018.11.22 20:00\n{BODY}\n"), Kind.NEWS, NOW)
    assert found.document.published_at == parse_iso("2018-11-22T20:00:00")
    assert (found.document.source, found.document.url) == ("file", "")


def test_a_text_without_a_time_is_taken_for_new() -> None:
    found = document_of(target(BODY), Kind.COMMUNITY, NOW)
    assert not found.is_dated
    assert found.document.published_at == NOW


def test_what_the_user_says_goes_before_what_the_text_says() -> None:
    given = parse_iso("2018-11-23T00:00:00")
    text = f"{TITLE}\n입력 2018.11.22 20:00\n{BODY}"
    found = document_of(target(text), Kind.NEWS, NOW, published=given, title="다른 제목").document
    assert (found.published_at, found.title) == (given, "다른 제목")


def test_a_wall_is_not_analyzed() -> None:
    wall = "<html><title>Just a moment...</title><body>wait</body></html>"
    with pytest.raises(ParseError, match="막는 페이지"):
        document_of(target(wall), Kind.NEWS, NOW)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text(" \n")
    with pytest.raises(UsageError, match="비어 있습니다"):
        read_target(str(file))


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_target(str(tmp_path))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://[", "https://nosuchhost.invalid/"]
)
def test_an_address_without_an_answer_is_one_line_and_status_1(run: Run, address: str) -> None:
    result = run("analyze", address)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_quote_is_marked_inside_its_sentence() -> None:
    document = article()
    quote = evidence(document, "84분 동안")
    plain = quote_in_sentence(document.text, quote, is_plain=True)
    assert plain.plain == BODY.replace("84분 동안", "«84분 동안»")
    styled = quote_in_sentence(document.text, quote, is_plain=False)
    (span,) = (one for one in styled.spans if one.style == "underline")
    assert styled.plain[span.start : span.end] == "84분 동안"


def test_a_report_names_facts_with_their_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    document = article()
    report = Report(
        0, "file", "1", "", document.kind, document.published_at, document.title,
        reading_of(document),
    )  # fmt: skip
    print_report(report, document, is_dated=False)
    shown = capsys.readouterr().out
    assert "판단  장애  (장애를 알릴 확률 97%)" in shown
    assert "누가  AWS 서울 리전" in shown
    assert "영향  쿠팡" in shown
    assert "«쿠팡»·배민 접속 장애" in shown
    assert "나온 때를 몰라" in shown
