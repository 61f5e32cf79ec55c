"""Servers on loopback that remember what they were asked, and sites that are read from them."""

import contextlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.conftest import Run, listing

QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
ONE = listing(("Weibo opens a store", "/1", "13 noviembre, 2019", "Weibo sells."))


@dataclass
class Answer:
    body: bytes = ONE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    """Seconds between two of its bytes."""


@dataclass
class Asked:
    at: float
    path: str
    headers: dict[str, str]


class Server:
    """Answers by path; a list of answers in turn, the last one for ever; honors its own ETag and Last-Modified."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(Asked(time.monotonic(), self.path, dict(self.headers)))
                answer = server.answer(self.path, dict(self.headers))
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if not answer.pause:
                    self.wfile.write(answer.body)
                with contextlib.suppress(ConnectionError):
                    for byte in answer.body if answer.pause else b"":
                        self.wfile.write(bytes([byte]))
                        time.sleep(answer.pause)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        found = self.answers.get(path, Answer(b"", 404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        etag, modified = found.headers.get("ETag"), found.headers.get("Last-Modified")
        same = headers.get("If-None-Match") == etag if etag else headers.get("If-Modified-Since") == modified
        return Answer(b"", 304, found.headers) if (etag or modified) and same else found

    def times(self, path: str) -> list[float]:
        return [one.at for one in self.asked if one.path == path]

    def paths(self) -> list[str]:
        """What it was asked since the last time."""
        paths = [one.path for one in self.asked]
        self.asked.clear()
        return paths


def crawl(scrapy: Run, *names: str, more: tuple[str, ...] = QUICK) -> tuple[int, str, str]:
    done = scrapy("crawl", "csm", "-a", f"sites={','.join(names)}", *more)
    return done.returncode, done.stdout, done.stderr
