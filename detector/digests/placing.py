"""Puts a file into its place whole: written beside it and moved there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from models.errors import MeoktongError
from models.problems import Problem


def put_in_place(path: Path, content: bytes) -> None:
    """Write the content beside the path and move it there, so that no half file is ever seen.

    Raises MeoktongError where that cannot be done.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        why = error.strerror or error
        raise MeoktongError(Problem("problem.form.unwritable", file=path, why=why)) from error
