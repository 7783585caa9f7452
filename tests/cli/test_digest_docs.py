"""The examples of docs/digest.md, run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from one_outage import Run

PAGE = Path(__file__).parents[2] / "docs" / "digest.md"
EXAMPLES = re.findall(r"^    meoktong (digest .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.usefixtures("outage")
def test_every_example_does_what_the_page_says(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(EXAMPLES) >= 10
    for example in EXAMPLES:
        arguments = shlex.split(example)
        result = run(*arguments, env={"MEOKTONG_DB": url})
        assert result.exit_code == 0, example
        if "--out" in arguments:
            assert Path(arguments[arguments.index("--out") + 1]).stat().st_size > 100
        else:
            assert result.stdout_bytes


def test_the_page_names_every_figure_of_a_period() -> None:
    from detector.digests.summary import MEASURES

    named = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert set(MEASURES) - named == set()
