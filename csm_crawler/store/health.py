"""What the store remembers of how sites stand: their states, their incidents, their last visits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, true, update

from csm_crawler.store.database import Database
from csm_crawler.store.runs import SiteRecord
from csm_crawler.store.schema import host, incident, run, site_run, site_state


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """How a site stands after its last visit."""

    site: str
    state: str
    reason: str = ""
    since: datetime
    last_success: datetime | None = None
    last_new: datetime | None = None
    visited_at: datetime
    """When the run of its last visit began."""
    next_at: datetime
    """When it is to be asked again."""
    rules: str = ""
    """A digest of its file at its last visit."""
    memory: str = ""
    """What all this was learned from, for those who judge it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A time in which a site was not fine."""

    site: str
    state: str
    reason: str
    opened_at: datetime
    closed_at: datetime | None = None
    ending: str = ""
    """What came after it."""


class HealthBook:
    """The part of the store that remembers how sites stand; what the database refuses is a StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def states(self) -> dict[str, SiteState]:
        """Of all sites that were ever visited, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(site_state).order_by(site_state.c.site)).mappings()
            return {row["site"]: SiteState(**row) for row in rows}

    def states_of(self, sites: Collection[str], *, but: str) -> dict[str, SiteState]:
        """Of these sites, and of all whose state is another one than `but`."""
        wanted = or_(site_state.c.state != but, site_state.c.site.in_(bindparam("sites", expanding=True)))
        with self._database.reading() as connection:
            rows = connection.execute(select(site_state).where(wanted), {"sites": list(sites)}).mappings()
            return {row["site"]: SiteState(**row) for row in rows}

    def left_alone(self, now: datetime) -> dict[str, datetime]:
        """Servers that asked to be left alone, until when."""
        with self._database.reading() as connection:
            return {row.name: row.not_before for row in connection.execute(select(host).where(host.c.not_before > now))}

    def visits(self, site: str, *, since: datetime | None, limit: int) -> list[SiteRecord]:
        """The last visits in which the site's first page came whole and nothing was wrong, the newest last."""
        columns = [site_run.c[field.name] for field in fields(SiteRecord)]
        nothing_wrong = (site_run.c.finding == "", site_run.c.problem == "")
        good = (site_run.c.site == site, site_run.c.is_whole == true(), *nothing_wrong)
        wanted = select(*columns).where(*good).order_by(site_run.c.run_id.desc()).limit(limit)
        if since:
            wanted = wanted.join(run).where(run.c.started_at >= since)
        with self._database.reading() as connection:
            return [SiteRecord(**row) for row in connection.execute(wanted).mappings()][::-1]

    def last_whole(self, site: str) -> tuple[datetime, SiteRecord] | None:
        """The last visit in which the site's first page came whole, good or not, and when its run began; None where
        there was none."""
        columns = [site_run.c[field.name] for field in fields(SiteRecord)]
        mine = (site_run.c.site == site, site_run.c.is_whole == true())
        wanted = select(run.c.started_at, *columns).join_from(site_run, run).where(*mine)
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(site_run.c.run_id.desc()).limit(1)).mappings().first()
        if row is None:
            return None
        return row["started_at"], SiteRecord(**{name: value for name, value in row.items() if name != "started_at"})

    def incidents(self, limit: int | None = None) -> list[Incident]:
        """All incidents, or those that opened or ended last: the last first."""
        columns = [incident.c[field.name] for field in fields(Incident)]
        changed_at = func.coalesce(incident.c.closed_at, incident.c.opened_at)
        wanted = select(*columns).order_by(changed_at.desc(), incident.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Incident(**row) for row in connection.execute(wanted).mappings()]

    def open_incidents(self) -> dict[str, Incident]:
        """By site."""
        columns = [incident.c[field.name] for field in fields(Incident)]
        wanted = select(*columns).where(incident.c.closed_at.is_(None)).order_by(incident.c.site)
        with self._database.reading() as connection:
            return {row["site"]: Incident(**row) for row in connection.execute(wanted).mappings()}

    def keep(
        self, states: Sequence[SiteState], *, opened: Sequence[Incident] = (), closed: Sequence[Incident] = ()
    ) -> None:
        """Put these in the place of what was remembered of the sites, in one transaction with their incidents."""
        with self._database.writing() as connection:
            _replace(connection, states)
            for one in closed:
                still = (incident.c.site == one.site, incident.c.closed_at.is_(None))
                ended = {"closed_at": one.closed_at, "ending": one.ending}
                connection.execute(update(incident).where(*still).values(ended))
            if opened:
                connection.execute(insert(incident), [_row(one) for one in opened])

    def forgive(self, site: str, since: datetime) -> None:
        """Take what was unusual in a site's visits since then for usual."""
        runs = select(run.c.id).where(run.c.started_at >= since)
        with self._database.writing() as connection:
            mine = (site_run.c.site == site, site_run.c.problem == "", site_run.c.run_id.in_(runs))
            connection.execute(update(site_run).where(*mine).values(finding=""))

    def forget_visits(self, before: datetime) -> None:
        """Forget the runs of long ago, and what each site gave in them."""
        with self._database.writing() as connection:
            connection.execute(delete(run).where(run.c.started_at < before))


def _replace(connection: Connection, states: Sequence[SiteState]) -> None:
    if not states:
        return
    connection.execute(
        delete(site_state).where(site_state.c.site == bindparam("of_site")), [{"of_site": one.site} for one in states]
    )
    connection.execute(insert(site_state), [_row(one) for one in states])


def _row(one: SiteState | Incident) -> Mapping[str, object]:
    return {field.name: getattr(one, field.name) for field in fields(one)}
