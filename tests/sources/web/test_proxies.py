from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2
import pytest

from reader.errors import FetchError
from reader.sources.web import proxies
from reader.sources.web.client import Client
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    from reader.sources.web.response import Response

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test goes through the proxy of whoever runs it."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def get(url: str, trusted: frozenset[str] = frozenset()) -> Response:
    async def run() -> Response:
        async with Client(trusted) as client:
            return await client.get(url)

    return asyncio.run(run())


def test_a_page_is_asked_for_through_the_proxy_and_no_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"http://quay.example/ferry": page("Rain.")}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://ida:secret@{proxy.place}")
        assert get("http://quay.example/ferry").data == b"Rain."
        assert b"Proxy-Authorization: Basic aWRhOnNlY3JldA==" in proxy.heads[0]


@pytest.mark.parametrize(
    "host", ["10.0.0.7", "router", "wiki.intranet", "printer.local", "169.254.169.254", "0x7f.1.1"]
)
def test_what_is_private_by_its_spelling_is_not_asked_for_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    with serving({"*": page("Rain.")}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        with pytest.raises(FetchError) as raised:
            get(f"http://{host}/")
        assert proxy.asked == []
    assert raised.value.kind == "private"


def test_what_a_person_typed_is_asked_for_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"*": page("Rain.")}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
        assert get("http://wiki.intranet/", frozenset({"wiki.intranet:80"})).data == b"Rain."


def test_a_proxy_that_wants_a_password_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"*": status(407)}) as proxy:
        monkeypatch.setenv("https_proxy", f"http://ida:secret@{proxy.place}")
        with pytest.raises(FetchError) as raised:
            get("https://quay.example/ferry")
    assert proxy.place in str(raised.value)
    assert "does not let Reader through" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy:
        pass
    monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
    with pytest.raises(FetchError) as raised:
        get("http://quay.example/ferry")
    assert f"The proxy {proxy.place} refused" in str(raised.value)


@pytest.mark.parametrize("setting", ["http://[::1", "nonsense://x", "socks5://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_one_is_told(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("http_proxy", setting)
    with pytest.raises(FetchError) as raised:
        get("http://quay.example/ferry")
    assert raised.value.kind == "refused"


@pytest.mark.parametrize(
    ("no_proxy", "url", "proxy"),
    [
        ("", "http://quay.example/", "http://proxy.example:3128"),
        ("", "http://127.0.0.1:8000/", ""),
        ("", "http://localhost/", ""),
        ("", "http://[::1]/", ""),
        ("quay.example", "http://www.quay.example/", ""),
        (".quay.example", "http://www.quay.example/", ""),
        ("other.example", "http://quay.example/", "http://proxy.example:3128"),
        ("10.0.0.0/8, x", "http://10.1.2.3/", ""),
        ("10.0.0.0/8", "http://11.1.2.3/", "http://proxy.example:3128"),
        ("*", "http://quay.example/", ""),
    ],
)
def test_who_is_asked_without_the_proxy(monkeypatch: pytest.MonkeyPatch, no_proxy: str, url: str, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert proxies.proxy_of(httpx2.URL(url)) == proxy
