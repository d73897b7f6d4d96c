"""A web server on 127.0.0.1 that behaves as sites do: slow, broken, moved, changing, lying."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What an address answers. `trouble` are (status, headers) that come before the page itself."""

    body: bytes = b""
    content_type: str | None = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    validators: str = "both"
    """both, etag, date, none, or lie: always the same validator, whatever the body."""
    changed_at: float = 1_600_000_000.0
    wait: float = 0.0
    trouble: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    gzip: bool = False
    stall: bool = False
    drip: bool = False

    @property
    def etag(self) -> str | None:
        if self.validators == "lie":
            return '"always"'
        is_named = self.validators in ("both", "etag")
        return f'"{hashlib.md5(self.body).hexdigest()}"' if is_named else None

    @property
    def last_modified(self) -> str | None:
        has_date = self.validators in ("both", "date", "lie")
        return formatdate(self.changed_at, usegmt=True) if has_date else None


@dataclass(frozen=True)
class Hit:
    """A request as the server saw it."""

    at: float
    path: str
    headers: dict[str, str]
    status: int


class Replica:
    """The server. `pages` maps path with query to a Page; `hits` is its log."""

    def __init__(self, pages: dict[str, Page] | None = None, tls: ssl.SSLContext | None = None):
        self.pages = pages if pages is not None else {}
        self.hits: list[Hit] = []
        self._lock = threading.Lock()
        replica = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                replica.answer(self)

            def log_message(self, *_: Any) -> None:
                """The log is `hits`."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                """Crawlers that are killed leave broken pipes."""

        self.server = Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if tls else "http"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.host}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def forget(self) -> None:
        """Begin the log anew."""
        with self._lock:
            self.hits = []

    def asked(self) -> list[str]:
        """Return the paths that were asked for, robots.txt left out."""
        return [hit.path for hit in self.hits if hit.path != "/robots.txt"]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        page = self.pages.get(request.path)
        if page is None:
            page = Page("<html><body>ไม่พบหน้า</body></html>".encode(), status=404)
        status, headers, body = self._what(page, request)
        hit = Hit(time.time(), request.path, dict(request.headers.items()), status)
        with self._lock:
            self.hits.append(hit)
        if page.wait:
            time.sleep(page.wait)
        if page.stall:
            time.sleep(30)
            return
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if page.drip:
            request.send_header("Content-Length", "100000000")
            request.end_headers()
            while True:
                request.wfile.write(b"<p>more</p>" * 50)
                time.sleep(0.02)
        if status != 304:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if status != 304:
            request.wfile.write(body)

    def _what(
        self, page: Page, request: BaseHTTPRequestHandler
    ) -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            trouble = page.trouble.pop(0) if page.trouble else None
        if trouble is not None:
            return trouble[0], {"Content-Type": "text/html", **trouble[1]}, b"<p>later</p>"
        headers = {"Content-Type": page.content_type} if page.content_type else {}
        headers |= page.headers
        if page.status == 200:
            headers |= {
                name: value
                for name, value in (("ETag", page.etag), ("Last-Modified", page.last_modified))
                if value
            }
            asked = request.headers
            same_tag = page.etag and asked.get("If-None-Match") == page.etag
            same_date = (
                "If-None-Match" not in asked
                and page.last_modified
                and asked.get("If-Modified-Since") == page.last_modified
            )
            if same_tag or same_date:
                return 304, headers, b""
        body = page.body
        if page.gzip:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        return page.status, headers, body
