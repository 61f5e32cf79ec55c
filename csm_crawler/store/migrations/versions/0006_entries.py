"""Entries as feeds held them when they were last written."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is kept yet."""
    op.create_table(
        "entry",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_of", sa.String(32), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("rss", "atom", "json")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_entry")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_entry_article_id"), ondelete="CASCADE"),
    )
    op.create_index("ix_entry_seen_at", "entry", ["seen_at"])
