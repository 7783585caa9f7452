"""The user's own names: files in the data folder that add to the program's gazetteer."""

from __future__ import annotations

from pathlib import Path

from models.config import data_folder


def own_folder() -> Path:
    """Return the folder in which every *.toml adds to the gazetteer."""
    return data_folder() / "gazetteer"


def own_files() -> list[Path]:
    """Return the user's files that there are: gazetteer.toml, then those of the folder by name."""
    single = data_folder() / "gazetteer.toml"
    return [*([single] if single.is_file() else []), *sorted(own_folder().glob("*.toml"))]
