"""A server on 127.0.0.1 that says whatever it is told to, also what no server should."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CERTIFICATES = Path(__file__).parent / "certificates"
"""Of an authority that nobody trusts: a valid one for 127.0.0.1, one that has expired, one of another host."""


class Server:
    """Answers each path with its reply, any with that of `*`, else with 404.

    A reply is bytes, a function that makes them of the request's head, or one that has the socket, too, and says itself
    what it wants.
    """

    def __init__(self, replies: Mapping[str, Any], certificate: str = "") -> None:
        self.replies = dict(replies)
        self.asked: list[str] = []
        """The paths, in the order in which they were asked for."""
        self.heads: list[bytes] = []
        self.connections = 0
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        if certificate:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http{'s' if self._tls else ''}://{self.place}{path}"

    def close(self) -> None:
        # Closing alone would not end an `accept` that waits.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._accepting.join(5)
        with self._lock:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, accepted: socket.socket) -> None:
        buffer = b""
        with contextlib.suppress(OSError), accepted if self._tls is None else self._wrapped(accepted) as connection:
            while True:
                while b"\r\n\r\n" not in buffer:
                    part = connection.recv(65536)
                    if not part:
                        return
                    buffer += part
                    if buffer.startswith(b"\x16"):  # TLS, which is not spoken here
                        return
                head, _, buffer = buffer.partition(b"\r\n\r\n")
                if not self._answer(connection, head):
                    return
        with self._lock:
            self._open.discard(accepted)

    def _wrapped(self, connection: socket.socket) -> socket.socket:
        assert self._tls is not None
        try:
            return self._tls.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            raise

    def _answer(self, connection: socket.socket, head: bytes) -> bool:
        path = head.split(b" ")[1].decode()
        with self._lock:
            self.asked.append(path)
            self.heads.append(head)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            reply = self.replies.get(path, self.replies.get("*", status(404)))
            if callable(reply) and len(signature(reply).parameters) == 2:
                reply(head, connection)
                return False
            answer: bytes = reply(head) if callable(reply) else reply
            connection.sendall(answer)
        finally:
            with self._lock:
                self.at_once -= 1
        return b"connection: close" not in answer.lower()


@contextmanager
def serving(replies: Mapping[str, Any], certificate: str = "") -> Iterator[Server]:
    """A server while this lasts; with a `certificate` of those beside this file, it speaks TLS."""
    server = Server(replies, certificate)
    try:
        yield server
    finally:
        server.close()


def page(body: bytes | str = b"", *headers: str, code: int = 200) -> bytes:
    """A whole answer."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {code} Whatever", f"Content-Length: {len(data)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + data


def status(code: int, *headers: str) -> bytes:
    return page(b"", *headers, code=code)


def to(location: str, code: int = 302) -> bytes:
    return status(code, f"Location: {location}")
