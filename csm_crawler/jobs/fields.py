"""What a site gave when its page last came whole, field by field, beside what it usually gives."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median

from csm_crawler.jobs.health import LOOKED_AT
from csm_crawler.jobs.memory import read_memory
from csm_crawler.store import HealthBook, SiteRecord

Value = float | Mapping[str, float]
"""A number, or a share by name: of a language, of a host that links lead to."""
SHARES = ("undated", "untitled", "unlinked", "languages", "hosts")
"""Fields whose values are shares of the cards."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a site's cards."""

    name: str
    last: Value
    usual: Value | None
    """None where nothing is known to compare it with."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a site gave."""

    at: datetime
    """When the run began in which its page last came whole."""
    visits: int
    """So many good visits before say what is usual."""
    fields: tuple[Field, ...]


def what_it_gave(book: HealthBook, site: str) -> Given | None:
    """The last visit in which the site's page came whole, field by field; None where there was none. StoreError."""
    found = book.last_whole(site)
    if found is None:
        return None
    at, last = found
    since = read_memory(book.states().get(site)).usual_since
    good = book.visits(site, since=since, limit=LOOKED_AT + 1)
    before = (good[:-1] if good and good[-1] == last else good)[-LOOKED_AT:]
    return Given(at, len(before), tuple(fields_of(last, before)))


def fields_of(last: SiteRecord, before: Sequence[SiteRecord]) -> Iterable[Field]:
    """Each field of a visit beside the visits before it: by their median, and for what is new by their mean."""

    def field(name: str, of: Callable[[SiteRecord], float], average: Callable[[Sequence[float]], float]) -> Field:
        return Field(name, of(last), average([of(one) for one in before]) if before else None)

    yield field("cards", lambda one: one.cards, median)
    yield field("new", lambda one: one.new, fmean)
    yield field("titles", lambda one: one.titles, median)
    yield field("undated", lambda one: _share(one.undated, one), median)
    yield field("untitled", lambda one: _share(one.untitled, one), median)
    yield field("unlinked", lambda one: _share(one.unlinked, one), median)
    yield Field("languages", _shares([last.languages]), _shares(one.languages for one in before) if before else None)
    yield Field("hosts", _shares([last.hosts]), _shares(one.hosts for one in before) if before else None)


def _share(count: int, record: SiteRecord) -> float:
    return count / record.cards if record.cards else 0.0


def _shares(counted: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Of all together, the largest first."""
    together: Counter[str] = Counter()
    for one in counted:
        together.update(one)
    return {name: count / together.total() for name, count in together.most_common() if count}
