"""What ever came of a feed is remembered, on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store import entries, machine
from reader.store.entries import Entries, Seen, digest

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ONE = Seen(
    digest("1"), digest("a.example/1"), digest("words"), "abc", digest("One"), "one-1", "2026-03-14T09:00:00.000Z"
)


def test_an_entry_is_known_by_its_id_its_address_and_its_words(root: Path) -> None:
    store = Entries(root)
    store.add("paper", [ONE])
    known = store.known("paper")
    assert known.find(id=ONE.id, url="", said="") == ONE
    assert known.find(id=digest("other"), url=ONE.url, said="") == ONE
    assert known.find(id="", url="", said=ONE.said) == ONE
    assert known.find(id="", url="", said="") is None
    assert store.known("other").find(id=ONE.id, url=ONE.url, said=ONE.said) is None
    assert (store.feeds(), store.addresses()) == (("paper",), frozenset([ONE.url]))
    assert store.articles("paper") == {"one-1"}


def test_the_last_version_counts_and_what_it_said_before_is_news_again(root: Path) -> None:
    store = Entries(root)
    later = Seen(ONE.id, ONE.url, digest("other words"), "def", ONE.title, "one-1", "2026-03-15T09:00:00.000Z")
    store.add("paper", [later])
    store.add("paper", [ONE])  # another machine's clock, or line, came later
    known = store.known("paper")
    assert known.find(id=ONE.id, url="", said="") == later
    assert known.said == {later.said}
    assert known.articles == {"one-1": later}


def test_machines_write_files_of_their_own_and_read_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Entries(root)
    store.add("paper", [ONE])
    monkeypatch.setattr(machine, "name", lambda _: "0badcafe")
    two = Seen(digest("2"), article="two-2", at="2026-03-14T10:00:00.000Z")
    store.add("paper", [two])
    assert len(list((root / "feeds" / "paper").iterdir())) == 2
    assert store.known("paper").articles.keys() == {"one-1", "two-2"}


def test_nothing_new_writes_nothing_and_broken_lines_are_passed_over(root: Path) -> None:
    store = Entries(root)
    store.add("paper", [])
    assert not (root / "feeds").exists()
    store.add("paper", [ONE])
    (path,) = (root / "feeds" / "paper").iterdir()
    path.write_bytes(b'{"id": 5}\n[]\n{"article": "x", "expi' + b"\n" + path.read_bytes() + b'{"id": "torn')
    assert store.known("paper").articles == {"one-1": ONE}
    store.add("paper", [Seen(id=digest("2"))])
    assert store.known("paper").find(id=digest("2"), url="", said="") is not None


def test_a_file_that_grew_large_is_written_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_LARGE", 500)
    monkeypatch.setattr(entries, "MOST", 5)
    store = Entries(root)
    for number in range(30):
        store.add("paper", [Seen(digest(str(number)), article=f"a-{number}")])
    known = store.known("paper").articles
    assert len(known) < 15
    assert "a-29" in known
