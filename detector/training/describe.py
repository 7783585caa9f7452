"""Counts the labelled corpus: the tables in its README.

`python -m detector.training.describe` prints them; with `--readme` it puts them into the README.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from detector.training.corpus import FOLDER, corpus_files, read_corpus
from models.clock import to_kst
from models.records import Kind, Label

README = FOLDER / "README.md"
BEGIN, END = "<!-- counts -->\n", "<!-- /counts -->\n"
_KINDS = {Kind.NEWS: "기사", Kind.COMMUNITY: "게시글", Kind.OFFICIAL: "공지"}


def describe(files: Sequence[Path]) -> str:
    """Return the counts of these corpus files as tables: by label, kind, year and topic group."""
    documents = [(file, document) for file in files for document in read_corpus([file])]
    outages = {one.group for _, one in documents if one.is_about_an_outage}
    parts = [
        f"모두 {len(documents):,}건, 장애 {len(outages):,}건에 관한 글과 그 밖의 글.\n",
        _table("라벨", [(one.label.value, one.kind) for _, one in documents], list(Label)),
        _table("연도", [(str(to_kst(one.published_at).year), one.kind) for _, one in documents]),
        _table("묶음", [(_topic_group(file), one.kind) for file, one in documents]),
    ]
    return "\n".join(parts)


def with_counts(readme: str, counts: str) -> str:
    """Return the README's text with these counts between its marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{counts}\n{END}{after}"


def _topic_group(file: Path) -> str:
    """Return what the documents of a file have in common: its name without the number."""
    return file.stem.rpartition("_")[0]


def _table(head: str, rows: Iterable[tuple[str, Kind]], order: Sequence[str] = ()) -> str:
    counted = Counter(rows)
    names = order or sorted({name for name, _ in counted})
    lines = [f"| {head} | {' | '.join(_KINDS.values())} | 합 |", "|---|--:|--:|--:|--:|"]
    for name in names:
        by_kind = [counted[(name, kind)] for kind in _KINDS]
        numbers = " | ".join(f"{number:,}" for number in (*by_kind, sum(by_kind)))
        lines.append(f"| {name} | {numbers} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the counts, or with --readme put them into the README."""
    counts = describe(corpus_files())
    if "--readme" in sys.argv[1:]:
        text = with_counts(README.read_text(encoding="utf-8"), counts)
        README.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(counts)


if __name__ == "__main__":
    main()
