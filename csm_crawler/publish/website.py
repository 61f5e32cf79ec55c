"""Feeds and newest articles → index.html, the page for people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from csm_crawler.items import Article
from csm_crawler.publish.clean import clean_line, language_tag, web_url
from csm_crawler.publish.feed import (
    FeedLink,
    Source,
    entry_date,
    entry_precision,
    entry_tags,
    entry_teaser,
    entry_title,
    feed_url,
    reader_order,
)
from csm_crawler.publish.folders import in_folders

# Not strftime, whose names follow the locale.
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def to_index(
    feeds: Sequence[FeedLink],
    articles: Iterable[Article],
    *,
    sources: Mapping[str, Source],
    labels: Mapping[str, str],
    base_url: str,
) -> bytes:
    """The HTML page in UTF-8: what this is, `articles` (all that are given) newest first, and where each feed lies.

    It needs no other file, no script and no server: links to the feeds are relative. The same arguments, in whatever
    order, give the same bytes.
    """
    names = {feed.name for feed in feeds}
    main = next(({**_feed(feed), "parts": []} for feed in feeds if feed.name == "all"), None)
    shown = [article for article in reader_order(articles) if web_url(article.url)]
    cards = [_card(article, sources, labels, names) for article in shown]
    page = _template().render(
        main=main,
        main_url=feed_url(base_url, "all", ".rss"),
        cards=cards,
        sections=_sections(feeds),
        # Not all of `sources`, most of which nobody may have enabled.
        sites=sorted({card["site"] for card in cards}),
    )
    return page.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("csm_crawler.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("index.html")


def _card(
    article: Article, sources: Mapping[str, Source], labels: Mapping[str, str], names: set[str]
) -> dict[str, Any]:
    """What the template shows of an article."""
    source = sources.get(article.site)
    tags = entry_tags(article, labels)
    return {
        "url": web_url(article.url),
        "title": entry_title(article),
        "summary": entry_teaser(article),
        "language": language_tag(article.language),
        "date": _date_words(article),
        "datetime": _machine_date(article),
        "printed": clean_line(article.date_text),
        "site": clean_line(source.title if source else "") or clean_line(article.site),
        "site_url": web_url(source.url) if source else "",
        "tags": [{"label": label, "anchor": _anchor(slug) if slug in names else ""} for slug, label in tags],
    }


def _date_words(article: Article) -> str:
    """The date in words, as precise as the page was and not more."""
    moment, precision = entry_date(article), entry_precision(article)
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if precision == "none" or article.published is None:
        return f"seen {day}"
    if precision == "month":
        month = article.published.astimezone(UTC)
        return clean_line(article.date_text) or f"{_MONTHS[month.month - 1]} {month.year}"
    return day if precision == "day" else f"{day}, {moment:%H:%M} UTC"


def _machine_date(article: Article) -> str:
    """The same for `<time datetime>`."""
    moment, precision = entry_date(article), entry_precision(article)
    if precision == "month" and article.published is not None:
        return f"{article.published.astimezone(UTC):%Y-%m}"
    return f"{moment:%Y-%m-%d}" if precision in ("none", "day") else f"{moment:%Y-%m-%dT%H:%MZ}"


def _sections(feeds: Sequence[FeedLink]) -> list[dict[str, Any]]:
    """The feeds but "all" in their folders; in each the fullest first, then by title."""
    fullest_first = sorted(feeds, key=lambda feed: (-feed.count, feed.title.casefold(), feed.name))
    return [
        {"title": folder.title, "feeds": [{**_feed(whole), "parts": _parts(parts)} for whole, parts in folder.feeds]}
        for folder in in_folders(fullest_first)
    ]


def _parts(feeds: Sequence[FeedLink]) -> list[dict[str, Any]]:
    """Feeds in one language, with the tag of their language."""
    return [{**_feed(feed), "tag": feed.name.rpartition(".")[2]} for feed in feeds]


def _feed(feed: FeedLink) -> dict[str, Any]:
    title = clean_line(feed.title) or feed.name
    return {
        "name": feed.name,
        "title": title,
        "count": feed.count,
        "anchor": _anchor(feed.name),
        "rss": f"{feed.name}.rss",
        "atom": f"{feed.name}.atom",
        "json": f"{feed.name}.json",
    }


def _anchor(name: str) -> str:
    return f"feed-{name.replace('/', '-')}"
