"""The tables: cards word for word, the articles made of them, and which feeds they stand in.

A change here wants a migration in `migrations/versions/` and its revision in `revision.MIGRATIONS`; a test compares
the two.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
)

from csm_crawler.store.columns import ORDERED_TEXT, TsVector, UtcDateTime, Words
from csm_crawler.store.fulltext import of_sqlite

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


MONTH = "month"
"""The precision of a date that tells no day."""


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _words(name: str) -> Column[tuple[str, ...]]:
    return Column(name, Words, nullable=False)


article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guid", ORDERED_TEXT, nullable=False, unique=True),
    Column("url", ORDERED_TEXT, nullable=False, unique=True),
    _text("site"),
    _text("title"),
    Column("title_derived", Boolean, nullable=False),
    _text("summary"),
    Column("published", UtcDateTime),
    _text("published_precision"),
    _text("published_rule"),
    _text("date_text"),
    _text("date_conflict"),
    Column("updated", UtcDateTime),
    Column("language", Text),
    # Twice, on purpose: here to read an article with one row, in article_platform to find it by one of them.
    _words("platforms"),
    _words("topics"),
    _text("image"),
    _text("author"),
    _words("categories"),
    _words("rights"),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("sort_at", UtcDateTime, nullable=False),
    _text("catalogue"),
    Column("off_topic", Boolean, nullable=False),
    _text("moved_to"),
    Column("listed_at", UtcDateTime),
)
"""`sort_at` is `published`, or `first_seen` where there is no date or only a month. `listed_at`: when the run began
that first saw it; null for what is old and came by a backfill: it stands in archives only."""
Index("ix_article_newest", article.c.sort_at.desc(), article.c.url)
Index("ix_article_site", article.c.site, article.c.id)
_BY_MONTH = article.c.published_precision == literal_column(f"'{MONTH}'")
Index("ix_article_by_month", article.c.published, sqlite_where=_BY_MONTH, postgresql_where=_BY_MONTH)

card = Table(
    "card",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("site"),
    _text("page_url"),
    Column("position", Integer, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    _text("title"),
    _text("link"),
    _text("teaser"),
    _text("date_text"),
    _text("date_attr"),
    _text("image"),
    _text("author"),
    _words("categories"),
    _text("source_id"),
    _text("modified_text"),
    _words("rights"),
    _words("from_detail"),
    Column("page_hash", String(64), nullable=False),
    Column("detail_hash", String(64), nullable=False),
    _words("found_by"),
    Column("is_current", Boolean, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
)
"""`is_current`: whether it is what its page said of the article when it last spoke of it. `said_at`: since when it
says so: `seen_at`, or when it came back to these words."""

alias = Table(
    "alias",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", ORDERED_TEXT, primary_key=True),
    Column("value", ORDERED_TEXT, primary_key=True),
    Column("key", String(24), nullable=False, index=True),
    Column("seen_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""Every link, every id of a feed and every title that led to an article; `key` is a digest of what they are compared
by."""

gone = Table("gone", metadata, Column("key", String(24), primary_key=True), sqlite_with_rowid=False)
"""Keys of the links and ids of articles that were cleaned away: they never come back as new."""

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("revised_at", UtcDateTime, nullable=False, index=True),
    _text("page_url"),
    Column("changes", JSON, nullable=False),
)
"""One material change of an article: field → what it said before and after."""

snapshot = Table(
    "snapshot",
    metadata,
    Column("site", ORDERED_TEXT, primary_key=True),
    Column("url", ORDERED_TEXT, primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("fetched_at", UtcDateTime, nullable=False, index=True),
    _text("content_type"),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _text("problem"),
    sqlite_with_rowid=False,
)
"""The body (zlib) of a page that gave something new, or failed: then `problem` says why."""

article_platform = Table(
    "article_platform",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("slug", ORDERED_TEXT, primary_key=True),
    sqlite_with_rowid=False,
)
"""Direct tags only; owners and groups come by roll-up."""
Index("ix_article_platform_slug", article_platform.c.slug, article_platform.c.article_id)

article_words = Table(
    "article_words",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("words", TsVector, nullable=False),
)
"""What an article is found by. On SQLite a full-text table of its own kind stands in its place, see `fulltext.py`."""
Index("ix_article_words_words", article_words.c.words, postgresql_using="gin").ddl_if(dialect="postgresql")
of_sqlite(article_words)

feed = Table(
    "feed",
    metadata,
    Column("name", ORDERED_TEXT, primary_key=True),
    Column("stale", Boolean, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("archived_until", UtcDateTime),
    sqlite_with_rowid=False,
)
"""`stale`: changed since it was last written. `articles`: how many it holds, since counting a million is slow.
`archived_until`: what was listed before stands in its archive as it was last written; null where it has none."""

feed_article = Table(
    "feed_article",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("feed", ForeignKey("feed.name", ondelete="CASCADE"), primary_key=True, type_=ORDERED_TEXT),
    Column("sort_at", UtcDateTime, nullable=False),
    Column("url", ORDERED_TEXT, nullable=False),
    Column("listed_at", UtcDateTime),
    sqlite_with_rowid=False,
)
# The newest of one feed, a month of it and what came to it last are ranges of these indexes at any size: the article's
# own sort_at, url and listed_at are repeated for them.
Index("ix_feed_article_newest", feed_article.c.feed, feed_article.c.sort_at.desc(), feed_article.c.url)
Index("ix_feed_article_listed", feed_article.c.feed, feed_article.c.listed_at.desc())

feed_month = Table(
    "feed_month",
    metadata,
    Column("feed", ForeignKey("feed.name", ondelete="CASCADE"), primary_key=True, type_=ORDERED_TEXT),
    Column("month", ORDERED_TEXT, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("stale_from", UtcDateTime),
    sqlite_with_rowid=False,
)
"""A month of a feed by `sort_at` in UTC ("2026-07"). `parts`: in how many documents it was last written; `stale_from`:
the time of the first article that changed in them since."""

entry = Table(
    "entry",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
    Column("made_of", String(32), nullable=False),
    *(Column(name, LargeBinary, nullable=False) for name in ("rss", "atom", "json")),
)
"""Articles as feeds held them when they were last written, in each format; `made_of`: a digest of the article as it was
then. Any may be missing; those that were seen first are let go where they are too many."""

counted = Table(
    "counted",
    metadata,
    Column("since", UtcDateTime, primary_key=True),
    Column("until", UtcDateTime, primary_key=True),
    _text("feeds"),
    _text("counts"),
    sqlite_with_rowid=False,
)
"""What figures count of some days by `sort_at`, until a change in them; `feeds`: the names that were counted."""

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("exit_code", Integer),
    Column("cards", Integer, nullable=False),
    Column("new_articles", Integer, nullable=False),
    Column("feeds", Integer, nullable=False),
    Column("written", Integer, nullable=False),
    Column("failed_sites", Integer, nullable=False),
)

site_run = Table(
    "site_run",
    metadata,
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("site", ORDERED_TEXT, primary_key=True),
    Column("cards", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    _text("problem"),
    Column("is_live", Boolean, nullable=False),
    Column("is_whole", Boolean, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("listed", "undated", "untitled", "unlinked", "titles")),
    Column("languages", JSON, nullable=False),
    Column("hosts", JSON, nullable=False),
    _text("moved_to"),
    _text("finding"),
    sqlite_with_rowid=False,
)
"""What a site gave in a run, field by field, and the state that its visit spoke for (`finding`)."""
Index("ix_site_run_site", site_run.c.site, site_run.c.run_id.desc())

site_state = Table(
    "site_state",
    metadata,
    Column("site", ORDERED_TEXT, primary_key=True),
    _text("state"),
    _text("reason"),
    Column("since", UtcDateTime, nullable=False),
    Column("last_success", UtcDateTime),
    Column("last_new", UtcDateTime),
    Column("visited_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    _text("rules"),
    _text("memory"),
    sqlite_with_rowid=False,
)
"""How a site stands after its last visit over the network, and when it is asked again; `rules`: a digest of its file
then; `memory`: what all this was learned from."""

incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", ORDERED_TEXT, nullable=False, index=True),
    _text("state"),
    _text("reason"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    _text("ending"),
)
"""A time in which a site was not fine."""

meta = Table("meta", metadata, Column("key", ORDERED_TEXT, primary_key=True), _text("value"), sqlite_with_rowid=False)

page = Table(
    "page",
    metadata,
    Column("site", ORDERED_TEXT, primary_key=True),
    Column("url", ORDERED_TEXT, primary_key=True),
    _text("etag"),
    _text("last_modified"),
    Column("status", Integer, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("rules", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""What a page said of its own version when all its cards were kept; `rules`: what it was read with."""

host = Table(
    "host",
    metadata,
    Column("name", ORDERED_TEXT, primary_key=True),
    Column("not_before", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""Servers that asked to be left alone for longer than a run waits."""
