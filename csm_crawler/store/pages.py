"""What the store remembers of the pages themselves: their versions, and which servers want to be left alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from csm_crawler.store.queries import rows_in
from csm_crawler.store.schema import host, page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page whose cards are all kept, and how its server names that version of it (RFC 9110, section 8.8)."""

    site: str
    url: str
    """As it was asked for, after redirects."""
    etag: str = ""
    """With its quotes; empty where the server gives none."""
    last_modified: str = ""
    """As the server writes it."""
    status: int = 200
    """Of the last answer: 200, or 304 for "as you know it"."""
    fetched_at: datetime
    """When it last came whole."""
    checked_at: datetime
    """When it was last asked for."""
    rules: str
    """A digest of what it was read with; read anew, it might give other cards."""


def pages_of(connection: Connection, sites: Sequence[str]) -> dict[str, dict[str, PageRecord]]:
    """The remembered pages of each of these sites, by URL."""
    columns = [page.c[field.name] for field in fields(PageRecord)]
    found: dict[str, dict[str, PageRecord]] = {site: {} for site in sites}
    for row in rows_in(connection, columns, page.c.site, sites):
        found[row.site][row.url] = PageRecord(**row._mapping)
    return found


def remember(connection: Connection, records: Sequence[PageRecord]) -> None:
    """Put these in the place of what was remembered of the same pages."""
    rows = [{field.name: getattr(one, field.name) for field in fields(PageRecord)} for one in records]
    old = delete(page).where(page.c.site == bindparam("of_site"), page.c.url == bindparam("of_url"))
    connection.execute(old, [{"of_site": one.site, "of_url": one.url} for one in records])
    connection.execute(insert(page), rows)


def not_before(connection: Connection, name: str) -> datetime | None:
    """Until when a server asked to be left alone; None where it never did."""
    return connection.execute(select(host.c.not_before).where(host.c.name == name)).scalar()


def leave_alone(connection: Connection, name: str, until: datetime) -> None:
    """Remember until when a server is not asked again."""
    connection.execute(delete(host).where(host.c.name == name))
    connection.execute(insert(host).values(name=name, not_before=until))
