from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

import pytest

from reader.cli import output
from reader.tui.last_frame import Frames
from tests.conftest import SURVEY
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.settings import Settings
    from reader.snapshot import Shown
    from tests.cli.running import Reader


class App:
    """Stands for the app; it remembers what it was opened on."""

    opened: ClassVar[list[App]] = []
    return_code: int | None = 0

    def __init__(
        self,
        library: Library,
        settings: Settings,
        *,
        opening: str = "",
        shown: Shown | None = None,
        templates: Path | None = None,
    ) -> None:
        self.settings, self.opening = settings, opening
        self.frames = Frames(shown)
        self.root = library.root
        self.articles = library.count()
        App.opened.append(self)

    async def run_async(self) -> int | None:
        """Quit at once."""
        return 0


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> type[App]:
    """The app in the place of the real one, and a terminal."""
    module = ModuleType("reader.tui.app")
    vars(module)["ReaderApp"] = App
    monkeypatch.setitem(sys.modules, "reader.tui.app", module)
    monkeypatch.setattr(App, "opened", [])
    monkeypatch.setattr(output, "is_a_terminal", lambda _: True)
    return App


def test_alone_it_opens_the_list_of_the_library(app: type[App], desk: Reader, root: Path) -> None:
    assert desk().code == 0
    (opened,) = app.opened
    assert (opened.root, opened.opening) == (root, "")


def test_a_new_library_is_opened_with_the_samples(app: type[App], reader: Reader, tmp_path: Path) -> None:
    assert reader("--library", str(tmp_path / "new")).code == 0
    (opened,) = app.opened
    assert opened.root == tmp_path / "new"
    assert opened.articles >= 5


def test_a_file_is_taken_in_and_opened(app: type[App], reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "houses.md"
    path.write_text(SURVEY, "utf-8")
    for _ in range(2):
        assert reader(str(path)).code == 0
    (about,) = reader("list", "--json").data
    assert [(opened.opening, opened.articles) for opened in app.opened] == [(about["id"], 1)] * 2


def test_a_folder_is_taken_in_and_the_list_opened(app: type[App], reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "houses.md").write_text(SURVEY, "utf-8")
    assert reader(str(tmp_path / "in"), str(tmp_path / "in" / "houses.md")).code == 0
    (opened,) = app.opened
    assert (opened.opening, opened.articles) == ("", 1)


def test_what_cannot_be_taken_is_named_and_the_rest_opened(app: type[App], reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "houses.md"
    path.write_text(SURVEY, "utf-8")
    (tmp_path / "empty.md").write_text("")
    result = reader(str(tmp_path / "empty.md"), str(path), str(tmp_path / "gone.md"))
    assert result.code == 1
    assert "empty.md" in result.err
    assert "gone.md" in result.err
    assert [bool(opened.opening) for opened in app.opened] == [True]


def test_without_anything_to_open_there_is_no_app(app: type[App], reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    assert reader(str(tmp_path / "empty.md")).code == 1
    assert app.opened == []


def test_a_file_named_like_a_command_is_opened_by_its_path(
    app: type[App], reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "houses.md").write_text(SURVEY, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert reader("list", "--json").data == []
    assert reader("./list").code == 0
    assert app.opened[0].articles == 1


def test_the_settings_are_those_of_the_configuration(app: type[App], desk: Reader, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("measure = 66\n")
    assert desk("--config", str(tmp_path / "other.toml")).code == 0
    assert app.opened[0].settings.measure == 66


def test_a_broken_configuration_is_told(app: type[App], desk: Reader, tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_text("measure = \n")
    result = desk()
    assert result.code == 4
    assert "not valid TOML" in result.err
    assert app.opened == []


def test_the_exit_code_is_the_apps(app: type[App], desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "return_code", 3)
    assert desk().code == 3


def test_in_a_pipe_the_app_says_what_to_do(reader: Reader, root: Path) -> None:
    result = reader()
    assert (result.code, result.out) == (2, "")
    assert "needs a terminal" in result.err
    assert not root.exists()


def test_an_address_is_fetched_and_opened(app: type[App], desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)
    story = page("# The last ferry\n\nIt sailed at nine.\n", "Content-Type: text/markdown")
    with serving({"/ferry": story, "/gone": status(410)}) as server:
        assert desk(server.url("/ferry")).code == 0
        gone = desk(server.url("/gone"), server.url("/ferry"))
    assert (gone.code, "(410)" in gone.err) == (1, True)
    assert [each.opening.startswith("the-last-ferry-") for each in app.opened] == [True, True]
    assert [each.articles for each in app.opened] == [3, 3]


def test_where_nothing_can_be_fetched_the_app_is_not_opened(app: type[App], desk: Reader) -> None:
    with serving({}) as server:
        assert desk(server.url("/gone")).code == 1
    assert app.opened == []
