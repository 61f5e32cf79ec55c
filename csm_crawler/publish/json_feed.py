"""Feed → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
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

_VERSION = "https://jsonfeed.org/version/1.1"


def to_json(feed: Feed) -> bytes:
    """JSON Feed 1.1 of all the feed's entries: UTF-8 with a newline at its end, the same bytes for the same feed."""
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
    items = ",\n".join(_text(_item(article, feed)) for article in feed.entries)
    return f'{{{head},\n"items": [\n{items}\n]}}\n'.encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(article: Article, feed: Feed) -> dict[str, Any]:
    """An item; it must have content, so one without words repeats its title.

    Keys that begin with an underscore are our own: what the format has none for.
    """
    title, summary, author = entry_title(article), entry_summary(article), clean_name(article.author)
    published, updated, source = entry_date(article), entry_updated(article), feed.source_of(article)
    item = {
        "id": article.guid,
        "url": web_url(article.url),
        "title": title,
        "content_text": summary or title,
        "image": entry_image(article, source),
        "date_published": published.isoformat(),
        "date_modified": updated.isoformat() if updated != published else "",
        "authors": [{"name": author}] if author else [],
        "tags": [label for _, label in entry_tags(article, feed.labels)],
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
