"""The HTTP server: a thread for each connection, GET and HEAD, one line for whatever else is asked."""

import logging
import re
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import unquote, urlsplit

from csm_crawler import __version__
from csm_crawler.config import Config
from csm_crawler.errors import ConfigError, CsmError
from csm_crawler.jobs.rendering import FAULTS, told
from csm_crawler.jobs.serving.answering import Answer, answer, refusal
from csm_crawler.jobs.serving.files import INDEX, published
from csm_crawler.jobs.serving.querying import PATHS, Queries
from csm_crawler.publish.clean import web_url

logger = logging.getLogger(__name__)

METHODS = ("GET", "HEAD")
CONNECTIONS = 100
"""At once; more wait until one ends."""
IDLE = 15
"""Seconds after which a connection that says nothing is closed."""
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


class Server(ThreadingHTTPServer):
    """Serves the feeds of a home; `serve_forever` until it is stopped."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, config: Config, *, host: str, port: int) -> None:
        """OSError where nobody can listen there."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.config, self.queries = config, Queries(config)
        self._room = BoundedSemaphore(CONNECTIONS)
        super().__init__((host, port), Handler)
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self.server_port}/"

    def server_bind(self) -> None:
        """Without the name of the machine, which HTTPServer asks the network for."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """In a thread of its own, when there is room for one."""
        self._room.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """As inherited; and make room at its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A client that went away is nobody's fault; what else breaks costs its connection, and is told."""
        problem = sys.exc_info()[1]
        if not isinstance(problem, OSError):
            logger.error("a request could not be answered: %r", problem, exc_info=problem)

    def base_url_for(self, host: str) -> str:
        """How a client that says it asked this host knows the server: by base_url, where that names the same."""
        asked = f"http://{host}/"
        if not _HOST.fullmatch(host) or not web_url(asked):  # a port or an address that there cannot be
            return self.url
        base = self.config.base_url
        return base if urlsplit(base).netloc == host else asked


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"
    server_version = f"csm_crawler/{__version__}"
    sys_version = ""
    timeout = IDLE

    def do_GET(self) -> None:
        """Answer with the resource."""
        self._send(self._answer())

    do_HEAD = do_GET  # noqa: N815

    def _answer(self) -> Answer:
        try:
            # http.server reads the line as Latin-1; who does not escape what is not ASCII sends UTF-8.
            parts = urlsplit(self.path.encode("latin-1").decode())
            path = unquote(parts.path, errors="strict")
        except ValueError:
            return refusal(HTTPStatus.BAD_REQUEST, "The address is not understood.")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            if path in PATHS:
                base_url = self.server.base_url_for(headers.get("host", ""))
                return answer(self.server.queries.feed(PATHS[path], parts.query, base_url=base_url), headers)
            resource = published(self.server.config.feeds, path)
        except ConfigError as problem:
            return refusal(HTTPStatus.BAD_REQUEST, str(problem))
        except CsmError as problem:
            logger.error("%s", problem)
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The store cannot be read now.", **{"Retry-After": "60"})
        except FAULTS as fault:
            logger.error("%r could not be answered: %s", self.path, told(fault))
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "This cannot be shown; the server's log says why.")
        return answer(resource, headers) if resource else _nothing(path, self.server.config.feeds)

    def _send(self, told: Answer) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # nobody reads what the client sends: it is no request
        self.send_response(told.status)
        for name, value in told.headers.items():
            self.send_header(name, value)
        if told.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(told.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and told.body:
            self.wfile.write(told.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What http.server itself refuses, in one line; a method that there is none of is one that is not allowed."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        allow = {"Allow": ", ".join(METHODS)} if status == HTTPStatus.METHOD_NOT_ALLOWED else {}
        self.close_connection = True
        if not hasattr(self, "headers"):
            self.headers = self.MessageClass()
        self._send(refusal(status, f"{status.phrase}.", **allow))

    def version_string(self) -> str:
        """Without the version of Python."""
        return self.server_version

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Only where somebody asks for it: a good request says nothing."""
        logger.debug("%s %r", self.address_string(), format % args)


def _nothing(path: str, folder: Path) -> Answer:
    """404 in one line."""
    if path in ("/", f"/{INDEX}") and not (folder / INDEX).is_file():
        return refusal(HTTPStatus.NOT_FOUND, "Nothing is published yet; `csm run` collects and publishes.")
    return refusal(HTTPStatus.NOT_FOUND, "There is nothing here; / lists all feeds.")
