"""The catalogue of sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.catalogue import FOLDER, PARSERS, choose_sources, load_catalogue, source_from_fields
from models.errors import SourceError
from models.records import Kind

GOOD = """name = "새벽일보"
name_en = "Dawn Daily"
kind = "news"
reader = "feed"
urls = ["https://example.co.kr/rss.xml"]
parser = "article"
interval_minutes = 30
least_documents_a_day = 10
robots = "allows all"
enabled = true
evidence = "made up for a test"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "dawn.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_source_is_read_with_its_file_name_as_id(tmp_path: Path) -> None:
    source = load_catalogue(write(tmp_path, GOOD))["dawn"]
    assert (source.id, source.name, source.kind, source.encoding) == (
        "dawn",
        "새벽일보",
        Kind.NEWS,
        None,
    )
    assert source_from_fields(source.as_dict(), "again") == source


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('name_en = "Dawn Daily"\n', "", "name_en"),
        ("enabled = true", "enabled = true\ncolour = 1", "colour"),
        ("enabled = true", "enabled = false", "reason"),
        ('kind = "news"', 'kind = "gossip"', "kind"),
        ('reader = "feed"', 'reader = "sonar"', "reader"),
        ('parser = "article"', 'parser = "ppomppu"', "parser"),
        ("https://example.co.kr/rss.xml", "file:///etc/hostname", "urls"),
        ("interval_minutes = 30", "interval_minutes = true", "interval_minutes"),
        ("interval_minutes = 30", "interval_minutes = 0", "interval_minutes"),
        ('name = "새벽일보"', 'name = "새벽일보', "dawn.toml"),
        ('name = "새벽일보"', 'id = "x"\nname = "새벽일보"', "id"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_key(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    with pytest.raises(SourceError, match=named) as refused:
        load_catalogue(write(tmp_path, GOOD.replace(old, new)))
    assert "dawn.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_shipped_catalogue_covers_news_boards_and_notices() -> None:
    sources = load_catalogue().values()
    assert sum(source.kind is Kind.NEWS for source in sources) >= 20
    assert sum(source.reader == "board" for source in sources) >= 6
    assert sum(source.kind is Kind.OFFICIAL for source in sources) >= 3
    assert all(source.evidence and (source.enabled or source.reason) for source in sources)
    assert all(source.parser in PARSERS[source.reader] for source in sources)


def test_extra_sources_join_and_a_second_of_one_id_is_refused() -> None:
    extra = replace(load_catalogue()["yna"], id="mine")
    assert load_catalogue(extra=[extra])["mine"] == extra
    with pytest.raises(SourceError, match="yna"):
        load_catalogue(extra=[replace(extra, id="yna")])


def test_sources_are_chosen_by_name_or_all_that_are_enabled() -> None:
    catalogue = load_catalogue()
    assert [s.id for s in choose_sources(catalogue, ["etnews", "yna", "etnews"])] == [
        "etnews",
        "yna",
    ]
    assert all(s.enabled and s.reader == "board" for s in choose_sources(catalogue, reader="board"))
    assert [s.id for s in choose_sources(catalogue, ["fmkorea-best"])] == ["fmkorea-best"]
    for wrong, reader in (("nowhere", None), ("yna", "board")):
        with pytest.raises(SourceError, match=wrong):
            choose_sources(catalogue, [wrong], reader)


def test_a_users_own_source_is_added_and_takes_the_place_of_ours_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEOKTONG_DATA", str(tmp_path))
    ours = load_catalogue()
    own = (FOLDER / "etnews.toml").read_text(encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "our-town.toml").write_text(own, encoding="utf-8")
    (tmp_path / "sources" / "etnews.toml").write_text(
        own.replace(f'name = "{ours["etnews"].name}"', 'name = "우리 것"'), encoding="utf-8"
    )
    catalogue = load_catalogue()
    assert set(catalogue) - set(ours) == {"our-town"}
    assert catalogue["etnews"].name == "우리 것"
