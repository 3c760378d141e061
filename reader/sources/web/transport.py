"""The connections: guarded ones, open ones to where a person asked to go, and those through a proxy."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import httpcore2
import httpx2

from reader.errors import FetchError
from reader.sources.web import failures, proxies, public
from reader.sources.web.guard import Guard, PrivateError
from reader.sources.web.resolving import Resolver
from reader.sources.web.turns import AT_ONCE

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Iterable

_IDLE = 16
"""Connections that are kept open for the next request, over all hosts."""

_IDLE_SECONDS = 10.0

Limit = Callable[[str], int]
"""How many bytes an answer of some media type may have."""


class Transport:
    """Sends requests.

    What a person named and what strangers named never share a connection, so a stranger's link cannot be carried by
    one that was opened into a private network.
    """

    def __init__(self) -> None:
        self._resolver = Resolver()
        self._pools: dict[str, httpcore2.AsyncConnectionPool] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for pool in self._pools.values():
            await pool.aclose()

    async def send(self, request: httpx2.Request, limit: Limit, *, is_trusted: bool) -> httpx2.Response:
        """The answer, whose body is still to be read; raises FetchError and what httpcore raises."""
        proxy = proxies.proxy_of(request.url)
        if proxy:
            # The proxy looks names up, and decides what it reaches; what a spelling alone tells is decided here.
            if not is_trusted and public.is_local(request.url.host):
                raise failures.private(str(request.url), request.url.host)
            pool = self._through(proxy)
        else:
            pool = self._directly(is_open=is_trusted)
        url = request.url
        asked = httpcore2.Request(
            request.method,
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        try:
            answer = await pool.handle_async_request(asked)
        except PrivateError as error:
            raise failures.private(str(url), str(error)) from error
        body = _Body(answer, str(url), limit(_media_type(answer.headers)))
        return httpx2.Response(answer.status, headers=answer.headers, stream=body, request=request)

    def _directly(self, *, is_open: bool) -> httpcore2.AsyncConnectionPool:
        name = "open" if is_open else "guarded"
        if name not in self._pools:
            self._pools[name] = httpcore2.AsyncConnectionPool(
                ssl_context=tls(),
                max_connections=AT_ONCE,
                max_keepalive_connections=_IDLE,
                keepalive_expiry=_IDLE_SECONDS,
                network_backend=Guard(self._resolver, is_open=is_open),
            )
        return self._pools[name]

    def _through(self, address: str) -> httpcore2.AsyncConnectionPool:
        if address not in self._pools:
            self._pools[address] = _proxied(address, Guard(self._resolver, is_open=True))
        return self._pools[address]


class _Body(httpx2.AsyncByteStream):
    """What comes over the wire, up to a limit."""

    def __init__(self, answer: httpcore2.Response, url: str, limit: int) -> None:
        self._answer, self._url, self._limit = answer, url, limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        came = 0
        async for part in self._answer.aiter_stream():
            came += len(part)
            if came > self._limit:
                raise failures.too_large(self._url, self._limit)
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


def _media_type(headers: Iterable[tuple[bytes, bytes]]) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == b"content-type"), "")


def _proxied(address: str, guard: Guard) -> httpcore2.AsyncConnectionPool:
    try:
        proxy = httpx2.Proxy(address)
        url = httpcore2.URL(
            scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
        )
    except (httpx2.InvalidURL, ValueError) as error:
        raise _no_proxy(address, "which is no address of a proxy") from error
    if proxy.url.scheme.startswith("socks"):
        try:
            return httpcore2.AsyncSOCKSProxy(
                url, proxy.raw_auth, ssl_context=tls(), max_connections=AT_ONCE, network_backend=guard
            )
        except (ImportError, RuntimeError) as error:
            raise _no_proxy(address, "which needs a further package: `pip install socksio`") from error
    return httpcore2.AsyncHTTPProxy(
        url,
        proxy.raw_auth,
        ssl_context=tls(),
        proxy_ssl_context=tls() if proxy.url.scheme == "https" else None,
        max_connections=AT_ONCE,
        max_keepalive_connections=_IDLE,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=guard,
    )


def _no_proxy(address: str, why: str) -> FetchError:
    return FetchError(f"The proxy is set to {failures.shown(address)}, {why}.", "refused")


def tls() -> ssl.SSLContext:
    """What certificates are checked against: SSL_CERT_FILE or SSL_CERT_DIR, else the system's own authorities."""
    return _tls(os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", ""))


@lru_cache(maxsize=1)
def _tls(file: str, folder: str) -> ssl.SSLContext:
    try:
        return httpx2.create_ssl_context()
    except OSError as error:
        name = "SSL_CERT_FILE" if file else "SSL_CERT_DIR"
        raise FetchError(
            f"{name} names {failures.shown(file or folder)}, which cannot be read as certificates. Set it right, or "
            "unset it to trust what the system trusts.",
            "tls",
        ) from error
