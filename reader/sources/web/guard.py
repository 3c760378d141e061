"""Connections that are made to the very address that was looked at: a name cannot lead elsewhere a moment later."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import httpcore2

from reader.sources.web import public
from reader.sources.web.resolving import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.sources.web.resolving import Resolver

_TRIED = 4
"""Addresses of a host that are tried, one after the other."""

_EACH = 3.0
"""Seconds for an address while there are others."""


class PrivateError(Exception):
    """A name leads into a private network; the address there."""


class Guard(httpcore2.AsyncNetworkBackend):
    """Resolves a name, looks at each address, and connects to one of those and to no other.

    `is_open` lets it connect to private addresses too. TLS checks the name against the certificate all the same.
    """

    def __init__(self, resolver: Resolver, *, is_open: bool) -> None:
        self._resolver, self._is_open = resolver, is_open
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to `host`; raises PrivateError for a private address."""
        loop = asyncio.get_running_loop()
        end = loop.time() + (timeout or 60)
        try:
            async with asyncio.timeout_at(end):
                addresses = await self._resolver.addresses(host, port)
        except TimeoutError:
            raise httpcore2.ConnectError(SILENT) from socket.gaierror(socket.EAI_AGAIN, SILENT)
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error
        bad = next((each for each in addresses if not public.is_public(each)), None)
        if bad is not None and not self._is_open:
            raise PrivateError(bad)
        failed: httpcore2.ConnectError | httpcore2.ConnectTimeout = httpcore2.ConnectError(f"{host} has no address")
        tried = _mixed(addresses)[:_TRIED]
        for left, address in zip(range(len(tried) - 1, -1, -1), tried, strict=True):
            rest = max(end - loop.time(), 0.01)
            try:
                return await self._network.connect_tcp(
                    address, port, min(rest, _EACH) if left else rest, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002 - httpcore's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002 - the same
    ) -> httpcore2.AsyncNetworkStream:
        """Nothing of the web is there."""
        raise httpcore2.UnsupportedProtocol(path)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def _mixed(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """`addresses` with both families by turns: where IPv6 leads nowhere, the second try is not lost too."""
    first_is_new = ":" in addresses[0] if addresses else False
    one = [each for each in addresses if (":" in each) is first_is_new]
    other = [each for each in addresses if (":" in each) is not first_is_new]
    mixed = []
    for index in range(max(len(one), len(other))):
        mixed += one[index : index + 1] + other[index : index + 1]
    return tuple(mixed)
