"""Pages' own versions for conditional requests, and servers that asked to be left alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "page",
        sa.Column("site", ORDERED, nullable=False),
        sa.Column("url", ORDERED, nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.Column("rules", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("site", "url", name=op.f("pk_page")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "host",
        sa.Column("name", ORDERED, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
        sqlite_with_rowid=False,
    )
