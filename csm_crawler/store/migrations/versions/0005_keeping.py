"""What leads to an article, how it changed, and the pages that it was read from."""

import sqlalchemy as sa
from alembic import op

from csm_crawler.store import aliases, fulltext, search
from csm_crawler.store.columns import TsVector

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Of the articles that are there, their links, ids and titles are what is known."""
    _articles()
    _cards()
    _aliases()
    _revisions()
    _snapshots()
    _feeds()
    _months()
    _health()
    _counts()
    aliases.index_all(op.get_bind())
    _words()


def _articles() -> None:
    op.drop_index("ix_article_newest", "article")  # SQLite copies the table, and its index without the order
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("moved_to", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("listed_at", MOMENT))
    op.execute("UPDATE article SET listed_at = first_seen")
    with op.batch_alter_table("article") as table:
        table.alter_column("moved_to", server_default=None)
    op.create_index("ix_article_newest", "article", [sa.text("sort_at DESC"), "url"])


def _cards() -> None:
    with op.batch_alter_table("card") as table:
        table.add_column(sa.Column("page_hash", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("detail_hash", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("found_by", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("said_at", MOMENT))
    op.execute("UPDATE card SET said_at = seen_at")
    with op.batch_alter_table("card") as table:
        for name in ("page_hash", "detail_hash", "found_by", "is_current"):
            table.alter_column(name, server_default=None)
        table.alter_column("said_at", nullable=False)


def _aliases() -> None:
    op.create_table(
        "alias",
        sa.Column("article_id", sa.Integer(), nullable=False),
        *(sa.Column(name, ORDERED, nullable=False) for name in ("kind", "value")),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "kind", "value", name=op.f("pk_alias")),
        _fk("alias", "article_id", "article.id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alias_key", "alias", ["key"])
    op.create_table(
        "gone",
        sa.Column("key", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_gone")),
        sqlite_with_rowid=False,
    )


def _revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revised_at", MOMENT, nullable=False),
        sa.Column("page_url", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        _fk("revision", "article_id", "article.id"),
    )
    op.create_index("ix_revision_article_id", "revision", ["article_id"])
    op.create_index("ix_revision_revised_at", "revision", ["revised_at"])


def _snapshots() -> None:
    op.create_table(
        "snapshot",
        *(sa.Column(name, ORDERED, nullable=False) for name in ("site", "url")),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "url", "hash", name=op.f("pk_snapshot")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snapshot_fetched_at", "snapshot", ["fetched_at"])


def _feeds() -> None:
    op.drop_index("ix_feed_article_newest", "feed_article")
    with op.batch_alter_table("feed_article", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(sa.Column("listed_at", MOMENT))
    first_seen = "SELECT first_seen FROM article WHERE article.id = feed_article.article_id"
    op.execute(f"UPDATE feed_article SET listed_at = ({first_seen})")  # noqa: S608
    op.create_index("ix_feed_article_newest", "feed_article", ["feed", sa.text("sort_at DESC"), "url"])
    op.create_index("ix_feed_article_listed", "feed_article", ["feed", sa.text("listed_at DESC")])


def _months() -> None:
    with op.batch_alter_table("feed", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(sa.Column("archived_until", MOMENT))
    op.create_table(
        "feed_month",
        *(sa.Column(name, ORDERED, nullable=False) for name in ("feed", "month")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("articles", "parts")),
        sa.Column("stale_from", MOMENT),
        sa.PrimaryKeyConstraint("feed", "month", name=op.f("pk_feed_month")),
        _fk("feed_month", "feed", "feed.name"),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    month = "substr(sort_at, 1, 7)" if is_sqlite else "to_char(sort_at AT TIME ZONE 'UTC', 'YYYY-MM')"
    names, columns = "feed, month, articles, parts", f"feed, {month}, count(*), 0"
    op.execute(f"INSERT INTO feed_month ({names}) SELECT {columns} FROM feed_article GROUP BY 1, 2")  # noqa: S608


def _counts() -> None:
    """Nothing is counted yet."""
    op.create_table(
        "counted",
        *(sa.Column(name, MOMENT, nullable=False) for name in ("since", "until")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("feeds", "counts")),
        sa.PrimaryKeyConstraint("since", "until", name=op.f("pk_counted")),
        sqlite_with_rowid=False,
    )
    by_month = sa.text("published_precision = 'month'")
    op.create_index("ix_article_site", "article", ["site", "id"])
    op.create_index("ix_article_by_month", "article", ["published"], sqlite_where=by_month, postgresql_where=by_month)


def _words() -> None:
    """The last of all: on SQLite a table loses its trigger where it is copied."""
    if op.get_context().dialect.name == "sqlite":
        for statement in (fulltext.TABLE, fulltext.SETTING, fulltext.TRIGGER):
            op.execute(statement)
        search.index_all(op.get_bind())
        return
    op.create_table(
        "article_words",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("words", TsVector(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_words")),
        _fk("article_words", "article_id", "article.id"),
    )
    search.index_all(op.get_bind())
    op.create_index("ix_article_words_words", "article_words", ["words"], postgresql_using="gin")


def _health() -> None:
    numbers = ("listed", "undated", "untitled", "unlinked", "titles")
    with op.batch_alter_table("site_run") as table:
        for name in ("is_live", "is_whole"):
            table.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in numbers:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        for name in ("languages", "hosts"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
        for name in ("moved_to", "finding"):
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("site_run") as table:
        for name in ("is_live", "is_whole", *numbers, "languages", "hosts", "moved_to", "finding"):
            table.alter_column(name, server_default=None)
    op.create_index("ix_site_run_site", "site_run", ["site", sa.text("run_id DESC")])
    op.create_table(
        "site_state",
        sa.Column("site", ORDERED, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "reason")),
        sa.Column("since", MOMENT, nullable=False),
        *(sa.Column(name, MOMENT) for name in ("last_success", "last_new")),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("visited_at", "next_at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rules", "memory")),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_site_state")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", ORDERED, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "reason")),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_site", "incident", ["site"])


def _fk(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
