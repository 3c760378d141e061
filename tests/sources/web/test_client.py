from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from reader import __version__
from reader.errors import FetchError
from reader.sources.web import failures, places, transport
from reader.sources.web.client import ATTEMPTS, HOPS, Client
from tests.sources.web.serving import Server, page, serving, status, to

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.sources.web.response import Response


class Clock:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


def get(
    server: Server, path: str = "/", *, deadline: float = 5, clock: Clock | None = None, **options: object
) -> Response:
    """What a client that trusts the server gets."""

    async def run() -> Response:
        async with trusting(server, clock or Clock(), deadline) as client:
            return await client.get(server.url(path), **options)  # type: ignore[arg-type]

    return asyncio.run(run())


def trusting(server: Server, clock: Clock, deadline: float = 5) -> Client:
    return Client(
        frozenset({server.place}),
        clock=clock,
        sleep=clock.sleep,
        now=lambda: datetime(2026, 5, 4, 12, tzinfo=UTC),
        deadline=deadline,
    )


def refused(server: Server, path: str = "/", **options: object) -> FetchError:
    with pytest.raises(FetchError) as raised:
        get(server, path, **options)  # type: ignore[arg-type]
    return raised.value


def test_a_page_comes_with_all_that_is_needed_to_ask_again() -> None:
    headers = ('ETag: W/"a-\xe4"', "Last-Modified: Mon, 04 May 2026 07:00:00 GMT", "Content-Type: text/html; charset=x")
    with serving({"/": page("Rain.", *headers, "Cache-Control: public, max-age=600", "Age: 60")}) as server:
        answer = get(server)
    assert (answer.status, answer.data, answer.url) == (200, b"Rain.", server.url())
    assert (answer.etag, answer.modified) == ('W/"a-\xe4"', "Mon, 04 May 2026 07:00:00 GMT")
    assert (answer.media_type, answer.max_age) == ("text/html; charset=x", 540)


def test_validators_are_sent_back_as_they_came() -> None:
    with serving({"/": status(304)}) as server:
        answer = get(server, etag='W/"a-\xe4"', modified="some day, last week")
        assert b'If-None-Match: W/"a-\xe4"\r\n' in server.heads[0] + b"\r\n"
        assert b"If-Modified-Since: some day, last week" in server.heads[0]
    assert answer.is_unchanged
    assert answer.data == b""


@pytest.mark.parametrize("validator", ['"a"\r\nCookie: x', '"a"\n', "“a”", "\x00"])
def test_a_validator_that_would_be_another_header_is_not_sent(validator: str) -> None:
    with serving({"/": page("Rain.")}) as server:
        get(server, etag=validator, modified=validator)
        assert b"If-" not in server.heads[0]
        assert b"Cookie" not in server.heads[0]


def test_what_must_not_be_stored_has_no_validators() -> None:
    with serving({"/": page("Rain.", 'ETag: "a"', "Cache-Control: no-store, max-age=60")}) as server:
        answer = get(server)
    assert (answer.etag, answer.max_age) == ("", 0)


def test_the_program_says_who_it_is() -> None:
    with serving({"/": page("Rain.")}) as server:
        get(server)
        assert f"User-Agent: reader-tui/{__version__} (".encode() in server.heads[0]
        assert b"Cookie" not in server.heads[0]


def test_redirects_are_followed_and_permanent_ones_told() -> None:
    replies = {
        "/a": to("/b", 301),
        "/b": to("c", 308),
        "/c": page("Rain."),
        "/x": to("/a"),
        "/m": to("/n", 301),
        "/n": to("/c"),
    }
    with serving(replies) as server:
        assert get(server, "/a").moved_to == get(server, "/a").url == server.url("/c")
        assert (get(server, "/x").url, get(server, "/x").moved_to) == (server.url("/c"), "")
        assert (get(server, "/m").url, get(server, "/m").moved_to) == (server.url("/c"), server.url("/n"))


def test_cookies_live_as_long_as_one_chain_of_redirects() -> None:
    def wall(head: bytes) -> bytes:
        return (
            page("Rain.") if b"Cookie: consent=yes" in head else status(302, "Location: /", "Set-Cookie: consent=yes")
        )

    with serving({"/": wall, "/other": page("Sun.")}) as server:

        async def run() -> None:
            clock = Clock()
            async with trusting(server, clock) as client:
                assert (await client.get(server.url())).data == b"Rain."
                await client.get(server.url("/other"))

        asyncio.run(run())
        assert b"Cookie" not in server.heads[-1]


def test_a_circle_of_redirects_has_an_end() -> None:
    with serving({"/": to("/")}) as server:
        assert refused(server).kind == "redirects"
        assert len(server.asked) == HOPS + 1


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "javascript:alert(1)", "gopher://127.0.0.1/", "http://[::1", "data:text/html,x"]
)
def test_a_redirect_leads_to_the_web_alone(location: str) -> None:
    with serving({"/": to(location)}) as server:
        error = refused(server)
    assert error.kind == "redirects"
    assert "cannot be fetched" in str(error)


def test_trust_goes_no_further_than_the_place_it_was_given_to() -> None:
    with serving({"/": page("Secret.")}) as inner, serving({"*": to(inner.url())}) as outer:

        async def run() -> FetchError:
            clock = Clock()
            async with Client(frozenset({outer.place, inner.place}), clock=clock, sleep=clock.sleep) as client:
                # Also over a connection that is open already.
                assert (await client.get(inner.url())).data == b"Secret."
                with pytest.raises(FetchError) as raised:
                    await client.get(outer.url())
                return raised.value

        error = asyncio.run(run())
        assert len(inner.asked) == 1
    assert error.kind == "private"
    assert f"`reader add {inner.url()}`" in str(error)


SPELLED = (
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "127.0.0.1.", "localhost.", "0.0.0.0",
    "127。0。0。1", "example.org@127.0.0.1", "example.org%40@127.0.0.1", "user:pw@localhost", "[fe80::1%25lo]",
)  # fmt: skip


@pytest.mark.parametrize("host", SPELLED)
def test_this_machine_is_not_asked_however_it_is_spelled(host: str) -> None:
    async def run(url: str) -> FetchError:
        async with Client() as client:
            with pytest.raises(FetchError) as raised:
                await client.get(url)
        return raised.value

    with serving({"*": page("Secret.")}) as server:
        error = asyncio.run(run(f"http://{host}:{server.port}/"))
        assert server.connections == 0
    assert error.kind == "private"


@pytest.mark.parametrize("host", ["127.1", "2130706433", "localhost", "127.0.0.1."])
def test_what_a_person_typed_is_asked_as_it_was_typed(host: str) -> None:
    async def run(url: str) -> Response:
        async with Client(frozenset({places.of(url)})) as client:
            return await client.get(url)

    with serving({"*": page("Rain.")}) as server:
        assert asyncio.run(run(f"http://{host}:{server.port}/")).data == b"Rain."


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.215.14", "10.0.0.7")
        ]

    async def run() -> FetchError:
        async with Client() as client:
            with pytest.raises(FetchError) as raised:
                await client.get("http://rebound.example/")
        return raised.value

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    error = asyncio.run(run())
    assert error.kind == "private"
    assert "10.0.0.7" in str(error)


def test_a_name_is_looked_up_once_and_that_address_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = []

    def answers(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with serving({"*": page("Rain.")}) as server:

        async def run() -> Response:
            async with Client(frozenset({f"harbour.example:{server.port}"})) as client:
                return await client.get(f"http://harbour.example:{server.port}/")

        monkeypatch.setattr(socket, "getaddrinfo", answers)
        assert asyncio.run(run()).data == b"Rain."
        assert f"Host: harbour.example:{server.port}".encode() in server.heads[0]
    assert looked_up == ["harbour.example"]


def test_a_name_and_a_password_go_to_their_own_place_alone() -> None:
    with serving({"/": to("/in"), "/in": page("Rain."), "/out": to("http://x:y@localhost:1/")}) as server:
        url = server.url().replace("://", "://ida:s%65cret@")

        async def run() -> Response:
            clock = Clock()
            async with trusting(server, clock) as client:
                answer = await client.get(url)
                with pytest.raises(FetchError) as raised:
                    await client.get(url + "missing")
            assert "ida" not in str(raised.value)
            return answer

        assert asyncio.run(run()).url == server.url("/in")
        assert all(b"Authorization: Basic aWRhOnNlY3JldA==" in head for head in server.heads)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (page(b"x" * 2000), "larger"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\nx", "larger"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 2000, "larger"),
        (page(gzip.compress(b"x" * 10**6), "Content-Encoding: gzip"), "larger"),
        (page(gzip.compress(gzip.compress(b"x" * 10**7)), "Content-Encoding: gzip, gzip"), "larger"),
    ],
)
def test_what_is_too_large_is_refused_on_the_wire_and_unpacked(reply: bytes, words: str) -> None:
    with serving({"/": reply}) as server:
        error = refused(server, limit=1000)
    assert error.kind == "size"
    assert words in str(error)


def test_an_endless_answer_is_cut_off() -> None:
    def endless(head: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")

    with serving({"/": endless}) as server:
        assert refused(server, limit=100_000).kind == "size"


def test_packed_pages_are_unpacked() -> None:
    replies = {
        "/": page(gzip.compress(b"Rain."), "Content-Encoding: gzip"),
        "/old": page(gzip.compress(b"Rain."), "Content-Encoding: x-gzip"),
        "/odd": page(b"Rain.", "Content-Encoding: utf-8"),
    }
    with serving(replies) as server:
        assert [get(server, path).data for path in replies] == [b"Rain."] * 3


@pytest.mark.parametrize(
    "reply",
    [
        page(b"no gzip", "Content-Encoding: gzip"),
        page(b"x", "Content-Encoding: br"),
        page(b"x", "Content-Encoding: zstd"),
        page(b"x", "Content-Encoding: " + ", ".join(["gzip"] * 50)),
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"Connection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nRain.",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\x00" * 100 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told_as_broken(reply: bytes) -> None:
    with serving({"/": reply}) as server:
        assert refused(server).kind == "broken"


def test_a_server_that_drips_is_given_up() -> None:
    def drip(head: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.01)

    with serving({"/": drip}) as server:
        error = refused(server, deadline=0.2)
    assert error.kind == "timeout"
    assert "given up" in str(error)


def test_a_server_that_says_nothing_is_given_up() -> None:
    def silent(head: bytes, connection: socket.socket) -> None:
        connection.recv(1)

    with serving({"/": silent}) as server:
        assert refused(server, deadline=0.2).kind == "timeout"


def test_a_request_can_be_cancelled_at_any_time() -> None:
    def silent(head: bytes, connection: socket.socket) -> None:
        connection.recv(1)

    async def run() -> None:
        async with trusting(server, Clock()) as client:
            task = asyncio.create_task(client.get(server.url()))
            while not server.asked:  # noqa: ASYNC110 - the server is a thread
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            # The host may be asked again.
            assert (await client.get(server.url("/rain"))).data == b"Rain."

    with serving({"/": silent, "/rain": page("Rain.")}) as server:
        asyncio.run(run())


def test_cancelling_does_not_wait_for_a_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, never = threading.Event(), threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        asked.set()
        never.wait(20)
        return []

    async def run() -> None:
        async with Client() as client:
            task = asyncio.create_task(client.get("http://slow.example/"))
            while not asked.is_set():  # noqa: ASYNC110 - set by a thread
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    began = time.monotonic()
    asyncio.run(run())
    assert time.monotonic() - began < 5
    never.set()


def test_a_name_server_that_never_answers_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def silent(host: str, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    async def run() -> list[FetchError]:
        errors = []
        async with Client() as client:
            for number in range(30):
                with pytest.raises(FetchError) as raised:
                    await client.get(f"http://harbour-{number}.example/")
                errors.append(raised.value)
        return errors

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    errors = asyncio.run(run())
    assert {error.kind for error in errors} == {"offline"}
    assert len(asked) == 8


def test_a_name_that_nobody_has_is_told_and_others_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def run() -> list[FetchError]:
        errors = []
        async with Client() as client:
            for number in range(20):
                with pytest.raises(FetchError) as raised:
                    await client.get(f"http://harbour-{number}.example/")
                errors.append(raised.value)
        return errors

    monkeypatch.setattr(socket, "getaddrinfo", missing)
    monkeypatch.setattr(failures, "has_route", lambda: True)
    assert {error.kind for error in asyncio.run(run())} == {"name"}
    monkeypatch.setattr(failures, "has_route", lambda: False)
    assert {str(error).partition(".")[0] for error in asyncio.run(run())} == {"This computer is offline"}


def flaky(*replies: bytes) -> Callable[[bytes], bytes]:
    waiting = list(replies)
    return lambda head: waiting.pop(0)


def test_what_passes_is_tried_again() -> None:
    clock = Clock()
    with serving({"/": flaky(status(503), status(502), page("Rain."))}) as server:
        assert get(server, clock=clock).data == b"Rain."
    pauses = [each for each in clock.slept if each > 0.21]
    assert len(pauses) == 2
    assert 0.25 <= pauses[0] <= 0.75
    assert 1 <= pauses[1] <= 3


def test_a_connection_that_breaks_off_is_tried_again() -> None:
    def hang_up(head: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nRai")

    with serving({"/": hang_up, "/closes": lambda head, connection: None}) as server:
        error = refused(server)
        assert error.kind == "broken"
        assert "broke off" in str(error)
        assert len(server.asked) == ATTEMPTS
        assert "broke off" in str(refused(server, "/closes"))


@pytest.mark.parametrize("code", [400, 401, 402, 403, 404, 406, 410, 418, 451, 500, 501, 300])
def test_an_answer_that_will_be_the_same_is_not_asked_for_again(code: int) -> None:
    with serving({"/": status(code)}) as server:
        error = refused(server)
        assert len(server.asked) == 1
    assert (error.kind, error.status) == ("status", code)
    assert f"({code})" in str(error)


def test_a_short_wait_that_the_server_asks_for_is_waited() -> None:
    clock = Clock()
    with serving({"/": flaky(status(429, "Retry-After: 3"), page("Rain."))}) as server:
        assert get(server, clock=clock).data == b"Rain."
    assert 3 in clock.slept


def test_a_long_wait_that_the_server_asks_for_is_told_and_kept_to() -> None:
    async def run() -> None:
        clock = Clock()
        async with trusting(server, clock) as client:
            with pytest.raises(FetchError) as raised:
                await client.get(server.url())
            assert raised.value.retry_after == 90
            assert "90 seconds" in str(raised.value)
            with pytest.raises(FetchError) as raised:
                await client.get(server.url("/other"))
            assert raised.value.status == 429
            assert len(server.asked) == 1
            clock.time += 90
            assert (await client.get(server.url("/other"))).data == b"Rain."

    with serving({"/": status(429, "Retry-After: Mon, 04 May 2026 12:01:30 GMT"), "/other": page("Rain.")}) as server:
        asyncio.run(run())


def test_a_host_is_asked_one_thing_at_a_time_over_one_connection() -> None:
    def slow(head: bytes) -> bytes:
        time.sleep(0.005)
        return page("Rain.")

    async def run() -> None:
        clock = Clock()
        async with trusting(server, clock) as client:
            await asyncio.gather(*(client.get(server.url(f"/{number}")) for number in range(10)))
        assert clock.time - 1000 >= 9 * 0.2 - 0.001

    with serving({"*": slow}) as server:
        asyncio.run(run())
        assert (server.connections, server.most_at_once, len(server.asked)) == (1, 1, 10)


def test_hosts_do_not_wait_for_each_other() -> None:
    barrier = asyncio.Event()

    async def run() -> None:
        clock = Clock()
        places = frozenset({one.place, other.place})
        async with Client(places, clock=clock, sleep=clock.sleep) as client:
            task = asyncio.create_task(client.get(one.url()))
            assert (await client.get(other.url())).data == b"Rain."
            task.cancel()
        barrier.set()

    def silent(head: bytes, connection: socket.socket) -> None:
        connection.recv(1)

    with serving({"/": silent}) as one, serving({"/": page("Rain.")}) as other:
        asyncio.run(run())


def test_a_port_where_nobody_listens_refuses() -> None:
    with serving({}) as server:
        pass
    error = refused(server)
    assert error.kind == "refused"
    assert "refused the connection" in str(error)


def test_certificates_that_cannot_be_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    transport._tls.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/newsroom.pem")
    with serving({"/": page("Rain.")}) as server:
        error = refused(server)
    transport._tls.cache_clear()
    assert error.kind == "tls"
    assert "/nowhere/newsroom.pem" in str(error)
