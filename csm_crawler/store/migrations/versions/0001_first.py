"""The first tables. Written out, not taken from schema.py: a migration says what was true on its day."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _articles()
    _cards()
    _article_platforms()
    _feeds()
    _runs()
    op.create_table("meta", _key("key", ORDERED), _text("value"), _pk("meta", "key"), sqlite_with_rowid=False)


def _articles() -> None:
    op.create_table(
        "article",
        _key("id", sa.Integer()),
        sa.Column("guid", ORDERED, nullable=False),
        sa.Column("url", ORDERED, nullable=False),
        *(_text(name) for name in ("site", "title")),
        sa.Column("title_derived", sa.Boolean(), nullable=False),
        _text("summary"),
        sa.Column("published", MOMENT),
        *(_text(name) for name in ("published_precision", "published_rule", "date_text", "date_conflict")),
        sa.Column("updated", MOMENT),
        sa.Column("language", sa.Text()),
        *(_words(name) for name in ("platforms", "topics")),
        *(_text(name) for name in ("image", "author")),
        *(_words(name) for name in ("categories", "rights")),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("sort_at", MOMENT, nullable=False),
        _pk("article", "id"),
        sa.UniqueConstraint("guid", name=op.f("uq_article_guid")),
        sa.UniqueConstraint("url", name=op.f("uq_article_url")),
    )
    op.create_index("ix_article_newest", "article", [sa.text("sort_at DESC"), "url"])


def _cards() -> None:
    op.create_table(
        "card",
        _key("id", sa.Integer()),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("site", "page_url")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        *(_text(name) for name in ("title", "link", "teaser", "date_text", "date_attr", "image", "author")),
        _words("categories"),
        *(_text(name) for name in ("source_id", "modified_text")),
        _words("rights"),
        _pk("card", "id"),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_card_fingerprint")),
        _fk("card", "article_id", "article.id"),
    )
    op.create_index("ix_card_article_id", "card", ["article_id"])


def _article_platforms() -> None:
    op.create_table(
        "article_platform",
        _key("article_id", sa.Integer()),
        _key("slug", ORDERED),
        _pk("article_platform", "article_id", "slug"),
        _fk("article_platform", "article_id", "article.id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_platform_slug", "article_platform", ["slug", "article_id"])


def _feeds() -> None:
    op.create_table(
        "feed",
        _key("name", ORDERED),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        _pk("feed", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_article",
        _key("article_id", sa.Integer()),
        _key("feed", ORDERED),
        sa.Column("sort_at", MOMENT, nullable=False),
        sa.Column("url", ORDERED, nullable=False),
        _pk("feed_article", "article_id", "feed"),
        _fk("feed_article", "article_id", "article.id"),
        _fk("feed_article", "feed", "feed.name"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feed_article_newest", "feed_article", ["feed", sa.text("sort_at DESC"), "url"])


def _runs() -> None:
    op.create_table(
        "run",
        _key("id", sa.Integer()),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("exit_code", sa.Integer()),
        *(_count(name) for name in ("cards", "new_articles", "feeds", "written", "failed_sites")),
        _pk("run", "id"),
    )
    op.create_table(
        "site_run",
        _key("run_id", sa.Integer()),
        _key("site", ORDERED),
        *(_count(name) for name in ("cards", "rejected", "new")),
        _text("problem"),
        _pk("site_run", "run_id", "site"),
        _fk("site_run", "run_id", "run.id"),
        sqlite_with_rowid=False,
    )


def _key(name: str, kind: "sa.types.TypeEngine[Any]") -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=False)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _words(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.JSON(), nullable=False)


def _count(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _fk(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
