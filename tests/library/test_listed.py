from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import SourceError, UsageError
from reader.library.values import Added
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


@pytest.fixture(autouse=True)
def _unspaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a host's turn."""
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)


def story(name: str) -> bytes:
    return page(f"# {name}\n\nThe {name.lower()} sailed at nine.\n", "Content-Type: text/markdown")


def test_the_pages_that_a_list_names_come_in_and_what_it_says_of_them(library: Library, tmp_path: Path) -> None:
    with serving({"/ferry": story("Ferry"), "/boat": story("Boat"), "/gone": status(410)}) as server:
        path = tmp_path / "pocket.csv"
        rows = [
            "title,url,time_added,tags,status",
            f"Ferry,{server.url('/ferry')},1496214000,ships|sea,archive",
            f"Boat,{server.url('/boat')},1496214000,,unread",
            f"Gone,{server.url('/gone')},1496214000,,unread",
            "Nothing,javascript:alert(1),1496214000,,unread",
        ]
        path.write_text("\n".join(rows), "utf-8")
        results = list(library.add(path))
    added = {each.listing.article.title: each.listing.article.id for each in results if isinstance(each, Added)}
    assert sorted(added) == ["Boat", "Ferry"]
    assert library.listing(added["Ferry"]).state.read
    assert not library.listing(added["Boat"]).state.read
    assert library.listing(added["Ferry"]).article.added == "2017-05-31T07:00:00+00:00"
    troubles = [str(each) for each in results if isinstance(each, SourceError)]
    assert len(troubles) == 2
    assert any("(410)" in trouble for trouble in troubles)
    assert any("line 5" in trouble for trouble in troubles)


def test_a_list_and_a_file_come_in_together(library: Library, tmp_path: Path) -> None:
    (tmp_path / "rain.md").write_text("# Rain\n\nIt rains.\n", "utf-8")
    with serving({"/ferry": story("Ferry")}) as server:
        (tmp_path / "list.txt").write_text(f"{server.url('/ferry')}\n", "utf-8")
        results = list(library.add([tmp_path / "rain.md", tmp_path / "list.txt"]))
    assert [each.listing.article.title for each in results if isinstance(each, Added)] == ["Rain", "Ferry"]
    assert library.undo() is not None
    assert library.count() == 2


def test_a_list_has_no_title_of_its_own(library: Library, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("http://127.0.0.1:1/\n", "utf-8")
    with pytest.raises(UsageError):
        list(library.add(tmp_path / "list.txt", {"title": "Ferry"}))
