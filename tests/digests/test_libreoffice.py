"""The golden day opened by LibreOffice as in Korea: equal cells, no formula, dates that sort."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from golden_day import golden_digest
from reading_back import Row, read_csv, read_sheet

from detector.digests.formats import Format, bytes_of
from detector.messages import Language

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice (soffice) here")
#: Comma, quotes, UTF-8, Korean, special numbers told, formulas run: as gullible as it can be made.
_CSV = "CSV:44,34,76,1,,1042,false,true,false,false,false,,true"
_KOREAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ko-KR</value></prop></item>
</oor:items>
"""


def opened(folder: Path, form: Format) -> Path:
    """Return the golden day as LibreOffice saves it after opening it in that format."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_KOREAN, encoding="utf-8")
    file = folder / f"day.{form.value}"
    file.write_bytes(bytes_of(golden_digest(), form, Language.KO))
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            *([f"--infilter={_CSV}"] if form is Format.CSV else []),
            "--convert-to", "xlsx", "--outdir", str(folder / "saved"), str(file),
        ],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    return folder / "saved" / "day.xlsx"


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(tmp_path_factory.mktemp("csv"), Format.CSV)


@pytest.fixture(scope="module")
def from_xlsx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(tmp_path_factory.mktemp("xlsx"), Format.XLSX)


def written() -> list[Row]:
    return read_csv(bytes_of(golden_digest(), Format.CSV, Language.KO))


def test_the_cells_are_equal_whether_opened_from_csv_or_excel(
    from_csv: Path, from_xlsx: Path
) -> None:
    assert read_sheet(from_csv) == written()
    assert read_sheet(from_xlsx) == written()


def test_no_hostile_title_became_a_formula(from_csv: Path, from_xlsx: Path) -> None:
    for file in (from_csv, from_xlsx):
        for sheet in openpyxl.load_workbook(file).worksheets:
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert kinds <= {"s", "n", "d"}


def test_a_negative_delay_is_a_number(from_csv: Path, from_xlsx: Path) -> None:
    for file in (from_csv, from_xlsx):
        cells = _column(file, "notice_delay_minutes")
        assert -10 in cells
        assert all(isinstance(cell, int | float) for cell in cells)


def test_dates_and_times_sort(from_csv: Path, from_xlsx: Path) -> None:
    for file in (from_csv, from_xlsx):
        assert all(isinstance(cell, datetime) for cell in _column(file, "date"))
    times = sorted(_column(from_xlsx, "started"))
    assert all(isinstance(cell, datetime) for cell in times)
    # In the CSV they are texts of one form and one zone, so that their letters sort as the times do.
    told = [cell[:16].replace("T", " ") for cell in sorted(_column(from_csv, "started"))]
    assert told == [f"{cell:%Y-%m-%d %H:%M}" for cell in times]


def _column(file: Path, name: str) -> list[object]:
    sheet = openpyxl.load_workbook(file).worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == name)
    cells = [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]
    return [cell for cell in cells if cell is not None]
