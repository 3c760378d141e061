"""What went wrong with a fetch, in words that say what to do."""

from __future__ import annotations

import errno
import re
import shlex
import socket
import ssl
from typing import TYPE_CHECKING

import httpcore2

from reader.errors import FetchError
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx2

_SHOWN = 120
"""Characters of an address in a message."""

_SIGN_IN = re.compile(r"(?<=://)[^/?#@\s]*@")
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, getattr(errno, "EHOSTDOWN", errno.ENETDOWN)}
_UNKNOWN_ISSUER = {18, 19, 20, 21}
_HUNG_UP = re.compile(r"disconnected|peer closed")
_BY_HAND = "Open it in a browser, save the page, and add the file: `reader add page.html`."

_STATUS = {
    400: "{page} was not understood by the server (400). Check the address.",
    401: "{page} is only for those who sign in (401). " + _BY_HAND,
    402: "{page} is only for those who pay (402). " + _BY_HAND,
    403: "{page} is not given to Reader (403): it may be for subscribers, or for browsers alone. " + _BY_HAND,
    404: "{page} is not there (404). Check the address; the page may have been moved or taken down.",
    406: "{page} is there in no form that Reader takes (406). " + _BY_HAND,
    407: "The proxy wants a name and a password (407): write them into HTTPS_PROXY, or ask who runs the network.",
    410: "{page} was taken down for good (410).",
    451: "{page} is withheld for legal reasons (451).",
    500: "{host} has a fault of its own (500). Try again later.",
}
_PASSING = {429, 502, 503, 504}
"""Answers that may be others a moment later."""


def shown(url: str) -> str:
    """An address for a message: one clean line, not too long, without a name and a password."""
    line = clean_line(_SIGN_IN.sub("", url, count=1))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 20]}…{line[-19:]}"


def typed(url: str) -> str:
    """An address for a command that a message shows: nothing in it means anything to a shell."""
    return shlex.quote(shown(url))


def no_address(url: str) -> FetchError:
    """It cannot be read as an address."""
    return FetchError(f"“{shown(url)}” is no address of the web. One looks like https://example.org/page.", "scheme")


def wrong_scheme(url: str, scheme: str) -> FetchError:
    """It begins with something else than http."""
    if not scheme:
        return no_address(url)
    return FetchError(
        f"{shown(url)} is not fetched: Reader takes addresses of the web, which begin with http: or https:.", "scheme"
    )


def private(url: str, address: str) -> FetchError:
    """It leads into a private network, and nobody typed it."""
    return FetchError(
        f"{shown(url)} leads into a private network ({address}), where only an address that you type yourself may "
        f"lead. If you trust it: `reader add {typed(url)}`.",
        "private",
    )


def too_large(url: str, limit: int) -> FetchError:
    """There is more of it than may be."""
    return FetchError(
        f"{shown(url)} is larger than {limit / (1 << 20):.0f} MB, or grows to more when it is unpacked: not taken in.",
        "size",
    )


def downgraded(url: str, to: str) -> FetchError:
    """It leads from https to http."""
    return FetchError(
        f"{shown(url)} leads from a protected address to an unprotected one, {shown(to)}: not followed. "
        "If you want that page, type its address.",
        "redirects",
    )


def circling(url: str, hops: int) -> FetchError:
    """It leads on and on."""
    return FetchError(
        f"{shown(url)} was redirected {hops} times without an end: given up. Some sites do so to all but browsers. "
        + _BY_HAND,
        "redirects",
    )


def misled(url: str, to: str) -> FetchError:
    """It leads to what is no address."""
    return FetchError(f"{shown(url)} leads to {shown(to)}, which cannot be fetched.", "redirects")


def late(url: str, seconds: float) -> FetchError:
    """The whole of it took too long."""
    return FetchError(f"{shown(url)} was not there after {seconds:.0f} seconds: given up. Try again later.", "timeout")


def packed(url: str, coding: str) -> FetchError:
    """It is compressed in a way that was not asked for."""
    return FetchError(
        f"{shown(url)} came packed in a way that Reader did not ask for ({clean_line(coding)[:40]}). {_BY_HAND}",
        "broken",
    )


def damaged(url: str) -> FetchError:
    """It cannot be unpacked."""
    return FetchError(f"{shown(url)} came damaged: it cannot be unpacked, or breaks off. Try again later.", "broken")


def of_status(url: httpx2.URL, status: int, retry_after: int) -> FetchError:
    """The server answered, with something else than the page."""
    wait = f" It asks to wait {waited(retry_after)}." if retry_after else " Try again later."
    if status == 429:
        text = "{host} has had too many requests (429)." + wait
    elif status == 503:
        text = "{host} is not there for anybody just now (503)." + wait
    elif status in _STATUS:
        text = _STATUS[status]
    elif status >= 500:
        text = "{host} has a fault of its own ({status})." + wait
    elif status >= 400:
        text = "{page} is not given to Reader ({status}). " + _BY_HAND
    else:
        text = "{page} was answered with something that is no page ({status})."
    message = text.format(page=shown(str(url)), host=shown(url.host), status=status)
    return FetchError(message, "status", status, retry_after)


def waited(seconds: int) -> str:
    """A time to wait, in words."""
    if seconds < 120:
        return f"{seconds} seconds" if seconds != 1 else "a second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{-(-minutes // 60)} hours"


def of_error(url: httpx2.URL, error: Exception, proxy: str = "") -> FetchError:
    """It never came to an answer, or the answer broke off."""
    host = shown(proxy or url.host)
    who = f"The proxy {host}" if proxy else host
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(_certificate(shown(url.host), cause), "tls")
        if isinstance(cause, ssl.SSLError):
            return FetchError(
                f"{who} offers no protected connection that can be used. Check the address; the site may be broken.",
                "tls",
            )
        if isinstance(cause, socket.gaierror):
            return _unnamed(host, cause)
    return _unreached(url, error, who, causes)


def _unreached(url: httpx2.URL, error: Exception, who: str, causes: tuple[BaseException, ...]) -> FetchError:
    codes = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if codes & _UNREACHABLE:
        if not has_route():
            return offline()
        return FetchError(f"{who} cannot be reached from this network. Check the address.", "refused")
    kind, message = next(
        _BROKEN_OFF if _is_lost(error) else _BROKEN[kinds] for kinds in _BROKEN if isinstance(error, kinds)
    )
    return FetchError(message.format(who=who, page=shown(str(url)), said=clean_line(str(error))[:80]), kind)


_BROKEN_OFF = ("broken", "{who} broke off the connection. Try again later.")
_BROKEN: dict[type[Exception], tuple[str, str]] = {
    httpcore2.ProxyError: (
        "refused",
        "{who} does not let Reader through: {said}. Check HTTPS_PROXY, or ask who runs the network.",
    ),
    httpcore2.ConnectTimeout: ("timeout", "{who} does not answer. Check the address, or try again later."),
    httpcore2.TimeoutException: ("timeout", "{who} stopped answering while it sent {page}. Try again later."),
    httpcore2.ConnectError: (
        "refused",
        "{who} refused the connection. Check the address; does it work in a browser?",
    ),
    httpcore2.ProtocolError: ("broken", "What {who} sent is not what a web server sends. Check the address."),
    Exception: _BROKEN_OFF,
}
"""What kind of failure is which, and its words; the first that fits holds."""


def _is_lost(error: Exception) -> bool:
    """Did the other end hang up? That is told as a breach of the protocol, too."""
    return isinstance(error, httpcore2.RemoteProtocolError) and bool(_HUNG_UP.search(str(error)))


def _certificate(host: str, error: ssl.SSLCertVerificationError) -> str:
    code = getattr(error, "verify_code", 0)
    said = clean_line(str(getattr(error, "verify_message", "") or error))[:120]
    if code == 10 or "expired" in said.casefold():
        return (
            f"The certificate of {host} has expired, so nobody can say who answers: not fetched. "
            "Its owner has to renew it. Is the date of this computer right?"
        )
    if code == 62 or "match" in said.casefold():
        return f"The certificate of {host} is that of another site: not fetched. Check the address."
    if code in _UNKNOWN_ISSUER:
        return (
            f"The certificate of {host} is signed by nobody whom this computer trusts: not fetched. If it is your "
            "newsroom's own, add its authority to the system's certificates, or name the file in SSL_CERT_FILE."
        )
    return f"The certificate of {host} does not hold ({said}): not fetched."


def _unnamed(host: str, error: socket.gaierror) -> FetchError:
    if not has_route():
        return offline()
    if error.errno == socket.EAI_AGAIN:
        return FetchError(
            f"{host} could not be looked up: no name server answered. Is this computer online? Try again later.",
            "offline",
        )
    return FetchError(f"There is no {host} on the internet. Check how the address is spelled.", "name")


def offline() -> FetchError:
    """There is no network at all."""
    return FetchError("This computer is offline. Connect it to the internet, and try again.", "offline")


def has_route() -> bool:
    """Does this computer know a way to the internet? Nothing is sent to find out."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asked:
                asked.connect((address, 9))
        except OSError:
            continue
        return True
    return False


def is_passing(error: FetchError) -> bool:
    """May it be another answer a moment later?"""
    if error.kind == "status":
        return error.status in _PASSING
    lost = (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError)
    return error.kind == "broken" and isinstance(error.__cause__, lost)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it was raised from, and so on; of a group each."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
