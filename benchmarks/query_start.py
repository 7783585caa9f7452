"""How long commands that only query take from a cold start, against importing their libraries.

Each is run in turn with `python -c "import sqlalchemy, rich"`, so that whatever else the machine
does slows both; the ratio is of the least processor time of several runs. Run from the root:

    python benchmarks/query_start.py [URL of a database, else that of a demo] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

LIBRARIES = ["-c", "import sqlalchemy, rich"]
#: What a cold start may cost, as a multiple of the libraries' import.
MOST = 1.5
QUERIES = {
    "now": ["now"],
    "incidents": ["incidents"],
    "incidents --provider": ["incidents", "--provider", "AWS"],
    "show": ["show", "20181122-aws"],
    "reports": ["reports", "--limit", "20"],
    "search": ["search", "쿠팡"],
    "sources": ["sources"],
    "dependencies": ["dependencies"],
}
#: Settings of a developer's shell: compiled files are kept, as for an installed program.
_UNLIKE_USERS = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
LIGHT = {"--help": ["--help"], "incidents --help": ["incidents", "--help"]}


def main() -> None:
    """Print a line a command with its ratio; fail where one is over the most allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.url or _demo(Path(folder))
        commands = {name: ["-m", "detector.cli", *words] for name, words in LIGHT.items()}
        for name, words in QUERIES.items():
            commands[name] = ["-m", "detector.cli", *words, "--db", url]
        commands["names"] = ["-m", "detector.cli", "names", "카톡"]
        times = measure({"libraries": LIBRARIES, **commands}, asked.runs)
    least = times.pop("libraries")
    print(f"import sqlalchemy, rich: {least * 1000:.0f} ms")
    slow = 0
    for name, seconds in times.items():
        ratio = seconds / least
        slow += ratio > MOST
        print(f"{name:<22} {seconds * 1000:>5.0f} ms  {ratio:.2f}{'  OVER' * (ratio > MOST)}")
    sys.exit(1 if slow else 0)


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Return the least processor seconds of each command, run in turn after one run to warm up."""
    least = dict.fromkeys(commands, float("inf"))
    for number in range(runs + 1):
        for name, words in commands.items():
            seconds = _seconds(words)
            if number:
                least[name] = min(least[name], seconds)
    return least


def _seconds(words: list[str]) -> float:
    """Run Python once and return the processor time it took."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNLIKE_USERS}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=False, capture_output=True, env=kept)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def _demo(folder: Path) -> str:
    subprocess.run(
        [sys.executable, "-m", "detector.cli", "demo", "--folder", str(folder)],
        check=True, capture_output=True,
    )  # fmt: skip
    return f"sqlite:///{folder / 'demo.db'}"


if __name__ == "__main__":
    main()
