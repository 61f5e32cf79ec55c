"""Which fields of a card came from the article's own page."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None of the cards that are there."""
    with op.batch_alter_table("card") as table:
        table.add_column(sa.Column("from_detail", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("card") as table:
        table.alter_column("from_detail", server_default=None)
