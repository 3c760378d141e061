from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model.annotation import Motivation, Status

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.model.annotation import Highlight

OLD = "First: press the red button twice. Second: wait. Third: press the red button twice."
NEW = "Second: wait. Third: press the red button twice."
"""Only the kept text tells that the first passage is gone."""


def marked_first(library: Library, root: Path) -> Highlight:
    (root / "articles" / "manual.md").write_text(OLD, "utf-8")
    library.refresh()
    made = library.mark(library.find("manual.md").article.id, "press the red button twice.", prefix="First: ")
    (root / "articles" / "manual.md").write_text(NEW, "utf-8")
    library.refresh()
    return made


def test_the_kept_text_says_that_a_passage_is_gone_everywhere(library: Library, root: Path) -> None:
    made = marked_first(library, root)
    article = library.find("manual.md").article
    opened = library.read(article.id)
    assert [highlight.status for highlight in opened.highlights] == [Status.ORPHANED]
    assert [listing.article.id for listing in library.listings("is:orphaned")] == [article.id]
    assert [group[0].status for _, group in library.notes()] == [Status.ORPHANED]
    assert library.place(article, (made.annotation,))[0].status is Status.ORPHANED
    assert any("no longer in" in problem.message for problem in library.check())


def test_a_kept_text_that_is_damaged_counts_as_none(library: Library, root: Path) -> None:
    made = marked_first(library, root)
    article = library.find("manual.md").article
    kept = root / "texts" / f"{made.annotation.target.text_hash}.txt"
    for damage in (kept.write_bytes, lambda _: kept.unlink()):
        damage(b"\xff other words")
        (highlight,) = library.read(article.id).highlights
        assert highlight.span is not None
    assert library.texts.kept("no hash") is None


def test_changed_passages_are_found_by_what_they_said_and_carry_what_is_said_now(library: Library, root: Path) -> None:
    article = library.find("houses").article
    library.mark(article.id, "a volunteer survey found 1,204")
    path = root / "articles" / "houses.md"
    path.write_text(path.read_text("utf-8").replace("found 1,204", "found 1,240"), "utf-8")
    library.refresh()
    ((_, (highlight,)),) = library.notes("is:changed")
    assert highlight.status is Status.CHANGED
    assert highlight.now == "a volunteer survey found 1,240"
    assert highlight.annotation.target.quote.exact == "a volunteer survey found 1,204"
    assert library.count("is:changed") == library.count("quote:1,204") == 1
    assert library.count("is:orphaned") == 0


def test_a_bookmark_keeps_a_place_whatever_is_said_there(library: Library, root: Path) -> None:
    article = library.find("houses").article
    made = library.mark(article.id, "a volunteer survey found 1,204").annotation
    path = root / "articles" / "houses.md"
    path.write_text(path.read_text("utf-8").replace("found 1,204", "found 1,240"), "utf-8")
    library.refresh()
    bookmark = replace(made, motivation=Motivation.BOOKMARKING)
    (placed,) = library.place(library.find("houses").article, (bookmark,))
    assert (placed.status, placed.now) == (Status.MOVED, "")
    assert placed.span is not None
