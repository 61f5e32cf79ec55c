"""A server of a home, and what it says."""

import http.client
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from csm_crawler.jobs.membership import feeds_of
from csm_crawler.jobs.serving.server import Server
from csm_crawler.platforms import load_catalogue
from csm_crawler.store import ArticleStore, Reading
from tests.store.builders import article, card

SEEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def keep(home: Path, *articles: dict[str, Any]) -> None:
    """Articles of one day each, the first the newest; each with other fields than usual."""
    readings = []
    with ArticleStore.open(f"sqlite:///{home / 'csm.sqlite3'}") as store:
        start = store.count("all")
        for number, fields in enumerate(articles, start):
            site = fields.get("site", "technode")
            word = f"{number:03}".translate(str.maketrans("0123456789", "abcdefghij"))
            words = {"title": f"Story {word}", "teaser": "", **{k: fields.pop(k) for k in ("title",) if k in fields}}
            says = card(number, site=site, link=f"https://{site}.example/{word}", seen_at=SEEN, **words)
            read = article(says, **{"published": SEEN - timedelta(days=number), "platforms": ("douyin",)} | fields)
            readings.append(Reading(card=says, article=read, feeds=feeds_of(read, load_catalogue())))
        store.add(readings)


class Told:
    """What the server said."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def titles(self) -> list[str]:
        return [item["title"] for item in json.loads(self.body)["items"]]


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return Told(connection.getresponse())
    finally:
        connection.close()
