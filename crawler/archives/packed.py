"""Files packed with gzip or Zstandard → the bytes in them, known by their first bytes."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, Any, BinaryIO, cast

from backports import zstd

#: What reading a damaged, cut or unreadable file raises.
READ_ERRORS = (OSError, EOFError, zlib.error, zstd.ZstdError)
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_HEAD = 64 * 1024


def unpacked(file: BinaryIO) -> IO[bytes]:
    """Return the file's content as a stream that can be peeked into; several frames are one.

    Nothing is held in memory but a buffer; a Zstandard window over 128 MiB is refused on reading.
    """
    stream = file if hasattr(file, "peek") else io.BufferedReader(cast(Any, file), _HEAD)
    head = peek(cast(IO[bytes], stream))
    if head.startswith(_GZIP):
        return cast(IO[bytes], gzip.open(cast(Any, stream)))
    if head.startswith(_ZSTD):
        return cast(IO[bytes], zstd.open(cast(Any, stream)))
    return cast(IO[bytes], stream)


def peek(stream: IO[bytes]) -> bytes:
    """Return the first bytes of an unpacked stream, some kilobytes; b"" where it is broken."""
    try:
        return cast(bytes, cast(Any, stream).peek(_HEAD))
    except READ_ERRORS:
        return b""
