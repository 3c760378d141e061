"""What of fetching needs no network: addresses, places, headers, names."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import FetchError
from reader.sources.web import caching, failures, guard, kinds, naming, places, public
from reader.sources.web.response import Response
from reader.text.clean import is_clean

if TYPE_CHECKING:
    import ipaddress

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)

PRIVATE = (
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:0a00:0001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1", "nonsense", "",
)  # fmt: skip
PUBLIC = (
    "93.184.215.14", "1.1.1.1", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001:80b::200e", "::ffff:93.184.215.14",
    "64:ff9b::5db8:d70e",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_private_is_known(address: str) -> None:
    assert not public.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_known(address: str) -> None:
    assert public.is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_spelling_of_a_private_address_is_public(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    spellings = [
        str(address),
        str(number),
        hex(number),
        f"{address}.",
        f"0x{number >> 24:x}.{number & 0xFFFFFF}",
        f"[::ffff:{address}]",
        f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::]",
    ]
    assert all(map(public.is_local, spellings))


@pytest.mark.parametrize(
    "host", ["router", "localhost", "wiki.intranet", "PRINTER.LOCAL", "a.home.arpa.", "x.localhost"]
)
def test_names_of_a_network_of_ones_own_are_known(host: str) -> None:
    assert public.is_local(host)


@pytest.mark.parametrize("host", ["quay.example", "beef.cafe", "1.1.1.1", "dead.beef", "local.example", "0x.example"])
def test_other_names_are_not(host: str) -> None:
    assert not public.is_local(host)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://Quay.Example/ferry", "quay.example:80"),
        ("https://quay.example", "quay.example:443"),
        ("https://quay.example.:8443/", "quay.example:8443"),
        ("http://ida:secret@quay.example/", "quay.example:80"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://bücher.example/", "xn--bcher-kva.example:80"),
        ("  http://quay\u200b.example/\n", "quay.example:80"),
    ],
)
def test_the_place_of_an_address(url: str, place: str) -> None:
    assert places.of(url) == place


@pytest.mark.parametrize(
    "url",
    [
        "", "http://", "http:///x", "http://[::1", "http://x:99999/", "http://x:0/", "http://a b/", "http://.", "//x",
        "javascript:alert(1)", "file:///etc/passwd", "ftp://x/", "data:text/html,x", "quay.example",
        "http://" + "a" * 9000,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as raised:
        places.of(url)
    assert raised.value.kind == "scheme"
    assert len(str(raised.value)) < 400


@given(st.text())
def test_whatever_is_typed_is_an_address_or_refused(text: str) -> None:
    for typed in (text, f"http://{text}", f"https://quay.example/{text}"):
        with suppress(FetchError):
            found = places.parse(typed)
            assert found.scheme in {"http", "https"}
            assert places.parse(str(found)) == found
            assert is_clean(failures.shown(typed))


@pytest.mark.parametrize(
    ("place", "other", "same"),
    [
        ("quay.example:80", "quay.example:80", True),
        ("quay.example:80", "quay.example:443", True),
        ("quay.example:8000", "quay.example:80", False),
        ("quay.example:80", "other.example:80", False),
        ("[::1]:80", "[::1]:443", True),
    ],
)
def test_a_host_is_the_same_at_the_two_ports_of_the_web(place: str, other: str, *, same: bool) -> None:
    assert places.is_same(place, other) is same


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("-5", 0),
        ("", 0),
        ("soon", 0),
        ("１２", 0),
        ("9" * 400, caching.LONGEST),
        ("Mon, 04 May 2026 12:02:00 GMT", 120),
        ("Mon, 04 May 2026 14:02:00 +0200", 120),
        ("Mon, 04 May 2026 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", caching.LONGEST),
        ("Fri, 31 Dec 99999 23:59:59 GMT", 0),
    ],
)
def test_a_wait_is_read_in_both_of_its_forms(value: str, seconds: int) -> None:
    assert caching.retry_after(value, NOW) == seconds


@given(st.integers(0, caching.LONGEST))
def test_a_wait_written_as_a_date_is_that_written_in_seconds(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert caching.retry_after(date, NOW) == caching.retry_after(str(seconds), NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'Public, MAX-AGE="600", must-revalidate', "age": "100"}, 500),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "max-age=5, max-age=9"}, 5),
        ({"expires": "Mon, 04 May 2026 12:10:00 GMT"}, 600),
        ({"expires": "Mon, 04 May 2026 12:10:00 GMT", "date": "Mon, 04 May 2026 12:05:00 GMT"}, 300),
        ({"expires": "0"}, 0),
        ({"expires": "Mon, 04 May 2026 12:10:00 GMT", "cache-control": "max-age=60"}, 60),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: int) -> None:
    assert caching.max_age(headers, NOW) == seconds


@given(st.text(), st.text(), st.text())
def test_whatever_headers_say_it_is_a_time_within_bounds(control: str, expires: str, age: str) -> None:
    seconds = caching.max_age({"cache-control": control, "expires": expires, "age": age}, NOW)
    assert 0 <= seconds <= caching.LONGEST
    assert 0 <= caching.retry_after(expires, NOW) <= caching.LONGEST


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="report.pdf"', "report.pdf"),
        ("inline; filename=report.pdf; size=5", "report.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=UTF-8''f%C3%A4hre%20.pdf", "fähre .pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\x\\\\con.txt"', "con.txt"),
        ('attachment; filename="a\\"b.pdf"', 'a"b.pdf'),
        ("attachment; filename*=nonsense''%ff.pdf", "\ufffd.pdf"),
        ("attachment", ""),
        ('attachment; filename=".."', ""),
        ('attachment; filename="\x1b[31mx.pdf"', "\ufffd[31mx.pdf"),
    ],
)
def test_a_file_has_the_name_that_the_server_gives_it(disposition: str, name: str) -> None:
    assert naming.file_name(disposition) == name


@given(st.text())
def test_whatever_a_server_calls_a_file_its_name_is_harmless(text: str) -> None:
    name = naming.file_name(f'attachment; filename="{text}"')
    assert is_clean(name)
    assert not set(name) & set("/\\\n")
    assert len(name) <= 200


@pytest.mark.parametrize(
    ("data", "media_type", "is_feed"),
    [
        (b"<rss version='2.0'>", "", True),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<?xml-stylesheet href='x'?>\n<!-- x -->\n<feed xmlns='x'>",
            "text/html",
            True,
        ),
        (b"<rdf:RDF xmlns='x'>", "", True),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', "application/json", True),
        (b"<!DOCTYPE html><html><rss>", "application/rss+xml", False),
        (b"broken", "application/rss+xml", True),
        (b"<html><body>about <rss>", "text/html", False),
        (b'{"version": "1"}', "application/json", False),
        (b"<?" * 2000, "", False),
        (b"<!--" * 1000, "", False),
    ],
)
def test_a_feed_is_known_by_its_beginning(data: bytes, media_type: str, *, is_feed: bool) -> None:
    assert kinds.is_feed(data, media_type) is is_feed


@pytest.mark.parametrize(
    ("url", "given_name", "name"),
    [
        ("https://quay.example/report.PDF?x=1", "", "https://quay.example/report.PDF"),
        ("https://quay.example/get?id=7", "report.pdf", "report.pdf"),
        ("https://quay.example/ferry", "x.exe", "https://quay.example/ferry"),
    ],
)
def test_what_came_is_called_so_that_its_kind_is_known(url: str, given_name: str, name: str) -> None:
    assert kinds.raw(Response(200, url, b"x", name=given_name)).name == name


def test_documents_may_be_larger_than_pages() -> None:
    assert kinds.limit("application/pdf; x=y") > kinds.limit("text/html") >= kinds.limit("nonsense")


@pytest.mark.parametrize(
    ("addresses", "mixed"),
    [
        ((), ()),
        (("::1",), ("::1",)),
        (("2a00::1", "2a00::2", "1.1.1.1", "1.1.1.2"), ("2a00::1", "1.1.1.1", "2a00::2", "1.1.1.2")),
        (("1.1.1.1", "1.1.1.2", "2a00::1"), ("1.1.1.1", "2a00::1", "1.1.1.2")),
    ],
)
def test_both_families_of_addresses_are_tried_by_turns(addresses: tuple[str, ...], mixed: tuple[str, ...]) -> None:
    assert guard._mixed(addresses) == mixed


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "a second"), (90, "90 seconds"), (121, "3 minutes"), (3600, "60 minutes"), (90000, "25 hours")],
)
def test_a_wait_is_told_in_words(seconds: int, words: str) -> None:
    assert failures.waited(seconds) == words


def test_an_address_in_a_message_is_one_line_without_a_password() -> None:
    shown = failures.shown("https://ida:secret@quay.example/\x1b[31m\u202e" + "x" * 500)
    assert "secret" not in shown
    assert len(shown) <= failures._SHOWN
    assert is_clean(shown)


def test_nothing_in_a_command_that_a_message_shows_means_anything_to_a_shell() -> None:
    assert failures.typed("http://quay.example/ferry") == "http://quay.example/ferry"
    assert failures.typed("http://quay.example/$(reboot)?a&b;c") == "'http://quay.example/$(reboot)?a&b;c'"
    assert "`reader add 'http://10.0.0.1/;reboot'`" in str(failures.private("http://10.0.0.1/;reboot", "10.0.0.1"))
