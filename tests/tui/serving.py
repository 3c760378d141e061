"""A server of feeds and pages on 127.0.0.1, for tests of the app."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = """\
<!doctype html>
<html lang="en"><head><title>The town that counted its empty houses</title>
<meta name="author" content="Marta Oliveira">
<link rel="alternate" type="application/rss+xml" title="The Review" href="/feed.xml">
</head><body><article><h1>The town that counted its empty houses</h1>
{paragraphs}
</article></body></html>
"""
PARAGRAPHS = "\n".join(
    f"<p>For eleven years the council told residents that fewer than two hundred homes stood empty, and in year "
    f"{number} nobody asked how it had counted them, although everybody who lived there could have told.</p>"
    for number in range(1, 8)
)


class Reply(NamedTuple):
    """What is sent for a path."""

    body: str
    media_type: str = "text/html; charset=utf-8"
    status: int = 200


class Site:
    """What a server has, and what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {"/houses": Reply(PAGE.format(paragraphs=PARAGRAPHS))}
        self.asked: list[str] = []
        self.url = ""
        self.hold = Event()
        """Nothing is answered before it is set."""

        self.hold.set()

    def feed(self, path: str, title: str, *entries: str) -> str:
        """Have a feed of entries at `path`; its address."""
        items = "".join(
            f"<item><title>{entry}</title><guid>{path}/{entry}</guid><link>{self.url}{path}/{entry.replace(' ', '-')}"
            f"</link><description>{entry} was said to have happened on the quay, and nobody denied it.</description>"
            "</item>"
            for entry in entries
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
        self.replies[path] = Reply(body, "application/rss+xml")
        return f"{self.url}{path}"


@contextmanager
def serving() -> Iterator[Site]:
    """A server, for as long as the test takes."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.hold.wait(10)
            reply = site.replies.get(self.path, Reply("nothing here", "text/plain", 404))
            data = reply.body.encode()
            with suppress(ConnectionError):  # whoever asked was stopped
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.media_type)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()
