from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError
from reader.sources.web import transport
from reader.sources.web.client import Client
from tests.sources.web.serving import CERTIFICATES, page, serving, to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.web.response import Response

AUTHORITY = str(CERTIFICATES / "authority.pem")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test reads the authorities anew."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    transport._tls.cache_clear()
    yield
    transport._tls.cache_clear()


def get(url: str, place: str) -> Response:
    async def run() -> Response:
        async with Client(frozenset({place})) as client:
            return await client.get(url)

    return asyncio.run(run())


def refused(certificate: str) -> FetchError:
    with serving({"/": page("Rain.")}, certificate) as server:
        with pytest.raises(FetchError) as raised:
            get(server.url(), server.place)
        assert server.asked == []
    return raised.value


def test_an_authority_that_nobody_trusts_is_refused_and_how_it_is_trusted_is_said() -> None:
    error = refused("valid")
    assert error.kind == "tls"
    assert "signed by nobody whom this computer trusts" in str(error)
    assert "SSL_CERT_FILE" in str(error)


def test_the_authority_of_a_newsroom_is_trusted_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", AUTHORITY)
    with serving({"/": page("Rain.")}, "valid") as server:
        assert get(server.url(), server.place).data == b"Rain."


@pytest.mark.parametrize(("certificate", "words"), [("expired", "has expired"), ("other", "that of another site")])
def test_a_certificate_that_does_not_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch, certificate: str, words: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", AUTHORITY)
    error = refused(certificate)
    assert error.kind == "tls"
    assert words in str(error)


def test_from_a_protected_address_none_leads_to_an_unprotected_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", AUTHORITY)
    with (
        serving({"/": page("Rain.")}) as plain,
        serving({"/": to(plain.url())}, "valid") as server,
        pytest.raises(FetchError) as raised,
    ):
        get(server.url(), server.place)
    assert raised.value.kind == "redirects"
    assert "unprotected" in str(raised.value)
    assert plain.asked == []


def test_a_server_that_speaks_no_tls_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as server, pytest.raises(FetchError) as raised:
        get(server.url().replace("http:", "https:"), server.place)
    assert raised.value.kind in {"tls", "refused", "broken"}


def test_what_breaks_amid_a_protected_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def garbage(head: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nRain")
        with socket.socket(fileno=os.dup(connection.fileno())) as below:
            below.sendall(b"\x17\x03\x03\x00\x20" + b"\x00" * 32)

    monkeypatch.setenv("SSL_CERT_FILE", AUTHORITY)
    monkeypatch.setattr("reader.sources.web.client._PAUSES", (0.0, 0.0))
    with serving({"/": garbage}, "valid") as server, pytest.raises(FetchError) as raised:
        get(server.url(), server.place)
    assert raised.value.kind in {"tls", "broken"}
