"""Written feeds, read as readers do: by URL, below a folder that stands for the server."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

BASE_URL = "https://feeds.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"


@dataclass(frozen=True, kw_only=True)
class Read:
    """One document of a feed."""

    path: str
    """Under feeds/, with its suffix."""
    guids: tuple[str, ...]
    current: str
    """The URL of the feed that it is an archive of; empty for the feed itself, and in JSON, which cannot say so."""
    older: str
    """The URL of the document before it; empty where there is none."""
    is_archive: bool


def read(folder: Path, path: str) -> Read:
    """A document as a reader takes it; RSS and Atom must be without fault for feedparser."""
    body = (folder / path).read_bytes()
    if path.endswith(".json"):
        made = json.loads(body)
        guids = tuple(item["id"] for item in made["items"])
        return Read(path=path, guids=guids, current="", older=made.get("next_url", ""), is_archive=False)
    parsed = feedparser.parse(body)
    assert not parsed.bozo, (path, parsed.get("bozo_exception"))
    links = _links(body)
    assert links["self"] == BASE_URL + path
    return Read(
        path=path,
        guids=tuple(entry.id for entry in parsed.entries),
        current=links.get("current", ""),
        older=links.get("prev-archive", ""),
        is_archive=etree.fromstring(body).find(f".//{ARCHIVE}") is not None,
    )


def walk(folder: Path, name: str, suffix: str) -> Iterator[Read]:
    """The feed, and all that it leads to."""
    url = f"{BASE_URL}{name}{suffix}"
    seen: set[str] = set()
    while url:
        assert url not in seen, f"{url} leads to itself"
        seen.add(url)
        document = read(folder, url.removeprefix(BASE_URL))
        yield document
        url = document.older


def _links(body: bytes) -> dict[str, str]:
    root = etree.fromstring(body)
    head: Any = root if root.tag == f"{ATOM}feed" else root[0]
    return {link.get("rel"): link.get("href") for link in head.iterchildren(f"{ATOM}link")}
