from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.collecting import collect
from reader.model.annotation import Status
from tests.conftest import at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.annotation import Highlight

SURVEY = "articles/houses.md"


@pytest.fixture
def marked(library: Library) -> Library:
    """A library with two highlights in an article whose file nobody has touched for a while."""
    at_rest(library.root / SURVEY)
    library.refresh()
    article = library.find(SURVEY).article
    library.mark(article.id, "a volunteer survey")
    library.mark(article.id, "stood empty", note="Where?")
    return library


def collected(library: Library, *, is_indexed: bool) -> tuple[Highlight, ...]:
    """The highlights of the article, as with the index's stamps or without."""
    article_id = library.find(SURVEY).article.id
    ids = {each.annotation.id for _, group in library.notes() for each in group}
    found = collect(library, article_id, ids, None, library.catalogue.stamps() if is_indexed else None)
    assert found is not None
    return found[1]


def test_an_article_whose_highlights_were_made_on_its_text_is_not_read(
    marked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = collected(marked, is_indexed=False)
    monkeypatch.setattr(marked.texts, "read", None)
    assert collected(marked, is_indexed=True) == read
    assert [each.annotation.target.quote.exact for each in read] == ["stood empty", "a volunteer survey"]


def test_an_article_that_has_changed_since_it_was_indexed_is_read(marked: Library) -> None:
    path: Path = marked.root / SURVEY
    path.write_text(path.read_text("utf-8").replace("a volunteer survey", "nobody"), "utf-8")
    with closing(Library.open(marked.root)) as another:
        assert [each.status for each in collected(another, is_indexed=True)] == [Status.ANCHORED, Status.ORPHANED]
    marked.refresh()
    assert [each.status for each in collected(marked, is_indexed=True)] == [Status.ANCHORED, Status.ORPHANED]
