"""An article's data is changed in its file, and back, to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import ChangedSinceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


def test_data_is_written_into_the_file_and_undone_to_the_byte(library: Library, root: Path) -> None:
    listing = library.find("houses")
    made = library.mark(listing.article.id, "a volunteer survey")
    path = root / "articles" / "houses.md"
    before = path.read_bytes()
    operation = library.describing.edit(
        listing.article.id, {"title": "The empty town", "author": "", "published": "14 March 2026"}
    )
    assert operation is not None
    assert operation.label == "title, author, date of “The town that counted its empty houses” changed"
    now = library.listing(listing.article.id).article
    assert (now.title, now.author, now.published) == ("The empty town", "", "2026-03-14")
    assert path.read_text("utf-8").startswith("---\ntitle: The empty town\nsource: The Harbour Review\n")
    assert library.read(listing.article.id).highlights == (made,)
    assert library.undo() is not None
    assert path.read_bytes() == before
    assert library.listing(listing.article.id).article == listing.article
    assert library.redo() is not None
    assert library.find("The empty town").article.id == listing.article.id


def test_a_file_without_data_gets_a_head_and_keeps_its_id(library: Library, root: Path) -> None:
    article = library.find("bridge").article
    path = root / "articles" / "bridge.txt"
    before = path.read_bytes()
    library.describing.edit(article.id, {"title": "The bridge", "url": "https://x.example/bridge"})
    assert path.read_bytes() == b'---\ntitle: The bridge\nurl: "https://x.example/bridge"\n---\n' + before
    assert library.find("The bridge").article.id == article.id
    assert library.undo() is not None
    assert path.read_bytes() == before
    assert library.redo() is not None
    assert library.find("The bridge").article.id == article.id


def test_what_says_so_already_is_no_change(library: Library) -> None:
    article = library.find("houses").article
    assert library.describing.edit(article.id, {"author": "Marta Oliveira"}) is None
    for facts, why in (({"published": "soon"}, "is no date"), ({"url": "javascript:1"}, "is no address")):
        with pytest.raises(UsageError, match=why):
            library.describing.edit(article.id, facts)


def test_undo_leaves_what_an_editor_wrote_since(library: Library, root: Path) -> None:
    article = library.find("houses").article
    path = root / "articles" / "houses.md"
    library.describing.edit(article.id, {"author": "Someone"})
    path.write_text(path.read_text("utf-8").replace("Last month", "Last year"), "utf-8")
    assert library.undo() is not None
    assert "author: Marta Oliveira\n" in path.read_text("utf-8")
    assert "Last year" in path.read_text("utf-8")
    library.redo()
    path.write_text(path.read_text("utf-8").replace("Someone", "By hand"), "utf-8")
    with pytest.raises(ChangedSinceError):
        library.undo()
    assert "author: By hand\n" in path.read_text("utf-8")
