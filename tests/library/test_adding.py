from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.values import Added
from reader.paths import sample_articles
from tests.conftest import STORY, SURVEY

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


def taken(library: Library, path: Path, **overrides: str) -> list[Added]:
    return [added for added in library.add(path, overrides) if isinstance(added, Added)]


def test_a_markdown_file_is_copied_with_its_facts_in_front(library: Library, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "Ferry.md"
    path.write_text("# The last ferry\n\nIt sails at nine.\n", "utf-8")
    (added,) = taken(library, path, author="Ada Quay", url="https://quay.example/ferry")
    assert added.is_new
    article = added.listing.article
    assert (article.title, article.author, article.url) == ("The last ferry", "Ada Quay", "https://quay.example/ferry")
    assert article.path == "articles/the-last-ferry.md"
    stored = (root / article.path).read_text("utf-8")
    assert stored.startswith("---\n")
    assert f"id: {article.id}" in stored
    assert stored.endswith("# The last ferry\n\nIt sails at nine.\n")


def test_a_plain_text_stays_plain(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text("*** no markup here *** 1. said the board.\n\nSecond.\n", "utf-8")
    (added,) = taken(library, path)
    assert added.listing.article.path.endswith(".txt")
    assert library.text_of(added.listing.article.id).plain.startswith("*** no markup here ***")


def test_the_same_thing_twice_is_one_article(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "again.txt"
    path.write_text(STORY, "utf-8")
    (added,) = taken(library, path)
    assert not added.is_new
    path.write_text(SURVEY.replace("1,204", "1,205"), "utf-8")
    (by_address,) = taken(library, path, url="https://review.example/houses")
    assert not by_address.is_new
    assert library.count() == 2


def test_a_folder_is_taken_with_all_that_is_below_it_and_what_cannot_be_is_named(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "clippings"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.md").write_text("# One\n\nFirst.\n", "utf-8")
    (folder / "deep" / "two.txt").write_text("Second story here.\n\nMore of it.\n", "utf-8")
    (folder / "bad.md").write_bytes(b"\x00\x01\x02\x03" * 50)
    (folder / "empty.md").write_bytes(b"")
    results = list(library.add(folder))
    assert sum(isinstance(result, Added) and result.is_new for result in results) == 2
    assert sorted(type(r).__name__ for r in results).count("SourceError") == 2


def test_what_is_not_there_or_holds_nothing_says_so(library: Library, tmp_path: Path) -> None:
    (missing,) = library.add(tmp_path / "nowhere.md")
    assert isinstance(missing, SourceError)
    assert "does not exist" in str(missing)
    (tmp_path / "void").mkdir()
    (void,) = library.add(tmp_path / "void")
    assert "holds no articles" in str(void)


def test_a_file_of_the_library_stays_where_it_is(library: Library, root: Path) -> None:
    (added,) = taken(library, root / "articles" / "bridge.txt")
    assert not added.is_new
    assert added.listing.article.path == "articles/bridge.txt"


def test_what_comes_from_a_pipe_is_an_article(library: Library) -> None:
    added = library.add_text(b"# Piped\n\nThrough a pipe.\n", {"source": "A pipe"})
    assert added.is_new
    assert added.listing.article.title == "Piped"
    assert added.listing.article.source == "A pipe"


def test_two_articles_of_one_title_are_two_files(library: Library, tmp_path: Path) -> None:
    for number in (1, 2):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Same title\n\nText number {number}.\n", "utf-8")
        taken(library, path)
    paths = {listing.article.path for listing in library.listings("title:same")}
    assert paths == {"articles/same-title.md", "articles/same-title-2.md"}


def test_the_sample_articles_are_read_without_a_complaint(library: Library) -> None:
    assert library.add_samples(sample_articles()) >= 5
    assert library.count() >= 7
    assert library.check() == ()


def test_another_text_under_a_known_address_is_told_and_not_taken(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "later.md"
    path.write_text(SURVEY.replace("1,204", "1,205"), "utf-8")
    (added,) = taken(library, path)
    assert not added.is_new
    assert "another text, which was not taken. To have it, with your notes, add it with --update." in added.problems[0]
    path.write_text(SURVEY, "utf-8")
    (same,) = taken(library, path)
    assert same.problems == ()
