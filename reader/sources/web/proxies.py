"""The way out of a network that has a proxy: as the environment says, or the settings of Windows and macOS."""

from __future__ import annotations

import ipaddress
import urllib.request
from typing import TYPE_CHECKING

from reader.sources.web import public

if TYPE_CHECKING:
    import httpx2


def proxy_of(url: httpx2.URL) -> str:
    """The proxy that `url` is asked through; empty for none.

    This machine itself is never asked through one. HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY are what other
    programs take them for; NO_PROXY may also name networks such as 10.0.0.0/8.
    """
    if public.is_loopback(url.host):
        return ""
    named = urllib.request.getproxies()
    proxy = named.get(url.scheme) or named.get("all") or ""
    if not proxy or _is_left_out(url, named.get("no", "")):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_left_out(url: httpx2.URL, listed: str) -> bool:
    host = url.host if url.port is None else f"{url.host}:{url.port}"
    if urllib.request.proxy_bypass(host):
        return True
    spelled = public.literal(url.host)
    return bool(spelled) and any(_holds(each.strip(), spelled) for each in listed.split(","))


def _holds(network: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
