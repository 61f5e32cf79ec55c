"""Feed → JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, language_tag, web_url
from csm_crawler.publish.feed import Feed, entry_date, entry_summary, entry_tags, entry_title, entry_updated

_VERSION = "https://jsonfeed.org/version/1.1"


def to_json(feed: Feed) -> bytes:
    """JSON Feed 1.1 of all the feed's entries: UTF-8 with a newline at its end, the same bytes for the same feed."""
    document = {
        "version": _VERSION,
        "title": clean_line(feed.title) or feed.name,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": f"{feed.base_url}{feed.name}.json",
        "next_url": f"{feed.base_url}{feed.older}.json" if feed.older else "",
        "language": feed.language,
    }
    # An item a line: json's own indentation is written in Python, and takes ten times as long.
    head = ",\n".join(f"{_text(key)}: {_text(value)}" for key, value in _without_empty(document).items())
    items = ",\n".join(_text(_item(article, feed)) for article in feed.entries)
    return f'{{{head},\n"items": [\n{items}\n]}}\n'.encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(article: Article, feed: Feed) -> dict[str, Any]:
    """An item; it must have content, so one without words repeats its title."""
    title, summary, author = entry_title(article), entry_summary(article), clean_line(article.author)
    published, updated = entry_date(article), entry_updated(article)
    item = {
        "id": article.guid,
        "url": web_url(article.url),
        "title": title,
        "content_text": summary or title,
        "date_published": published.isoformat(),
        "date_modified": updated.isoformat() if updated != published else "",
        "authors": [{"name": author}] if author else [],
        "tags": [label for _, label in entry_tags(article, feed.labels)],
        "language": language_tag(article.language),
        "_source": _source(article, feed),
    }
    return _without_empty(item)


def _source(article: Article, feed: Feed) -> dict[str, str]:
    """The site that wrote it; the format has no key for it, one of our own begins with an underscore."""
    source = feed.sources.get(article.site)
    if source is None:
        return {}
    title = clean_line(source.title) or source.name
    return _without_empty({"title": title, "url": web_url(source.url), "feed_url": web_url(source.feed_url)})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Without keys that have nothing to say."""
    return {key: value for key, value in values.items() if value}
