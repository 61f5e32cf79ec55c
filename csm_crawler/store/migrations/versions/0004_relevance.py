"""Which catalogue told an article's platforms and topics, and whether it is about China at all."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of the articles that are there, all count, by a catalogue that nobody noted."""
    op.drop_index("ix_article_newest", "article")  # SQLite copies the table, and its index without the order
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("catalogue", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("off_topic", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("article") as table:
        table.alter_column("catalogue", server_default=None)
        table.alter_column("off_topic", server_default=None)
    op.create_index("ix_article_newest", "article", [sa.text("sort_at DESC"), "url"])
