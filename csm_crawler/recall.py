"""What earlier runs left for this one, asked of the store at once: sixty sites are a few queries, not some hundred."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from csm_crawler.jobs.planning import host_of
from csm_crawler.sites import Site
from csm_crawler.store import ArticleStore, PageRecord
from csm_crawler.walking import backfill_key, unfinished_key


def robots_key(origin: str) -> str:
    """Under which the store remembers what a server's robots.txt said."""
    return f"robots/{origin}"


def tdm_key(origin: str) -> str:
    """Under which the store remembers what a server reserves."""
    return f"tdmrep/{origin}"


class Recall:
    """Of the sites that a run asks; read when the first of them is, StoreError. Of others the store is asked."""

    def __init__(self, store: ArticleStore, sites: Iterable[Site]) -> None:
        live = [site for site in sites if not site.saved]
        self.store = store
        self.pages: dict[str, dict[str, PageRecord]] = store.pages_by_site([site.name for site in live])
        """By site and URL."""
        self.left_alone = store.health.left_alone(datetime.now(UTC))
        """Servers that asked for it, until when."""
        self._asked = {key for site in live for key in _keys(site)}
        self._values = store.get_metas(self._asked)

    def get(self, key: str) -> str | None:
        """A value of the store's meta table, as it was when the run began; None where there is none."""
        return self._values.get(key) if key in self._asked else self.store.get_meta(key)


def _keys(site: Site) -> tuple[str, ...]:
    origin = f"{urlsplit(site.url).scheme}://{host_of(site)}"
    return backfill_key(site), unfinished_key(site), robots_key(origin), tdm_key(origin)
