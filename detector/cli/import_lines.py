"""Lines of an archive → documents, read strictly: one bad line is named, the others go on."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import IO, Any, BinaryIO, NoReturn, cast

from models.clock import parse_iso
from models.errors import ImportLineError
from models.records import Document, Kind
from models.text import normalize

#: Clocks differ a little; further ahead the zone or the year is wrong.
AHEAD = timedelta(minutes=10)
#: No article is as long; without a limit a file without line ends would fill the memory.
LONGEST_LINE = 16 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_LONGEST = {"id": 1000, "source": 200, "url": 8000}  # id and source: what their columns take


def read_archive(file: BinaryIO, name: str, now: datetime) -> Iterator[Document | ImportLineError]:
    """Yield each line's document, or what is wrong with the line; holds one line at a time."""
    lines = read_lines(_unpacked(file))
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if number == 1:
                line = line.removeprefix(_BOM)
            if line.strip():
                yield _document_or_error(line, name, number, now)
    except (OSError, EOFError, zlib.error) as error:
        problem = f"여기서부터 읽을 수 없습니다. 파일이 잘렸거나 손상됐습니다 ({error})"
        yield ImportLineError(name, number + 1, problem)


def read_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines; of one over the limit only its beginning, which is too long to be taken."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def read_document_line(line: bytes, name: str, number: int, now: datetime) -> Document:
    """Return the document of one line. Raises ImportLineError."""
    return _LineReader(name, number).read(line, now)


def _document_or_error(
    line: bytes, name: str, number: int, now: datetime
) -> Document | ImportLineError:
    try:
        return read_document_line(line, name, number, now)
    except ImportLineError as error:
        return error


def _unpacked(file: BinaryIO) -> IO[bytes]:
    head = cast(Any, file).peek(2)[:2] if hasattr(file, "peek") else b""
    return cast(IO[bytes], gzip.open(file)) if head == _GZIP else file


class _LineReader:
    """Reads one line; knows its file and number for what it has to complain of."""

    def __init__(self, name: str, number: int) -> None:
        self._name = name
        self._number = number

    def read(self, line: bytes, now: datetime) -> Document:
        fields = self._fields(line)
        title = self._text(fields, "title").replace("\n", " ")
        body = self._text(fields, "text")
        if not (title.strip() or body.strip()):
            self._refuse("제목도 본문도 비어 있습니다")
        fetched = self._time(fields, "fetched", now) if "fetched" in fields else now
        return Document(
            source=self._name_of(fields, "source"),
            external_id=self._name_of(fields, "id"),
            url=self._address(fields),
            kind=self._kind(fields),
            published_at=self._time(fields, "published", now),
            title=title,
            body=body,
            fetched_at=fetched,
            extra=_tidy(fields),
        )

    def _fields(self, line: bytes) -> dict[str, Any]:
        if len(line) > LONGEST_LINE:
            self._refuse(f"한 줄이 {LONGEST_LINE // 2**20} MiB를 넘습니다")
        try:
            fields = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
        except UnicodeDecodeError:
            self._refuse("UTF-8이 아닙니다")
        except json.JSONDecodeError as error:
            self._refuse(f"JSON이 아닙니다 ({error.colno}번째 글자)")
        except (ValueError, RecursionError) as error:
            self._refuse(f"읽을 수 없는 JSON입니다 ({error})")
        if not isinstance(fields, dict):
            self._refuse("JSON 객체({…})가 아닙니다. 한 줄에 문서 하나여야 합니다")
        return fields

    def _text(self, fields: dict[str, Any], key: str) -> str:
        if key not in fields:
            self._refuse(f"키 '{key}'이(가) 없습니다")
        value = fields.pop(key)
        if not isinstance(value, str):
            self._refuse(f"키 '{key}'의 값은 글이어야 합니다 (지금은 {_type_name(value)})")
        return normalize(value)

    def _name_of(self, fields: dict[str, Any], key: str) -> str:
        value = self._text(fields, key).strip()
        if not value or "\n" in value:
            self._refuse(f"키 '{key}'의 값이 비었거나 한 줄이 아닙니다")
        if len(value) > _LONGEST[key]:
            self._refuse(f"키 '{key}'의 값이 {_LONGEST[key]}자를 넘습니다")
        return value

    def _address(self, fields: dict[str, Any]) -> str:
        if fields.get("url") == "":  # a post whose address nobody kept
            return str(fields.pop("url"))
        url = self._name_of(fields, "url")
        if not url.lower().startswith(("http://", "https://")):
            self._refuse(f"키 'url'의 값은 http(s) 주소여야 합니다 (지금은 '{url[:60]}')")
        return url

    def _kind(self, fields: dict[str, Any]) -> Kind:
        value = self._text(fields, "kind")
        if value not in set(Kind):
            known = ", ".join(kind.value for kind in Kind)
            self._refuse(
                f"키 'kind'의 값 '{value[:40]}'은(는) 쓸 수 없습니다. 쓸 수 있는 값: {known}"
            )
        return Kind(value)

    def _time(self, fields: dict[str, Any], key: str, now: datetime) -> datetime:
        value = self._text(fields, key)
        try:
            moment = parse_iso(value.strip())
        except (ValueError, OverflowError):
            self._refuse(
                f"키 '{key}'의 값 '{value[:40]}'은(는) ISO 8601 시각이 아닙니다"
                " (예: 2018-11-22T08:19:00+09:00)"
            )
        if moment > now + AHEAD:
            self._refuse(f"키 '{key}'의 시각 '{value[:40]}'이(가) 미래입니다")
        return moment

    def _refuse(self, problem: str) -> NoReturn:
        raise ImportLineError(self._name, self._number, problem)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name}은(는) JSON이 아닙니다")


def _type_name(value: object) -> str:
    names: Mapping[type, str] = {
        type(None): "null", bool: "참거짓", int: "수", float: "수", list: "목록", dict: "객체",
    }  # fmt: skip
    return names.get(type(value), type(value).__name__)


def _tidy(value: Any) -> Any:
    """Return extra keys with their texts in the form a database can carry."""
    if isinstance(value, str):
        return normalize(value)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {normalize(key): _tidy(item) for key, item in value.items()}
    return value
