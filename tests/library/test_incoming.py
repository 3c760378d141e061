"""Everything in the corpus is added at once: what is hostile is named, the rest comes in, nothing is half there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.values import Added
from reader.text.clean import is_clean
from tests.corpus.incoming import make

if TYPE_CHECKING:
    from reader.library import Library

CORPUS = Path(make.__file__).parent
FOLDERS = [CORPUS / name for name in ("epub", "pdf", "mail", "docx")]
REFUSED = {
    *(f"{name}.epub" for name in ("bomb", "empty", "entities", "external", "half", "locked", "password", "pictures")),
    *(f"{name}.pdf" for name in ("bomb", "empty", "half", "locked", "loop", "no_pdf", "scan")),
    *(f"{name}.eml" for name in ("attachments_alone", "empty", "encrypted", "nested", "no_mail")),
    *(f"{name}.docx" for name in ("bomb", "empty", "entities", "external", "half", "nested", "nothing")),
    *("mail 2 of four.mbox", "mail 3 of four.mbox"),
}


def test_what_is_hostile_is_named_and_everything_else_comes_in_whole(library: Library, root: Path) -> None:
    before = {path.name for path in (root / "articles").rglob("*")}
    results = list(library.add(FOLDERS))
    errors = [str(each) for each in results if isinstance(each, SourceError)]
    assert {next(name for name in REFUSED if error.startswith(name)) for error in errors} == REFUSED
    assert len(errors) == len(REFUSED)
    added = [each.listing.article for each in results if isinstance(each, Added) and each.is_new]
    assert {path.name for path in (root / "articles").rglob("*")} - before == {Path(each.path).name for each in added}
    for article in added:
        assert re.fullmatch(r"articles/[a-z0-9-]{1,100}\.(?:md|txt)", article.path)
        assert is_clean(article.title + article.author + article.source)
        assert "root:" not in library.text_of(article.id).plain
        assert article.url == ""
        assert article.published[:4] < "2100"
    assert not [problem for problem in library.refresh().problems if problem.severity == "error"]
