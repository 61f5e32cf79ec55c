"""Alembic's entry: it works on the connection that `store.upgrade` hands it, within that one's transaction."""

from alembic import context

from csm_crawler.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
)
with context.begin_transaction():
    context.run_migrations()
