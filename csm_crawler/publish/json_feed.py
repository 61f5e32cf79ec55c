"""Feed → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping
from typing import Any

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, clean_name, language_tag, web_url
from csm_crawler.publish.feed import (
    Feed,
    Source,
    entry_date,
    entry_precision,
    entry_summary,
    entry_tags,
    entry_title,
    entry_updated,
    feed_url,
)
from csm_crawler.publish.images import entry_image
from csm_crawler.publish.pieces import JSON, Entry, Pieces

_VERSION = "https://jsonfeed.org/version/1.1"


def to_json(feed: Feed, known: Pieces | None = None) -> bytes:
    """JSON Feed 1.1 of all the feed's entries: UTF-8 with a newline at its end, the same bytes for the same feed.

    Entries that are `known` from other feeds are not made again.
    """
    entries = (Pieces() if known is None else known).of(feed)
    document = {
        "version": _VERSION,
        "title": clean_line(feed.title) or feed.name,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.address(".json"),
        "next_url": feed_url(feed.base_url, feed.older, ".json") if feed.older else "",
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": web_url(feed.hub)}] if web_url(feed.hub) else [],
    }
    # An item a line: json's own indentation is written in Python, and takes ten times as long.
    head = ",\n".join(f"{_text(key)}: {_text(value)}" for key, value in _without_empty(document).items())
    items = b",\n".join(_line(one, feed.labels) for one in entries)
    return b'{%b,\n"items": [\n%b\n]}\n' % (head.encode(), items)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(entry: Entry, labels: Mapping[str, str]) -> bytes:
    """An item, made if it is not known."""
    line = entry.pieces.get(JSON)
    if line is None:
        line = entry.pieces[JSON] = _text(_item(entry.article, entry.source, labels)).encode()
    return line


def _item(article: Article, source: Source, labels: Mapping[str, str]) -> dict[str, Any]:
    """An item; it must have content, so one without words repeats its title.

    Keys that begin with an underscore are our own: what the format has none for.
    """
    title, summary, author = entry_title(article), entry_summary(article), clean_name(article.author)
    published, updated = entry_date(article), entry_updated(article)
    item = {
        "id": article.guid,
        "url": web_url(article.url),
        "title": title,
        "content_text": summary or title,
        "image": entry_image(article, source),
        "date_published": published.isoformat(),
        "date_modified": updated.isoformat() if updated != published else "",
        "authors": [{"name": author}] if author else [],
        "tags": [label for _, label in entry_tags(article, labels)],
        "language": language_tag(article.language),
        "_date": {"precision": entry_precision(article)},
        "_source": _source(source),
    }
    return _without_empty(item)


def _source(source: Source) -> dict[str, str]:
    """The site that wrote it."""
    return _without_empty({"title": source.label, "url": web_url(source.url), "feed_url": web_url(source.feed_url)})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Without keys that have nothing to say."""
    return {key: value for key, value in values.items() if value}
