"""How long a new report takes to find its incident among few and among a million stored ones.

    python -m benchmarks.incidents [--most 1000000] [--few 10000] [--new 300]

Two temporary databases are filled with made-up reports (bulk inserts, no classifier, no grouping):
ten a incident, 27 incidents a day, names of the gazetteer of which a few fail again and again, most
of them hardly ever; posts and stories within hours, news of recovery, aftermath for weeks. Then new
reports of the days after the last stored one arrive one by one, as a crawl brings them. Each is
stored and grouped in a transaction of its own. What is printed: median and 95th percentile of the
milliseconds of the processor a report, their ratio, and the peak of memory of that process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.filled_tables import fill
from benchmarks.made_incidents import A_DAY, REPORTS, MadeReport, made_incidents
from detector.incidents.regroup import regroup
from models.database import Database, open_database
from models.documents import store_documents, unread_documents
from models.records import (
    Document,
    Evidence,
    Facts,
    NamedEntity,
    Precision,
    Reading,
    StatedTime,
)
from models.reports import store_readings

_BATCH = 5000
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Measure both sizes in processes of their own and print what they took."""
    options = _options()
    if options.measure:
        sys.stdout.write(json.dumps(_measure(Path(options.measure), options.new)) + "\n")
        return
    if options.fill:
        fill(Path(options.fill), options.few, _NOW)
        return
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (options.few, options.most):
            file = Path(folder) / f"{size}.db"
            began = time.perf_counter()
            _own_process("--fill", str(file), "--few", str(size))
            took = time.perf_counter() - began
            sys.stdout.write(f"{size:,} reports filled in {took:.0f} s\n")
            sys.stdout.flush()
            done = _own_process("--measure", str(file), "--new", str(options.new))
            figures[size] = {key: float(value) for key, value in json.loads(done).items()}
            sys.stdout.write(_line(size, figures[size]))
            sys.stdout.flush()
            file.unlink()
    few, most = figures[options.few], figures[options.most]
    sys.stdout.write(
        f"ratio median {most['median'] / few['median']:.2f}, p95 {most['p95'] / few['p95']:.2f},"
        f" mean {most['mean'] / few['mean']:.2f}, memory {most['peak'] / few['peak']:.2f}\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--few", type=int, default=10_000, metavar="REPORTS")
    parser.add_argument("--most", type=int, default=1_000_000, metavar="REPORTS")
    parser.add_argument("--new", type=int, default=300, metavar="REPORTS", help="how many arrive")
    parser.add_argument("--fill", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--measure", metavar="FILE", help=argparse.SUPPRESS)
    return parser.parse_args()


def _line(size: int, of: dict[str, float]) -> str:
    return (
        f"{size:,} stored: median {of['median']:.1f} ms, p95 {of['p95']:.1f} ms,"
        f" mean {of['mean']:.1f} ms a report, peak {of['peak']:.0f} MB\n"
    )


def _own_process(*options: str) -> str:
    """Return what a run of this program prints: a peak of memory of its own, not the others'."""
    command = [sys.executable, "-m", "benchmarks.incidents", *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def _measure(file: Path, new: int) -> dict[str, float]:
    """Return the times of new reports in milliseconds, and the peak of memory in MB."""
    database = open_database(f"sqlite:///{file}")
    arriving = _after(_NOW, new + 50)
    took = []
    for number, made in enumerate(arriving):
        began = time.process_time()
        _arrive(database, 10_000_000 + number, made)
        took.append((time.process_time() - began) * 1000)
    database.close()
    timed = sorted(took[50:])  # the first ones load the gazetteer and warm the caches
    return {
        "median": statistics.median(timed),
        "p95": timed[int(len(timed) * 0.95)],
        "mean": statistics.fmean(timed),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _after(moment: datetime, how_many: int) -> list[MadeReport]:
    """Return the reports that come after a moment: of new incidents, and what follows old ones."""
    days = 60 + how_many // (A_DAY * REPORTS) + 1
    incidents = made_incidents(days * A_DAY, moment - timedelta(days=60), seed=7)
    later = [one for incident in incidents for one in incident if one.at >= moment]
    return sorted(later, key=lambda one: one.at)[:how_many]


def _arrive(database: Database, number: int, made: MadeReport) -> None:
    document = Document(
        source="bench.example",
        external_id=str(number),
        url=f"https://bench.example/{number}",
        kind=made.kind,
        published_at=made.at,
        title=f"{made.names[0]} 장애",
        body="접속이 되지 않는다.",
        fetched_at=made.at,
    )
    store_documents(database, [document])
    with database.reading() as session:
        [stored] = unread_documents(session, 1)
    quote = Evidence(0, 1, "가")
    named = tuple(NamedEntity(name, name, (name,), quote) for name in made.names)
    started = StatedTime(made.started, Precision.MINUTE, quote) if made.started else None
    facts = Facts(provider=named[0], affected=named, started=started)
    reading = Reading(made.label, 0.9, facts, "benchmark", made.words)
    with database.writing() as session:
        store_readings(session, [(stored, reading)])
        regroup(session, [stored.row])


if __name__ == "__main__":
    main()
