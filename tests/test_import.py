"""What `meoktong import` takes, refuses and says."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives import json_lines
from crawler.archives.json_lines import read_archive, read_document_line
from detector.cli.commands import meoktong
from models.clock import now, parse_iso
from models.database import open_database
from models.documents import unread_documents
from models.errors import ImportLineError
from models.records import Document, Kind

ROOT = Path(__file__).parents[1]
NOW = parse_iso("2026-01-01T00:00:00")


def line(**changed: Any) -> bytes:
    """Return one line; a key set to ... is left out."""
    fields = {
        "id": "1",
        "url": "https://example.com/1",
        "source": "example.com",
        "kind": "news",
        "published": "2018-11-22T08:41:00+09:00",
        "title": "쿠팡 먹통",
        "text": "쿠팡이 멈췄다.",
    } | changed
    kept = {key: value for key, value in fields.items() if value is not ...}
    return json.dumps(kept, ensure_ascii=True).encode() + b"\n"


def document(**changed: Any) -> Document:
    return read_document_line(line(**changed), "a.jsonl", 7, NOW)


def run(folder: Path, *arguments: object, **extra: Any) -> Result:
    url = f"sqlite:///{folder / 'test.db'}"
    return CliRunner().invoke(meoktong, ["import", "--db", url, *map(str, arguments)], **extra)


def stored(folder: Path) -> list[Document]:
    database = open_database(f"sqlite:///{folder / 'test.db'}")
    with database.reading() as session:
        found = [one.document for one in unread_documents(session, 10_000)]
    database.close()
    return found


def test_a_line_becomes_a_document() -> None:
    found = document(author="김", label="outage")
    assert (found.external_id, found.source, found.kind) == ("1", "example.com", Kind.NEWS)
    assert found.published_at == parse_iso("2018-11-21T23:41:00+00:00")
    assert found.text == "쿠팡 먹통\n쿠팡이 멈췄다."
    assert found.extra == {"author": "김", "label": "outage"}


def test_a_time_without_a_zone_is_korean() -> None:
    assert document(published="2018-11-22T08:41:00").published_at == document().published_at


def test_texts_are_brought_into_one_form() -> None:
    found = document(title="쿠\u200b팡\r\n먹통", text="e\u0301\x00\x1b\ud800끝", note="\x00메모")
    assert (found.title, found.body, found.extra) == ("쿠팡 먹통", "é끝", {"note": "메모"})


def test_title_or_address_may_be_empty() -> None:
    assert document(title="", url="").url == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": ...}, "'id'이(가) 없습니다"),
        ({"text": ...}, "'text'이(가) 없습니다"),
        ({"id": 1}, "글이어야 합니다 (지금은 수)"),
        ({"title": None}, "글이어야 합니다 (지금은 null)"),
        ({"text": ["a"]}, "글이어야 합니다 (지금은 목록)"),
        ({"id": " "}, "비었거나"),
        ({"id": "x" * 1001}, "1,000자를 넘습니다"),
        ({"source": ""}, "비었거나"),
        ({"kind": "blog"}, "쓸 수 있는 값: news, community, official"),
        ({"url": "javascript:alert(1)"}, "http(s) 주소여야"),
        ({"published": "어제"}, "ISO 8601"),
        ({"published": "2018-13-01"}, "ISO 8601"),
        ({"published": "2026-01-01T00:11:00+09:00"}, "미래"),
        ({"fetched": "2027-01-01"}, "미래"),
        ({"title": "", "text": "\x00 \n"}, "제목도 본문도 비어"),
    ],
)
def test_a_bad_value_is_named_with_file_line_and_key(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ImportLineError, match=r"^a\.jsonl:7: ") as caught:
        document(**changed)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"[1]\n", "JSON 객체"),
        (b"{\n", "JSON이 아닙니다"),
        (b"\xb8\xd4\xc5\xeb\n", "UTF-8이 아닙니다"),
        (b'{"a": NaN}\n', "NaN"),
        (b"[" * 100_000 + b"\n", "JSON"),
        (b"9" * 10_000 + b"\n", "JSON"),
    ],
)
def test_a_line_that_is_no_json_object_is_named(raw: bytes, said: str) -> None:
    with pytest.raises(ImportLineError) as caught:
        read_document_line(raw, "a.jsonl", 7, NOW)
    assert said in str(caught.value)


@given(st.binary())
def test_any_bytes_are_a_document_or_a_named_error(raw: bytes) -> None:
    for found in read_archive(io.BytesIO(raw), "a.jsonl", NOW):
        assert isinstance(found, Document | ImportLineError)


def test_ten_minutes_ahead_is_a_clock_that_differs() -> None:
    assert document(published="2026-01-01T00:10:00+09:00").published_at > NOW


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 400)
    archive = io.BytesIO(line(text="가" * 1000) + line(id="2"))
    first, second = read_archive(archive, "a.jsonl", NOW)
    assert isinstance(first, ImportLineError)
    assert isinstance(second, Document)
    assert second.external_id == "2"


def test_good_lines_are_stored_and_bad_ones_named_with_status_3(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + line() + b"\n" + b"{\n" + line(id=2) + line(id="3"))
    result = run(tmp_path, file)
    assert result.exit_code == 3
    assert [said.split(" ")[0] for said in result.stderr.splitlines()] == [
        "a.jsonl:3:",
        "a.jsonl:4:",
    ]
    assert [one.external_id for one in stored(tmp_path)] == ["1", "3"]
    assert "새 문서 2건" in result.stdout


def test_importing_again_changes_nothing_and_a_new_text_is_a_new_version(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line() + line(id="2"))
    assert json.loads(run(tmp_path, file, "--json").stdout) == {
        "new": 2, "changed": 0, "unchanged": 0, "bad_lines": 0, "skipped": 0,
    }  # fmt: skip
    file.write_bytes(line() + line(id="2", text="다시 된다."))
    assert json.loads(run(tmp_path, file, "--json").stdout) == {
        "new": 0, "changed": 1, "unchanged": 1, "bad_lines": 0, "skipped": 0,
    }  # fmt: skip


def test_gzip_is_known_by_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(gzip.compress(line() + line(id="2")))
    assert run(tmp_path, file).exit_code == 0
    assert len(stored(tmp_path)) == 2


def test_a_cut_gzip_keeps_what_came_before_the_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"".join(line(id=str(n)) for n in range(5000)), compresslevel=0)
    file.write_bytes(packed[: len(packed) // 2])
    result = run(tmp_path, file)
    assert result.exit_code == 3
    assert "잘렸거나 손상" in result.stderr
    assert len(stored(tmp_path)) > 1000


def test_more_than_a_batch_is_stored(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"".join(line(id=str(number)) for number in range(1234)))
    assert "새 문서 1,234건" in run(tmp_path, file).stdout


def test_standard_input_is_an_archive_too(tmp_path: Path) -> None:
    assert run(tmp_path, "-", input=line()).exit_code == 0
    assert len(stored(tmp_path)) == 1


def test_nothing_but_bad_lines_is_status_1(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"{\n")
    assert run(tmp_path, file).exit_code == 1


def test_a_missing_file_is_status_2_and_nothing_is_stored(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line())
    result = run(tmp_path, file, tmp_path / "missing.jsonl")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "missing.jsonl" in result.stderr
    assert stored(tmp_path) == []


def test_an_evil_line_cannot_forge_a_message(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line(kind="\x1b[2J\nmeoktong: ok"))
    result = run(tmp_path, file)
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_clock_of_an_import_is_now(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line())
    before = now()
    run(tmp_path, file)
    assert before <= stored(tmp_path)[0].fetched_at <= now()
