"""Fetching an address, safely and politely."""

from __future__ import annotations

import asyncio
import base64
import random
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import httpcore2
import httpx2

from reader import __version__
from reader.errors import FetchError
from reader.sources.web import caching, failures, naming, places, proxies, unpacking
from reader.sources.web.response import Response
from reader.sources.web.transport import Transport
from reader.sources.web.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from reader.sources.web.transport import Limit

USER_AGENT = f"reader-tui/{__version__} (a reading desk in a terminal)"
"""Who asks, plainly: no browser, and nobody who crawls."""

ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/epub+zip, text/markdown, text/plain, */*;q=0.5"

LIMIT = 20 * 1024 * 1024
"""Bytes of an answer, on the wire and unpacked."""

DEADLINE = 30.0
"""Seconds for the whole of it: all redirects and the body, without the time spent waiting for the host's turn."""

_TIMEOUTS = {"connect": 10.0, "read": 15.0, "write": 10.0, "pool": 10.0}
HOPS = 10
"""Redirects that are followed."""

ATTEMPTS = 3
_PAUSES = (0.5, 2.0)
"""Seconds before each further attempt, made longer or shorter by up to a half."""

PATIENCE = 10
"""Seconds that a server may ask to wait and still be asked again at once."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_WAITING = frozenset({429, 503})
"""Answers of a whole server: too many requests, not there for anybody."""

_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    OSError,  # TLS that breaks amid an answer comes as it is
)
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]|[^\x00-\xff]")


class Client:
    """Fetches one address after the other, or many at once.

    Use it as a context manager, in one event loop. Cancelling the task that waits ends the request. A host is asked
    one thing at a time; `trusted` are the places (`places.of`) that a person named, which may be in a private network.
    """

    def __init__(
        self,
        trusted: frozenset[str] = frozenset(),
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        deadline: float = DEADLINE,
    ) -> None:
        self._trusted, self._sleep, self._now, self._deadline = trusted, sleep, now, deadline
        self._clock = clock
        self._turns = Turns(clock, sleep)
        self._transport = Transport()
        self._asked_to_wait: dict[str, tuple[float, FetchError]] = {}

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._transport.__aexit__(*error)

    async def get(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        limit: int | Limit = LIMIT,
        accept: str = ACCEPT,
        trusted: frozenset[str] | None = None,
    ) -> Response:
        """What is at `url`; raises FetchError.

        `etag` and `modified` are the validators of the last answer: when they still hold, the answer has the status
        304 and no data. `limit` in bytes, or what says it of a media type. `trusted`: instead of the client's own, for
        an address that comes from elsewhere.
        """
        asked = places.parse(url)
        place = places.of(asked)
        wanted = _Wanted(
            asked.copy_with(username=None, password=None),
            _headers(asked, etag, modified, accept),
            limit if callable(limit) else lambda _: limit,
            place if places.is_trusted(place, self._trusted if trusted is None else trusted) else "",
        )
        for pause in _PAUSES:
            try:
                return await self._followed(wanted)
            except FetchError as error:
                if not failures.is_passing(error) or error.retry_after > PATIENCE:
                    raise
                # Many that failed together do not come back together.
                wait = error.retry_after or pause * random.uniform(0.5, 1.5)  # noqa: S311 - nothing secret
                await self._sleep(wait)
        return await self._followed(wanted)

    async def _followed(self, wanted: _Wanted) -> Response:
        """The answer at the end of the redirects."""
        url, moved_to, is_moved = wanted.url, "", True
        cookies = httpx2.Cookies()
        left = self._deadline
        loop = asyncio.get_running_loop()
        for _ in range(HOPS + 1):
            place = places.of(url)
            self._check_wait(place)
            async with self._turns.at(place):
                began = loop.time()
                try:
                    async with asyncio.timeout(max(left, 0.001)):
                        answer = await self._asked(url, wanted, cookies)
                except TimeoutError as error:
                    raise failures.late(str(wanted.url), self._deadline) from error
                except FetchError as error:
                    self._keep_wait(place, error)
                    raise
                left -= loop.time() - began
            if isinstance(answer, Response):
                return replace(answer, moved_to=moved_to)
            is_moved = is_moved and answer.is_permanent
            url = answer.url
            moved_to = str(url) if is_moved else moved_to
        raise failures.circling(str(wanted.url), HOPS)

    async def _asked(self, url: httpx2.URL, wanted: _Wanted, cookies: httpx2.Cookies) -> Response | _Redirect:
        """One question, one answer."""
        headers = dict(wanted.headers)
        if (url.scheme, url.host, url.port) != (wanted.url.scheme, wanted.url.host, wanted.url.port):
            # A name and a password are for the one who asked for them.
            headers.pop("Authorization", None)
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        request = httpx2.Request("GET", url, headers=encoded, extensions={"timeout": _TIMEOUTS})
        cookies.set_cookie_header(request)
        is_trusted = bool(wanted.trusted) and places.is_same(places.of(url), wanted.trusted)
        try:
            answer = await self._transport.send(request, wanted.limit, is_trusted=is_trusted)
            try:
                cookies.extract_cookies(answer)
                if answer.status_code in _REDIRECTS and answer.headers.get("location", "").strip():
                    return _redirect(url, answer)
                return await self._read(url, answer, wanted)
            finally:
                await answer.aclose()
        except _FAILURES as error:
            raise failures.of_error(url, error, _proxy_host(url)) from error

    async def _read(self, url: httpx2.URL, answer: httpx2.Response, wanted: _Wanted) -> Response:
        now = self._now()
        status, headers = answer.status_code, answer.headers
        retry_after = caching.retry_after(headers.get("retry-after", ""), now)
        if status != 304 and not 200 <= status < 300:
            raise failures.of_status(url, status, retry_after)
        limit = wanted.limit(headers.get("content-type", ""))
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            raise failures.too_large(str(url), limit)
        data = b"" if status == 304 else await _unpacked(url, answer, limit)
        is_kept = "no-store" not in caching.directives(headers.get("cache-control", ""))
        return Response(
            status,
            str(url),
            data,
            media_type=_UNSENDABLE.sub("", headers.get("content-type", "")).strip()[:500],
            etag=_verbatim(answer, b"etag") if is_kept else "",
            modified=_verbatim(answer, b"last-modified") if is_kept else "",
            max_age=caching.max_age(headers, now),
            retry_after=retry_after,
            name=naming.file_name(headers.get("content-disposition", "")),
        )

    def _check_wait(self, place: str) -> None:
        """Do not ask a server again that asked to wait."""
        until, error = self._asked_to_wait.get(place, (0.0, None))
        if error is not None and self._clock() < until:
            raise FetchError(str(error), error.kind, error.status, max(1, int(until - self._clock())))

    def _keep_wait(self, place: str, error: FetchError) -> None:
        if error.status in _WAITING and error.retry_after > PATIENCE:
            self._asked_to_wait[place] = (self._clock() + error.retry_after, error)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for."""

    url: httpx2.URL
    headers: dict[str, str]
    limit: Limit
    trusted: str
    """The place of `url` if it may be private, else empty."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where an answer leads."""

    url: httpx2.URL
    is_permanent: bool


def _headers(url: httpx2.URL, etag: str, modified: str, accept: str) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
    validators = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers |= {name: value for name, value in validators.items() if value and not _UNSENDABLE.search(value)}
    if url.username or url.password:
        pair = f"{url.username}:{url.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    return headers


def _redirect(url: httpx2.URL, answer: httpx2.Response) -> _Redirect:
    location = answer.headers["location"].strip()
    try:
        target = places.parse(str(url.join(location[: places.LONGEST + 1])))
    except (httpx2.InvalidURL, ValueError, FetchError) as error:
        raise failures.misled(str(url), location) from error
    if url.scheme == "https" and target.scheme == "http":
        raise failures.downgraded(str(url), str(target))
    # A name and a password that a server puts into an address are not ours.
    return _Redirect(target.copy_with(username=None, password=None), answer.status_code in _PERMANENT)


async def _unpacked(url: httpx2.URL, answer: httpx2.Response, limit: int) -> bytes:
    """The body, as it was before it was packed."""
    packed = unpacking.codings(answer.headers.get("content-encoding", ""))
    if coding := unpacking.foreign(packed):
        raise failures.packed(str(url), coding)
    data = bytearray()
    try:
        unpacks = unpacking.Unpacking(packed)
        async for part in answer.aiter_raw():
            for piece in unpacks.feed(part):
                data += piece
                if len(data) > limit:
                    raise failures.too_large(str(url), limit)
        unpacks.finish()
    except unpacking.DamagedError as error:
        raise failures.damaged(str(url)) from error
    return bytes(data)


def _verbatim(answer: httpx2.Response, name: bytes) -> str:
    value = next((value for key, value in answer.headers.raw if key.lower() == name), b"")
    said = value.decode("latin-1")
    return said if len(said) <= 1000 and not _UNSENDABLE.search(said) else ""


def _proxy_host(url: httpx2.URL) -> str:
    proxy = proxies.proxy_of(url)
    return failures.shown(proxy).partition("://")[2].rstrip("/") if proxy else ""
