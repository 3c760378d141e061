"""What a person may write into `reader.toml`, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import settings
from reader.errors import StoreError
from reader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def loaded(tmp_path: Path, content: str) -> Settings:
    path = tmp_path / "reader.toml"
    path.write_text(content, "utf-8")
    return settings.load(path)


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "reader.toml") == Settings()


def test_what_the_file_says_counts(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'colors = "paper"\nmeasure = 66\n[keys]\n"marking.mark" = "m, x"\n')
    assert found == Settings("paper", 66, keys={"marking.mark": "m, x"})


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("colours = 1", "'colours' is not a setting"),
        ("colors = 1", "colors is the name of a colour theme in quotation marks"),
        ("measure = 30", "measure is a number from 40 to 110"),
        ("measure = true", "measure is a number from 40 to 110"),
        ("keys = 1", "[keys] is a table"),
        ('folders = "~/news"', "folders is a list of folders in quotation marks"),
        ("folders = [1]", "folders is a list of folders in quotation marks"),
        ('folders = ["news"]', "each from its root or from ~"),
        ('[keys]\n"marking.mark" = ["m", "x"]', "'marking.mark' takes keys in quotation marks"),
        ('[keys]\nmarking.mark = "m"', "'marking' takes keys in quotation marks"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_as_it_comes(content: str, problem: str, tmp_path: Path) -> None:
    found = loaded(tmp_path, content)
    assert (found.colors, found.measure, found.keys) == ("auto", 72, {})
    (said,) = found.problems
    assert problem in said


def test_watched_folders_are_listed(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'folders = ["~/news", "/data"]\n').folders == ("~/news", "/data")


@pytest.mark.parametrize("content", [b"measure = ", b"\xff\xfe"])
def test_a_file_that_cannot_be_understood_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_bytes(content)
    with pytest.raises(StoreError, match="Mend it or move it away"):
        settings.load(tmp_path / "reader.toml")
    with pytest.raises(StoreError, match="cannot be read"):
        settings.load(tmp_path)


@pytest.mark.parametrize(
    ("kept", "months"), [('"6 months"', 6), ('"1 year"', 12), ('"all"', 0), ("0", 0), ('"soon"', 24)]
)
def test_how_long_history_is_kept(tmp_path: Path, kept: str, months: int) -> None:
    found = loaded(tmp_path, f"[history]\nkeep = {kept}\n")
    assert found.history == months
    assert bool(found.problems) == ("soon" in kept)


@pytest.mark.parametrize("content", ["history = 1", '[history]\nkep = "1 year"', "[history]\nkeep = 3"])
def test_a_history_that_is_set_wrong_is_kept_as_it_comes(tmp_path: Path, content: str) -> None:
    found = loaded(tmp_path, content)
    assert found.history == Settings().history
    assert "[history] takes keep" in found.problems[0]
