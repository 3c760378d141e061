"""Feeds of every kind, and of none, are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources.feeds import parsing
from reader.sources.feeds.entry import MOST, Document
from reader.sources.isolated import Workers
from reader.sources.raw import Raw
from reader.text.clean import is_clean

CORPUS = Path(__file__).parents[2] / "corpus" / "incoming" / "feeds"
PLACE = "https://place.example/feed.xml"


def read(name: str, media_type: str = "") -> Document:
    return parsing.parse(Raw((CORPUS / name).read_bytes(), name, PLACE, media_type))


def of(text: str) -> Document:
    return parsing.parse(Raw(text.encode(), "a feed", PLACE))


def rss(*items: str) -> Document:
    return of(
        f'<rss version="2.0"><channel><title>T</title><link>https://t.example/</link>{"".join(items)}</channel></rss>'
    )


def test_rss_says_what_it_is_and_when_it_wants_to_be_left_alone() -> None:
    found = read("harbour.rss", "application/rss+xml")
    assert (found.title, found.site, found.language) == ("The Harbour Review", "https://review.example/", "en-gb")
    assert (found.least, found.skip_hours, found.skip_days) == (5400, (0, 1), (6,))
    ferry, houses = found.entries
    assert (ferry.title, ferry.author) == ("Ferry & bridge: the vote", "Marta Oliveira")
    assert ferry.published == "2026-03-10T08:30:00+00:00"
    assert ferry.url == "https://review.example/2026/ferry?utm_source=feed"
    assert ferry.body == (
        "The council *voted* on Tuesday.\n\n> “It was late,” she said.\n\n"
        "See [the archive](https://review.example/archive).\n\n[ferry.mp3](<https://review.example/ferry.mp3>)\n"
    )
    assert (houses.author, houses.body) == ("Jonas Lind", "A survey found 1,204 empty houses & nobody to ask.\n")


def test_atom_says_what_is_markup_and_what_addresses_are_relative_to() -> None:
    found = read("council.atom")
    first, second = found.entries
    assert (found.title, found.site) == ("Council notes", "https://council.example/")
    assert (first.title, first.author) == ("5 < 6 & [sic] <b>stays</b>", "Rosa Calder")
    assert first.url == "https://council.example/notes/1"
    assert first.body == "The budget was **cut**.\n\n[Minutes](https://council.example/feeds/minutes.html)\n"
    assert (second.author, second.published) == ("Pavel Novik", "2026-03-10T10:00:00+00:00")
    assert second.body == "Plain \\< words.\n"


def test_json_feed_is_read_whatever_its_values_are() -> None:
    found = read("notes.json")
    seven, eight, nine = found.entries
    assert (found.title, found.site, found.language) == ("Field notes", "https://notes.example/", "de")
    assert (seven.id, seven.author, seven.published) == ("7", "Lena Vogel", "2026-03-09T09:00:00+00:00")
    assert seven.body == "Ein **Wort**.\n\n[a b.mp3](<https://place.example/a%20b.mp3>)\n"
    assert (eight.url, eight.author) == ("", "Ada Brand, Mei Tanaka")
    assert eight.body == "Erste Zeile\\\nzweite \\<Zeile>.\n\nNeuer Absatz.\n"
    assert (nine.title, nine.body) == ("9", "Nur das.\n")
    assert of('{"version": "https://jsonfeed.org/version/1", "expired": true}').is_over


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("empty.rss", "is empty"),
        ("blank.rss", "is empty"),
        ("page.html", "is a web page and no feed"),
        ("not_json.json", "JSON that cannot be read"),
        ("other.json", "JSON of another kind"),
    ],
)
def test_what_is_no_feed_says_so(name: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(name)


def test_a_feed_without_entries_is_one() -> None:
    assert read("no_entries.rss") == Document(title="Silent")


@pytest.mark.parametrize("name", ["lies_utf8.rss", "lies_latin1.rss", "utf16.rss"])
def test_a_feed_that_lies_about_its_encoding_keeps_its_letters(name: str) -> None:
    for media_type in ("", "text/xml", "application/rss+xml; charset=nonsense"):
        found = read(name, media_type)
        assert found.title == "Küste"
        assert found.entries[0].title.startswith("Größe")
        assert found.entries[0].body.startswith("Über die Brücke")


@pytest.mark.parametrize("name", ["entity_bomb.rss", "external_entity.rss"])
def test_entities_are_neither_unfolded_nor_fetched(name: str) -> None:
    (found,) = read(name).entries
    assert len(found.body) < 100
    assert "root:" not in found.body


def test_what_is_torn_gives_what_is_there() -> None:
    (found,) = read("broken.rss").entries
    assert (found.title, found.url) == ("Half", "https://broken.example/?a=1&b=2")


def test_dates_that_cannot_be_are_none() -> None:
    dates = [entry.published for entry in read("odd_dates.rss").entries]
    assert dates == ["9999-12-31T23:59:59+00:00", "", "1970-01-01T00:00:00+00:00", "", "2026-03-10T14:30:00+00:00"]


def test_an_id_that_stands_for_several_entries_tells_none_of_them_apart() -> None:
    found = read("repeating_ids.rss").entries
    assert [entry.title for entry in found] == ["One", "Two", "Three", "Four"]
    assert not any(entry.id_key for entry in found)
    assert [bool(entry.url_key) for entry in found] == [True, True, False, False]
    assert len({entry.said for entry in found}) == 4


def test_hostile_entries_come_in_harmless() -> None:
    found = read("hostile.rss")
    assert found.site == ""
    clear, device, untitled, long, marked = found.entries
    assert clear.title == "Clear [2J the ]52;c;aGk= screen evil [@click=app.quit]x[/]"
    assert all(not entry.url or entry.url.startswith("https://") for entry in found.entries)
    assert "script" not in clear.body
    assert "alert" not in clear.body
    assert device.title == "con.txt"
    assert untitled.title == ""
    assert len(long.title) == 500
    assert (marked.title, marked.body) == ("Marked up", "Marked up\n")
    assert all(is_clean(f"{entry.title}{entry.author}{entry.url}") for entry in found.entries)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("vector&lt;int&gt; explained", "vector<int> explained"),
        ("5 &lt; 6 and 7 &gt; 3", "5 < 6 and 7 > 3"),
        ("They was [sic] there", "They was [sic] there"),
        ("AT&amp;amp;T &amp;#8220;up&amp;#8221;", "AT&T “up”"),
        ("One&lt;br/&gt;line &lt;img src='x.png'&gt;", "One line"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Plain", "Plain"),
    ],
)
def test_titles_of_rss_lose_their_markup_and_nothing_else(given: str, title: str) -> None:
    (found,) = rss(f"<item><title>{given}</title><guid>t:1</guid></item>").entries
    assert found.title == title


def test_what_was_said_before_comes_without_its_body() -> None:
    first = read("harbour.rss")
    data = (CORPUS / "harbour.rss").read_bytes()
    again = parsing.parse(Raw(data, "again", PLACE), frozenset([first.entries[0].said]))
    assert [(entry.is_known, bool(entry.body)) for entry in again.entries] == [(True, False), (False, True)]
    assert [entry.said for entry in again.entries] == [entry.said for entry in first.entries]


def test_no_feed_brings_more_than_can_be_taken_at_once() -> None:
    found = rss(*(f"<item><title>{n}</title><guid>n:{n}</guid></item>" for n in range(MOST + 5)))
    assert len(found.entries) == MOST


def test_of_a_feed_that_begins_with_its_oldest_entry_the_newest_come() -> None:
    items = (
        f"<item><title>{n}</title><guid>n:{n}</guid><pubDate>{n % 28 + 1} Mar {1980 + n // 28} 10:00 Z</pubDate></item>"
        for n in range(28 * 40)
    )
    found = rss(*items).entries
    assert (len(found), found[0].title, found[-1].title) == (MOST, "1119", "120")


def test_no_feed_brings_more_words_than_can_be_read_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST", 1000)
    words = "word " * 60
    found = rss(
        *(f"<item><title>{n}</title><guid>n:{n}</guid><description>{words}</description></item>" for n in range(9))
    )
    assert [entry.title for entry in found.entries] == ["0", "1", "2", "3"]
    assert found.problems == ("It holds more text than is taken in at once: 5 of its entries were left out.",)


def test_an_entry_without_words_has_its_address_or_its_title() -> None:
    linked, named = rss(
        "<item><title>Photo</title><link>https://t.example/a%20(b)</link></item>",
        "<item><title>*Nothing* more</title><guid>n:1</guid></item>",
    ).entries
    assert linked.body == "[a (b)](<https://t.example/a%20(b)>)\n"
    assert named.body == "\\*Nothing\\* more\n"


def test_the_feed_s_own_address_tells_no_entry_apart() -> None:
    home, weak, real = rss(
        "<item><title>A</title><guid isPermaLink='false'>1</guid><link>https://t.example/</link></item>",
        "<item><title>B</title><guid isPermaLink='false'>2</guid><link>https://t.example/b</link></item>",
        "<item><title>C</title><guid isPermaLink='false'>tag:c</guid><link>https://t.example/c</link></item>",
    ).entries
    assert (bool(home.id_key), bool(home.url_key)) == (True, False)
    assert (bool(weak.id_key), bool(weak.url_key)) == (False, True)
    assert (bool(real.id_key), bool(real.url_key)) == (True, True)


def test_a_feed_is_read_in_a_worker() -> None:
    raw = Raw((CORPUS / "harbour.rss").read_bytes(), "harbour.rss", PLACE)
    with Workers(1) as workers:
        assert parsing.read(raw, workers) == parsing.parse(raw)
        with pytest.raises(SourceError, match="is empty"):
            parsing.read(Raw(b"", "nothing"), workers)


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml", "application/json", "text/html; charset=utf-16"]))
def test_any_bytes_are_read_or_refused(data: bytes, media_type: str) -> None:
    for begin in (
        b"",
        b'<?xml version="1.0"?><rss><channel><item><title>',
        b'{"version": "https://jsonfeed.org/version/1",',
    ):
        try:
            found = parsing.parse(Raw(begin + data, "bytes", PLACE, media_type))
        except SourceError:
            continue
        assert all(is_clean(entry.title) for entry in found.entries)


@pytest.mark.parametrize("charset", ["idna", "punycode", "utf-7", "rot13", "nonsense", "base64", "zip"])
def test_an_encoding_that_is_none_is_found_out(charset: str) -> None:
    item = "<item><title>Größe</title><guid>g:1</guid><description>Über die Brücke.</description></item>"
    text = f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel>{item}</channel></rss>'
    found = parsing.parse(Raw(text.encode(), "odd", PLACE, f'text/xml; charset="{charset}"'))
    assert [entry.title for entry in found.entries] == ["Größe"]


@pytest.mark.parametrize("reference", ["&#0;", "&#27;", "&#x1B;", "&#xD800;", "&#55296;", "&#57343;"])
def test_characters_that_no_feed_may_have_are_left_out(reference: str) -> None:
    (found,) = rss(f"<item><title>A{reference}B</title><description>Words &amp;lt;.</description></item>").entries
    assert found.title == "AB"
