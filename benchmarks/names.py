"""How fast names are found, as a share of the automaton's own rate in the same run.

    python -m benchmarks.names

Prints megabytes of UTF-8 a second for the bare automaton and for the finder, and their ratio.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import detector
from detector.facts.names import fold, name_finder
from detector.sentences import split_sentences

_CORPUS = Path(detector.__file__).parent / "training" / "corpus"
_ROUNDS = 15


def read_texts() -> list[str]:
    """Return the texts of the training corpus, title and body."""
    texts: list[str] = []
    for file in sorted(_CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            texts.append(f"{document['title']}\n{document['text']}")
    return texts


def seconds(run: Callable[[], object]) -> float:
    """Return how much of the processor's time one run takes, whatever else the machine does."""
    began = time.process_time()
    run()
    return time.process_time() - began


def measure() -> tuple[float, float]:
    """Return megabytes a second of the bare automaton and of the finder.

    The two take turns, so that what else the machine does slows both alike.
    """
    texts = read_texts()
    finder = name_finder()
    lowered = [fold(text) for text in texts]
    pairs = [(text, split_sentences(text)) for text in texts]
    size = sum(len(text.encode()) for text in texts) / 1e6
    bare: list[float] = []
    whole: list[float] = []
    for _ in range(_ROUNDS):
        bare.append(
            seconds(lambda: sum(len(list(finder.automaton.iter(text))) for text in lowered))
        )
        whole.append(seconds(lambda: sum(len(finder.find(text, found)) for text, found in pairs)))
    return size / min(bare), size / min(whole)


def main() -> None:
    """Print both rates and their ratio."""
    bare, whole = measure()
    print(f"automaton {bare:.1f} MB/s, finder {whole:.1f} MB/s, ratio {whole / bare:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
