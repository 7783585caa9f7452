from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result


def test_a_file_that_is_no_text_is_refused_in_one_line(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    picture = tmp_path / "picture.html"
    picture.write_bytes(b"\x89PNG\r\n\x00\x01\x02")
    result = run("analyze", picture)
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines() == [
        "meoktong: picture.html: 글이나 HTML이 아니라 이진 파일입니다"
        " ('meoktong analyze --help'를 보세요)"
    ]
