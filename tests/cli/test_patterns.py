"""Patterns are expanded where the shell did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.cli.patterns import expanded
from reader.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.md", "b.html", "c.png", ".d.md", "deep/e.md", "deep/er/f.txt", "x[1].md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("*.md", ("a.md", "x[1].md")),
        ("*", ("a.md", "b.html", "deep", "x[1].md")),
        ("**/*", ("a.md", "b.html", "deep/e.md", "deep/er/f.txt", "x[1].md")),
        ("deep/?.md", ("deep/e.md",)),
        ("x[1].md", ("x[1].md",)),
        ("gone.md", ("gone.md",)),
        ("https://a.example/*?x=[1]", ("https://a.example/*?x=[1]",)),
        ("-", ("-",)),
    ],
)
def test_a_pattern_is_what_it_matches(here: Path, pattern: str, matches: tuple[str, ...]) -> None:
    assert expanded([pattern]) == matches


def test_a_home_that_the_shell_left_is_found(here: Path) -> None:
    assert expanded(["~/deep/*.md"]) == (str(here / "deep" / "e.md"),)


@pytest.mark.parametrize(("pattern", "what"), [("*.gone", "nothing"), ("*.png", "nothing that Reader takes in")])
def test_a_pattern_that_matches_nothing_says_so(here: Path, pattern: str, what: str) -> None:
    with pytest.raises(NotFoundError, match=rf"matches {what}\. Reader takes \.md"):
        expanded([pattern])
