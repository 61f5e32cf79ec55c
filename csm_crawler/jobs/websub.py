"""Changed feeds → the WebSub hub, which tells its subscribers: they need not wait for their next poll."""

import http.client
from collections.abc import Sequence
from threading import Thread
from urllib.parse import urlencode, urlsplit

from csm_crawler.publish.clean import clean_line

PATIENCE = 5.0
"""Seconds that an answer may keep silent."""
LONGEST = 30.0
"""Seconds that all of them may take: a run does not wait for a slow hub."""


def announce(hub: str, urls: Sequence[str], *, user_agent: str, longest: float = LONGEST) -> str:
    """Ask the hub to fetch each of these feeds; what went wrong, in a line, or an empty string.

    One POST a feed, as every hub understands it (PubSubHubbub Core 0.4, section 7), over one connection.
    """
    call = _Call(hub, urls, user_agent)
    # A thread of its own, because no timeout of a socket ends an answer that comes byte by byte.
    thread = Thread(target=call.run, daemon=True)
    thread.start()
    thread.join(longest)
    problem = f"took longer than {longest:g} seconds" if thread.is_alive() else call.problem
    call.over = True
    return f"hub {hub}: {problem}; told of {call.told} of {len(urls)} changed files" if problem else ""


class _Call:
    """One connection to the hub, and how far it is."""

    def __init__(self, hub: str, urls: Sequence[str], user_agent: str) -> None:
        parts = urlsplit(hub)
        made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = made(parts.hostname or "", parts.port, timeout=PATIENCE)
        self.path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        self.headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": user_agent}
        self.urls = urls
        self.told, self.problem, self.over = 0, "", False

    def run(self) -> None:
        """Tell of each URL, until the hub cannot be reached, is broken (5xx) or has enough of us (429)."""
        try:
            for url in self.urls:
                status = self._tell(url)
                if status < 300:
                    self.told += 1
                else:
                    self.problem = f"answered {status}"
                if status >= 500 or status == 429 or self.over:
                    return
        except (OSError, http.client.HTTPException) as fault:
            self.problem = clean_line(str(fault))[:200] or type(fault).__name__  # it may quote the server
        finally:
            self.connection.close()

    def _tell(self, url: str) -> int:
        body = urlencode({"hub.mode": "publish", "hub.url": url})
        self.connection.request("POST", self.path, body, self.headers)
        answer = self.connection.getresponse()
        answer.read()  # else the connection cannot be used again
        return answer.status
