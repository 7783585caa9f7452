"""How fast archives are imported, against the least that could do it, and in how much memory.

    python -m benchmarks.import [DOCUMENTS]

The least: json.loads of each line and one INSERT of all into a plain SQLite table, in the same run.
For DOCUMENTS (100,000 unless told) and a tenth of them, as JSON Lines and as a BigKinds export,
prints documents a second, the ratio to the least, and the peak of resident memory.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.archives import write_archive

_KEYS = ("id", "url", "source", "kind", "published", "title", "text")


def least(file: Path, database: Path) -> float:
    """Return the seconds that reading the lines and inserting them takes without anything else."""
    began = time.perf_counter()
    connection = sqlite3.connect(database)
    connection.execute(f"CREATE TABLE documents ({', '.join(_KEYS)})")
    with file.open(encoding="utf-8") as lines, connection:
        rows = (tuple(json.loads(line)[key] for key in _KEYS) for line in lines)
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    return time.perf_counter() - began


def imported(file: Path, database: Path) -> tuple[float, float]:
    """Return the seconds an import takes and the MiB of memory its process took at most."""
    began = time.perf_counter()
    arguments = [sys.executable, "-m", "benchmarks.import", "--one", str(file), str(database)]
    result = subprocess.run(arguments, capture_output=True, text=True, check=True)  # noqa: S603
    return time.perf_counter() - began, int(result.stdout.splitlines()[-1]) / 1024


def import_one(file: str, database: str) -> None:
    """Import a file in this process and print its peak of memory in KiB."""
    from detector.cli.commands import meoktong

    meoktong.main(["import", file, "--db", f"sqlite:///{database}"], standalone_mode=False)


def main() -> None:
    """Print the rates, ratios and peaks."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        for count in (documents // 10, documents):
            lines = write_archive(Path(folder, f"{count}.jsonl"), count)
            book = write_archive(Path(folder, f"{count}.xlsx"), count)
            floor = least(lines, Path(folder, f"least{count}.db"))
            print(f"least, {count:,} documents: {count / floor:,.0f}/s")  # noqa: T201
            for file in (lines, book):
                seconds, peak = imported(file, Path(folder, f"{file.name}.db"))
                rate = f"{count / seconds:,.0f}/s, ratio {floor / seconds:.3f}"
                print(f"{file.suffix[1:]}, {count:,} documents: {rate}, {peak:.0f} MiB")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        try:
            import_one(*sys.argv[2:])
        except SystemExit as end:
            if end.code:
                raise
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201
    else:
        main()
