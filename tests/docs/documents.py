"""The documents and what stands in them: fenced blocks with the notes before them, and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Documents for readers; docs/decisions tell of the past, docs/reference is made from the code.
DOCUMENTS = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
#: A note before a block says that it is not run and why, or which file it is.
_NOTE = re.compile(r"<!--\s*(?P<kind>실행하지 않음|not run|파일|file):\s*(?P<text>.+?)\s*-->")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)$")
_INLINE = re.compile(r"`(?:sudo )?(meoktong [^`]+)`")
_IN_TEXT = re.compile(r"(?:^|[\s;/(=`])meoktong (?P<rest>[a-z][^;&|)`>#\n]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block."""

    document: Path
    line: int
    language: str
    text: str
    why_not: str | None  # the reason for which it is not run
    file: str | None  # the path at which it is put

    @property
    def place(self) -> str:
        """Where it stands: docs/alerts.md:12."""
        return f"{self.document.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True, slots=True)
class Example:
    """A command as it is typed, and the lines that it shows; None where none are shown."""

    typed: str
    shown: tuple[str, ...] | None


def blocks_of(document: Path) -> list[Block]:
    """Return the fenced blocks of a document in their order."""
    return list(_blocks(document, document.read_text(encoding="utf-8").split("\n")))


def _blocks(document: Path, lines: list[str]) -> Iterator[Block]:
    number, note = 0, None
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            note = _NOTE.search(lines[number]) or (note if not lines[number].strip() else None)
            number += 1
            continue
        end = lines.index(f"{fence['indent']}```", number + 1)
        inside = [line.removeprefix(fence["indent"]) for line in lines[number + 1 : end]]
        kind, said = (note["kind"], note["text"]) if note else ("", None)
        is_file = kind in ("파일", "file")
        yield Block(
            document, number + 1, fence["language"], "\n".join(inside) + "\n",
            None if is_file else said, said if is_file else None,
        )  # fmt: skip
        number, note = end + 1, None


def examples_of(block: Block) -> list[Example]:
    """Return the commands of a block; in a console they follow a $, and their output follows them."""
    lines = block.text.rstrip("\n").split("\n")
    if block.language != "console":
        return [Example(line, None) for line in _joined(lines) if line and line[0] != "#"]
    found: list[Example] = []
    for line in lines:
        if line.startswith("$ "):
            found.append(Example(line[2:], None))
        elif line.startswith("> ") and found[-1].shown is None:
            found[-1] = Example(f"{found[-1].typed}\n{line[2:]}", None)
        else:
            found[-1] = Example(found[-1].typed, (*(found[-1].shown or ()), line))
    return found


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield lines, those that end with a backslash together with the next."""
    begun = ""
    for line in lines:
        begun += line
        if not line.endswith("\\"):
            yield begun
            begun = ""
        else:
            begun += "\n"


def outside_blocks(document: Path) -> str:
    """Return the text of a document without its fenced blocks."""
    return re.sub(r"(?ms)^ *```.*?^ *```$", "", document.read_text(encoding="utf-8"))


def commands_in(document: Path) -> list[str]:
    """Return every command line of ours that a document names, in a sentence or in a block."""
    inline = [found[1] for found in _INLINE.finditer(outside_blocks(document))]
    in_blocks = [
        f"meoktong {found['rest']}"
        for block in blocks_of(document)
        if block.language not in ("json", "python", "text")
        for found in _IN_TEXT.finditer(_typed(block))
    ]
    return [*inline, *in_blocks]


def _typed(block: Block) -> str:
    if block.language == "console":
        return "\n".join(example.typed for example in examples_of(block))
    return block.text
