from __future__ import annotations

from reader.sources.html import extraction, parsing, trimming, voting, writing
from reader.sources.html.facts import Facts
from reader.sources.html.nodes import Paragraph, Piece

_PROSE = (
    "<p>The ferry to the islands left four hours late on Monday, said the harbour master, because of the fog.</p>"
    "<p>Nobody was waiting any more, apart from two musicians with their cases, and a dog that nobody knew.</p>"
)
_LONG = (
    _PROSE + "<p>In the evening the wind came up, and with it the lights on the other side of the sound.</p>" + _PROSE
)


def _article(body: str, known: Facts | None = None) -> str:
    root = parsing.tree(f"<html><body>{body}</body></html>")
    extraction.lighten(root)
    return writing.write(extraction.article(root, "https://post.example/", known))


def test_a_short_page_is_taken_as_it_is() -> None:
    assert _article("<nav>Home</nav><p>A few words.</p>") == "Home\n\nA few words.\n"


def test_menus_and_footers_are_left_out() -> None:
    menu = "<div class='menu'><ul>" + "<li><a href='/x'>Section</a></li>" * 30 + "</ul></div>"
    body = _article(f"{menu}<main><article>{_LONG}</article></main><footer>{menu}<p>Imprint</p></footer>")
    assert "Section" not in body
    assert "Imprint" not in body
    assert body.count("harbour master") == 2


def test_a_paragraph_beside_links_is_one_paragraph() -> None:
    body = _article(
        f"<div class='text'>The <a href='/f'>ferry</a> was <b>late</b> on that day, again.<br>{_LONG}</div>"
    )
    assert "The [ferry](https://post.example/f) was **late** on that day, again." in body


def test_quotations_that_an_extractor_drops_stand_where_they_stood() -> None:
    quote = "<div class='tweet'><blockquote class='twitter-tweet'><p>Fog again, and no boat.</p></blockquote></div>"
    body = _article(f"<article>{_PROSE}{quote}{_LONG}</article>")
    assert "> Fog again, and no boat." in body
    assert body.index("a dog that nobody knew") < body.index("> Fog again") < body.index("In the evening")


def test_quotations_of_readers_and_of_the_sites_frame_stay_out() -> None:
    quote = "<blockquote>I was there and saw it all.</blockquote>"
    body = _article(f"<article>{_LONG * 2}</article><div class='comments'>{quote}</div><aside>{quote}</aside>")
    assert "I was there" not in body


def test_a_quotation_is_not_said_twice() -> None:
    quote = "<blockquote><p>Fog again, and no boat until the evening.</p></blockquote>"
    assert _article(f"<article>{_PROSE}{quote}{_LONG}</article>").count("Fog again") == 1


def test_hidden_parts_are_no_part_of_an_article() -> None:
    body = _article(f"<article>{_LONG}<p style='display:none'>Subscribe to read on, it is cheap.</p></article>")
    assert "Subscribe" not in body


def test_two_extractors_that_found_different_things_are_no_vote() -> None:
    nodes = [Paragraph((Piece("text", "A few words about the ferry, again and again. " * 10),))]
    assert voting.agreed(nodes, ["something", "else", "entirely"] * 40) is None


def test_a_block_that_the_other_extractor_did_not_find_is_left_out() -> None:
    first = Paragraph((Piece("text", "The harbour master spoke about the ferry and about fog. " * 10),))
    second = Paragraph((Piece("text", "Share this on every network"),))
    assert voting.agreed([first, second], voting.tokens(first.line[0].text)) == (first,)


def test_headline_and_byline_are_left_out_at_the_beginning_alone() -> None:
    title, byline, other = (Paragraph((Piece("text", text),)) for text in ("Ferry late", "By Ines Ortega", "Words."))
    known = Facts(title="Ferry late!", author="Ines Ortega")
    assert trimming.without_known((title, byline, other), known) == (other,)
    assert trimming.without_known((other,) * 4 + (title,), known) == (other,) * 4 + (title,)
    assert trimming.without_known((title,), known) == (title,)


def test_what_follows_the_article_is_left_out() -> None:
    comment = "<p>I saw it all from the pier, and it was the fog and nothing but the fog, whatever he says.</p>"
    body = _article(f"<article>{_LONG * 2}<h3>3 comments</h3>{comment}</article>")
    assert "I saw it all" not in body
    assert "comments" not in body
    end = _article(f"<article><h2>Fog</h2>{_LONG * 2}<h2>See also</h2></article>")
    assert "## Fog" in end
    assert "See also" not in end
