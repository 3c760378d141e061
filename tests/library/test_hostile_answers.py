"""Every answer of `tests/corpus/incoming/net`: none does harm, each says what it is, and the others come in."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError, SourceError
from reader.library.values import Added
from reader.sources.lists.entry import Entry
from reader.text.clean import is_clean
from tests.sources.web.serving import serving

if TYPE_CHECKING:
    from reader.library import Library

CORPUS = Path(__file__).parents[1] / "corpus" / "incoming" / "net"
ANSWERS = {f"/{path.name}": path.read_bytes() for path in sorted(CORPUS.glob("*.http"))}

KINDS = {
    "a-program": "it came as application/x-msdownload",
    "a-thousand-headers": "added",
    "an-unknown-charset": "added",
    "broken-chunks": "broken",
    "empty": "is empty",
    "escapes-everywhere": "added",
    "good": "added",
    "gzip-bomb": "size",
    "gzip-fifty-times": "broken",
    "gzip-in-gzip-bomb": "size",
    "gzip-that-breaks-off": "broken",
    "gzip-that-is-none": "broken",
    "no-http-at-all": "broken",
    "nothing-but-zeros": "broken",
    "odd-cookies": "added",
    "packed-in-what-was-not-asked-for": "broken",
    "redirect-to-file": "redirects",
    "redirect-to-itself": "redirects",
    "redirect-to-javascript": "redirects",
    "redirect-to-metadata": "private",
    "redirect-to-this-machine": "private",
    "redirect-with-a-header-in-it": "private",
    "says-it-is-a-terabyte": "size",
    "says-it-is-longer-than-it-is": "broken",
    "status-9999": "broken",
    "two-lengths": "broken",
    "waits-until-9999": "status",
    "waits-until-yesterday": "status",
}
"""What becomes of each: it is taken in, or refused with an error of some kind or of these words."""


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a host's turn, or before it tries again."""
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)
    monkeypatch.setattr("reader.sources.web.client._PAUSES", (0.0, 0.0))


REFUSED = [name for name, becomes in KINDS.items() if becomes != "added"]


def test_each_answer_has_its_expectation() -> None:
    assert {f"/{name}.http" for name in KINDS} == ANSWERS.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_answer_says_what_it_is_and_nothing_of_it_comes_in(library: Library, name: str) -> None:
    with serving(ANSWERS) as server:
        (result,) = library.add_pages([Entry(server.url(f"/{name}.http"))])
    expected = KINDS[name]
    assert isinstance(result, SourceError)
    told = str(result)
    assert expected == (result.kind if isinstance(result, FetchError) else "") or expected in told
    assert is_clean(told)
    assert server.url() in told
    assert library.count() == 2


@pytest.mark.parametrize("name", [name for name in REFUSED if "bomb" in name])
def test_a_bomb_is_given_up_before_it_fills_the_memory(library: Library, name: str) -> None:
    with serving(ANSWERS) as server:
        tracemalloc.start()
        list(library.add_pages([Entry(server.url(f"/{name}.http"))]))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 100 << 20


def test_among_hostile_answers_the_good_ones_come_in(library: Library) -> None:
    last = [path for path in ANSWERS if "waits" not in path]
    with serving(ANSWERS) as server:
        results = list(library.add_pages(Entry(server.url(path)) for path in last))
    assert len(results) == len(last)
    taken = [each for each in results if isinstance(each, Added)]
    assert len(taken) == len(KINDS) - len(REFUSED)
    assert {each.listing.article.title for each in taken} == {"The last ferry", "x"}
    assert all(is_clean(each.listing.article.title) for each in taken)
    assert library.count() == 4
