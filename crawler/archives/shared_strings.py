"""The texts that a spreadsheet's cells share, kept on disk."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable


class SharedStrings:
    """A list of texts of which memory holds only where each begins.

    Twenty thousand articles of an export that Excel has saved again are some 300,000 texts; in
    memory they would be the larger part of it.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._begins = array("Q", [0])
        try:
            self._fill(texts)
        except BaseException:
            self.close()
            raise

    def _fill(self, texts: Iterable[str]) -> None:
        end = 0
        for text in texts:
            end += self._file.write(text.encode("utf-8", "surrogatepass"))
            self._begins.append(end)

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self):
            raise IndexError(f"shared string {number} of {len(self)}")
        begin, end = self._begins[number], self._begins[number + 1]
        self._file.seek(begin)
        return self._file.read(end - begin).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
