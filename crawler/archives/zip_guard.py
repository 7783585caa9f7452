"""Opens a zip of foreign origin so that it can neither fill the disk nor the memory."""

from __future__ import annotations

import zipfile
from typing import IO, Any, BinaryIO, cast

from models.problems import Problem

#: Bytes that may come out of one file. 20,000 articles of an export are some 60 MiB.
MOST_BYTES = 2 * 1024**3
#: Bytes out of one byte in; text gives 3 to 50, deflate can give 1,032.
MOST_RATIO = 1000
_SMALL = 1024 * 1024  # however well it is packed, it does no harm
#: Bytes of XML between two tags, and of one row: what a parser must hold at once.
LONGEST_TEXT = 16 * 1024 * 1024
LONGEST_ROW = 64 * 1024 * 1024


class HarmfulZipError(RuntimeError):
    """A zip that would unpack into too much."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class GuardedZip(zipfile.ZipFile):
    """A zip whose members are checked before and while they are read."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        members = self.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise HarmfulZipError(
                Problem("problem.archive.unpacks_too_far", most=MOST_BYTES // 2**30)
            )
        for member in members:
            if member.flag_bits & 1:
                raise HarmfulZipError(Problem("problem.archive.locked"))
            if member.file_size > max(_SMALL, MOST_RATIO * member.compress_size):
                raise HarmfulZipError(Problem("problem.archive.bomb", most=MOST_RATIO))

    def open(self, *arguments: Any, **more: Any) -> IO[bytes]:
        """Return a member as a stream that refuses endless texts and rows."""
        return cast(IO[bytes], _GuardedMember(super().open(*arguments, **more)))


class _GuardedMember:
    """Reads a member; raises HarmfulZipError where a text or a row has no end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._since_tag = self._since_row = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, or all: what is read at once is the list of sheets and styles."""
        if size < 0:
            data = self._stream.read(LONGEST_TEXT + 1)
            if len(data) > LONGEST_TEXT:
                raise HarmfulZipError(Problem("problem.archive.large_sheet_list"))
            return data
        data = self._stream.read(size)
        self._since_tag = _since((b"<",), data, self._since_tag)
        self._since_row = _since((b"row>", b"si>"), data, self._since_row)
        if self._since_tag > LONGEST_TEXT or self._since_row > LONGEST_ROW:
            raise HarmfulZipError(Problem("problem.archive.endless_row"))
        return data

    def close(self) -> None:
        """Close the member."""
        self._stream.close()

    def __enter__(self) -> _GuardedMember:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _since(marks: tuple[bytes, ...], data: bytes, before: int) -> int:
    place = max(data.rfind(mark) for mark in marks)
    return before + len(data) if place < 0 else len(data) - place
