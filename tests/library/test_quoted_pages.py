from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import quoted_pages
from reader.library.quoted_pages import Passage


def test_what_is_marked_in_several_places_is_one_quotation() -> None:
    page = (
        '<h1><a href="https://a.example">A <em>title</em></a></h1><p>x <mark data-id="1">one <b>bo</b>ld'
        '<mark data-id="2">both</mark></mark><a class="number">1</a><mark data-id="2"> two</mark></p>'
        '<table><tr><td><mark data-id="2">cell</mark></td></tr></table>'
    )
    assert [*quoted_pages.of_page(page)] == [
        Passage("1", "one boldboth", "A title", "https://a.example"),
        Passage("2", "both two cell", "A title", "https://a.example"),
    ]


def test_a_quotation_in_a_note_is_none_of_the_article() -> None:
    page = '<article id="1"><blockquote>words</blockquote><div><blockquote>mine</blockquote></div></article>'
    assert [each.words for each in quoted_pages.of_page(page)] == ["words"]


def test_the_first_quotation_below_an_id_is_what_was_marked() -> None:
    org = (
        ":READER_ID: a\n:URL: https://a.example\n* x\n:ID: 1\n#+begin_quote\na \\\\\n\u200b* b\n#+end_quote\n"
        "#+begin_quote\nnow\n#+end_quote\n* y\n:ID: 2\nno quotation\n"
    )
    assert [*quoted_pages.of_org(org)] == [Passage("1", "a\n* b", "", "https://a.example", "a")]


@pytest.mark.parametrize("read", [quoted_pages.of_page, quoted_pages.of_org])
@given(
    st.lists(
        st.sampled_from(
            (
                *("<mark data-id='1'>", "</mark>", "<p>", "</p>", "<article id=2>", "</article>", "<blockquote>", "<"),
                *("</blockquote>", "<h1>", "&amp;", "<!--", "a", "\n", ":ID: 1\n", "#+begin_quote\n", "#+end_quote\n"),
            )
        )
    ).map("".join)
)
def test_rubbish_does_no_harm(read: object, text: str) -> None:
    assert all(passage.id for passage in read(text))  # type: ignore[operator]


def test_a_page_of_elements_that_never_end_is_read_in_time() -> None:
    page = '<article id="1"><blockquote>words</blockquote>' + "<mark data-id='2'>x" * 3_000
    first, second = quoted_pages.of_page(page)
    assert (first.words, second.id) == ("words", "2")
