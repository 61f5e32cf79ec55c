"""All feeds in the folders that people look for them in."""

from collections.abc import Iterable
from dataclasses import dataclass

from csm_crawler.publish.feed import FeedLink

TITLES = {
    "": "Platforms and companies",
    "group": "Groups",
    "topic": "Topics",
    "language": "Languages",
    "site": "Sites",
    "own": "Your own",
    "more": "More",
}
"""Folder below feeds/ → its heading, in their order; others come behind by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A heading, and the feeds below it, each with those in one language that are a part of it (`wechat.es`)."""

    name: str
    """Below feeds/; empty for the feeds that lie there themselves."""
    title: str
    feeds: tuple[tuple[FeedLink, tuple[FeedLink, ...]], ...]


def in_folders(feeds: Iterable[FeedLink]) -> list[Folder]:
    """All but "all", in the order in which they come; the parts of a feed by the tags of their languages."""
    feeds = tuple(feeds)
    names = {feed.name for feed in feeds}
    folders: dict[str, list[FeedLink]] = {folder: [] for folder in TITLES}
    parts: dict[str, list[FeedLink]] = {}
    for feed in feeds:
        whole = feed.name.rpartition(".")[0]
        if whole in names:
            parts.setdefault(whole, []).append(feed)
        elif feed.name != "all":
            folders.setdefault(feed.folder or feed.name.rpartition("/")[0], []).append(feed)
    return [
        Folder(
            name=folder,
            title=TITLES.get(folder, folder.capitalize()),
            feeds=tuple((one, tuple(sorted(parts.get(one.name, ()), key=lambda part: part.name))) for one in members),
        )
        for folder, members in folders.items()
        if members
    ]
