"""Which words of an article name each of its platforms and topics, by today's catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csm_crawler.items import Article
from csm_crawler.platforms import Catalogue, Mention, find_topics, tag_platforms


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A platform or topic, and one place that names it."""

    slug: str
    is_stored: bool
    """Whether the article is tagged with it."""
    role: str = ""
    """Of a platform: subject, mention or comparison, see `platforms.Mention`."""
    alias: str = ""
    """The name as the catalogue has it; empty where the article is tagged with what nothing in it names today."""
    words: str = ""
    """As printed."""
    field: str = ""
    """title or summary."""
    at: int = 0
    """Place of the words in that field."""


def platforms_named(article: Article, catalogue: Catalogue) -> tuple[Naming, ...]:
    """Each place of title and summary that names a platform; then the tags that none of them explains."""
    words = {"title": article.title, "summary": article.summary}
    mentions = tag_platforms(**words, language=article.language, site=article.site, catalogue=catalogue)
    return tuple(_namings(article, mentions, article.platforms))


def topics_named(article: Article) -> tuple[Naming, ...]:
    """The same of topics, which have no role."""
    mentions = find_topics(article.title, article.summary, language=article.language)
    return tuple(_namings(article, mentions, article.topics, has_role=False))


def _namings(
    article: Article, mentions: Sequence[Mention], stored: Sequence[str], *, has_role: bool = True
) -> Iterator[Naming]:
    for one in mentions:
        start, end = one.span
        yield Naming(
            slug=one.slug,
            is_stored=one.slug in stored,
            role=one.role if has_role else "",
            alias=one.alias,
            words=getattr(article, one.field)[start:end],
            field=one.field,
            at=start,
        )
    named = {one.slug for one in mentions}
    yield from (Naming(slug=slug, is_stored=True) for slug in stored if slug not in named)
