"""Which addresses of the internet are anybody's, and which belong to a private network or to this machine."""

from __future__ import annotations

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""An IPv4 address as a network that has IPv6 alone writes it (NAT64)."""

_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "::/96",  # IPv4-compatible
            "::ffff:0:0:0/96",  # IPv4-translated
            "64:ff9b:1::/48",  # a translator of one's own
            "100::/64",  # goes nowhere
            "2001::/23",  # Teredo among others
            "2002::/16",  # 6to4
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
            "fec0::/10",  # site-local
            "192.0.0.0/24",
            "192.88.99.0/24",  # relays of 6to4
        ),
    )
)
"""Refused on every Python, whatever its tables say: what tunnels and translators lead to cannot be known."""

_LOCAL = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")


def is_public(address: str) -> bool:
    """Is `address`, as it was resolved, one of the public internet?"""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found in _TRANSLATED:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if any(found in network for network in _REFUSED if network.version == found.version):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def literal(host: str) -> str:
    """The address that `host` spells, also as `2130706433`, `0x7f.1` or with a dot at its end; empty for a name."""
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    if not bare or not set(bare.casefold()) <= set("0123456789abcdefx."):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        return ""


def is_local(host: str) -> bool:
    """Does `host` by its spelling alone name this machine or one of a private network?"""
    spelled = literal(host)
    if spelled:
        return not is_public(spelled)
    name = host.casefold().rstrip(".")
    return "." not in name or name.endswith(_LOCAL)


def is_loopback(host: str) -> bool:
    """Does `host` by its spelling name this machine?"""
    spelled = literal(host)
    if spelled:
        return ipaddress.ip_address(spelled.partition("%")[0]).is_loopback
    name = host.casefold().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")
