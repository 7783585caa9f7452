"""How fast documents are read, as a multiple of the rate at which KoNLPy merely tokenises them.

    python -m benchmarks.detect [ORDINARY.jsonl]

One core, one process. The stream is half articles, half posts: 1 % reports, 9 % near misses, 90 %
ordinary texts, all of the labelled corpus; an article is drawn out with paragraphs of ordinary ones
to a length as articles have (median 800 characters). The gate has learnt from these texts: on texts
it has never seen it lets more through, and its ordinary posts were written to share words with
reports. A file to import (JSON Lines) of ordinary documents takes the place of the corpus's. Then the time from the
start of a process to its first report, and the peak of its memory.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from detector.classify.model import Classifier, load_model
from detector.morphemes import tag
from detector.reading import read_documents
from detector.training.corpus import corpus_files, read_corpus
from models.records import Document, Kind, Label
from models.text import normalize

DOCUMENTS = 6000
BATCH = 500
ROUNDS = 3
OKT_SAMPLE = 300
_ORDINARY = re.compile(r"ordinary|everyday|comments")
_REPORTS = {Label.OUTAGE, Label.RECOVERY}


def stream(ordinary: Path | None = None) -> list[Document]:
    """Return the documents of the stream, the same at every call."""
    rng = random.Random(20181122)  # noqa: S311 - a stream to measure on, no secret
    pools = _pools()
    paragraphs = [body for _, body in pools["ordinary", Kind.NEWS] if len(body) > 150]
    if ordinary:
        pools |= _ordinary_of(ordinary)
    found: list[Document] = []
    for number in range(DOCUMENTS):
        kind = Kind.NEWS if number % 2 else Kind.COMMUNITY
        place = rng.random()
        sort = "report" if place < 0.01 else "near" if place < 0.10 else "ordinary"
        title, body = rng.choice(pools[sort, kind])
        if kind is Kind.NEWS:
            wanted = rng.lognormvariate(6.68, 0.45)  # median 800
            while len(body) < wanted:
                body += "\n" + rng.choice(paragraphs)
        found.append(_document(number, kind, title, body))
    return found


_Pools = dict[tuple[str, Kind], list[tuple[str, str]]]


def _ordinary_of(file: Path) -> _Pools:
    pools: _Pools = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        pair = normalize(fields["title"]), normalize(fields["text"])
        pools.setdefault(("ordinary", Kind(fields["kind"])), []).append(pair)
    return pools


def _pools() -> _Pools:
    pools: _Pools = {}
    for file in corpus_files():
        for one in read_corpus([file]):
            if one.label in _REPORTS:
                sort = "report"
            elif one.label is Label.OTHER and _ORDINARY.search(file.name):
                sort = "ordinary"
            elif one.label in (Label.OTHER, Label.MAINTENANCE):
                sort = "near"
            else:
                continue
            pools.setdefault((sort, one.kind), []).append((one.title, one.body))
    return pools


def _document(number: int, kind: Kind, title: str, body: str) -> Document:
    at = datetime(2026, 3, 2, 3, tzinfo=UTC)
    return Document(
        source="bench.example", external_id=str(number), url=f"https://bench.example/{number}",
        kind=kind, published_at=at, title=title, body=body, fetched_at=at,
    )  # fmt: skip


def seconds(run: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return how long one run takes, by the processor's time unless another clock is given."""
    began = clock()
    run()
    return clock() - began


def read_all(documents: Sequence[Document], model: Classifier) -> None:
    """Read every document wholly: gate, tokens, classifier, facts."""
    for begin in range(0, len(documents), BATCH):
        read_documents(documents[begin : begin + BATCH], model)


def measure(documents: Sequence[Document]) -> tuple[float, float]:
    """Return documents a second of the whole reading and of tokenising alone; they take turns."""
    model = load_model()
    tag("시작")
    read_all(documents[:50], model)
    whole, bare = [], []
    for _ in range(ROUNDS):
        whole.append(seconds(lambda: read_all(documents, model)))
        bare.append(seconds(lambda: [tag(one.text) for one in documents]))
    return len(documents) / min(whole), len(documents) / min(bare)


def okt_rate(documents: Sequence[Document]) -> float | None:
    """Return documents a second of KoNLPy's Okt, or None where there is no Java."""
    if shutil.which("java") is None:
        return None
    from konlpy.tag import Okt  # noqa: TID251 - measured, not used

    okt = Okt()
    okt.pos("시작")
    sample = documents[:OKT_SAMPLE]
    # the JVM works in threads of its own, some of them beside ours: what a person waits counts
    return len(sample) / seconds(lambda: [okt.pos(one.text) for one in sample], time.perf_counter)


def first_report() -> tuple[float, float]:
    """Return the seconds from a process's start to its first report, and its peak in MB."""
    text = "[속보] 카카오톡 메시지 전송 장애\n1일 오후 2시 10분께부터 카카오톡 메시지가 전송되지 않고 있다.\n"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "detector.cli", "analyze", str(file), "--json"]
        took = min(
            seconds(
                lambda: subprocess.run(command, check=True, capture_output=True),  # noqa: S603
                time.perf_counter,
            )
            for _ in range(ROUNDS)
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return took, peak


def main() -> None:
    """Print the rates, their ratios, the gate's shares, the start and the memory."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    took, peak = first_report()  # first: a child's peak counts what its parent held at its start
    documents = stream(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    whole, bare = measure(documents)
    model = load_model()
    passed = sum(model.could_report(one.text, one.kind) for one in documents) / len(documents)
    characters = sum(len(one.text) for one in documents) / len(documents)
    lines = [
        f"documents {len(documents):,}, {characters:.0f} characters each, {passed:.3f} pass the gate",
        f"whole reading {whole:.0f}/s, Mecab alone {bare:.0f}/s, ratio {whole / bare:.1f}",
        f"start to first report {took:.2f} s, peak {peak:.0f} MB;"
        f" peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
    ]
    okt = okt_rate(documents)
    lines.insert(2, f"Okt alone {okt:.1f}/s, ratio {whole / okt:.0f}" if okt else "Okt: no Java")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
