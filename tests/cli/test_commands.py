from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from reader import __version__
from reader.cli.commands import COMMANDS
from reader.cli.commands import reader as root_command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader


def test_the_help_names_every_command(reader: Reader) -> None:
    result = reader("--help")
    assert result.code == 0
    assert all(f"  {name} " in result.out for name in COMMANDS)
    assert result.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_that_says_what_it_does(reader: Reader, name: str) -> None:
    result = reader(name, "--help")
    assert result.code == 0
    assert f"Usage: reader {name}" in result.out
    command = root_command.get_command(click.Context(root_command), name)
    assert command is not None
    assert command.get_short_help_str(100)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_short_help_fits_a_narrow_terminal(name: str) -> None:
    command = root_command.get_command(click.Context(root_command), name)
    assert command is not None
    assert not command.get_short_help_str(65).endswith("...")


def test_the_version_is_told(reader: Reader) -> None:
    assert reader("--version") == (0, f"reader {__version__}\n", "")


def test_a_slip_is_wrong_use_with_a_suggestion(reader: Reader) -> None:
    result = reader("lst")
    assert result.code == 2
    assert "Did you mean `reader list`?" in result.err
    assert result.err.count("\n") == 1


def test_a_word_that_resembles_nothing_is_shown_the_way_to_the_help(reader: Reader) -> None:
    result = reader("qqqqqqqq")
    assert result.code == 2
    assert "`reader --help`" in result.err


def test_a_file_that_is_not_there_is_not_taken_for_a_command(reader: Reader) -> None:
    result = reader("./lists.md")
    assert result.code == 2
    assert "Check the name" in result.err
    assert "Did you mean" not in result.err


def test_an_address_is_told_from_a_slip(reader: Reader) -> None:
    result = reader("https://review.example/houses")
    assert result.code == 2
    assert "needs a terminal" in result.err


@pytest.mark.parametrize(
    "arguments", [("list", "--jsn"), ("show",), ("mark", "bridge"), ("export", "--by", "day"), ("themes", "nothing")]
)
def test_wrong_use_is_one_line_that_points_to_the_help(desk: Reader, arguments: tuple[str, ...]) -> None:
    result = desk(*arguments)
    assert result.code == 2
    assert result.err.startswith("reader: ")
    assert "--help` shows how it is used." in result.err
    assert result.err.count("\n") == 1
    assert result.out == ""


def test_the_library_may_be_named_before_and_behind_the_command(reader: Reader, tmp_path: Path) -> None:
    article = tmp_path / "note.md"
    article.write_text("# A note\n\nWords.")
    other = str(tmp_path / "other")
    assert reader("--library", other, "add", str(article)).code == 0
    assert [about["title"] for about in reader("list", "--json", "--library", other).data] == ["A note"]
    assert reader("list", "--json").data == []


def test_the_home_of_nobody_is_wrong_use(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader("list", "--library", "~nobody-of-that-name/library").code == 2
    monkeypatch.setenv("READER_LIBRARY", "~nobody-of-that-name/library")
    result = reader("list")
    assert result.code == 2
    assert "the home folder of nobody here. Write" in result.err


def test_a_configuration_that_is_not_there_is_wrong_use(reader: Reader, tmp_path: Path) -> None:
    result = reader("--config", str(tmp_path / "none.toml"), "list")
    assert result.code == 2
    assert "none.toml" in result.err


def test_a_shell_is_told_what_may_follow(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_READER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "reader exp")
    monkeypatch.setenv("COMP_CWORD", "1")
    result = reader()
    assert result.code == 0
    assert "plain,export" in result.out
