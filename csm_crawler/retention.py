"""`[keep]` of csm.toml → how long what is stored is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csm_crawler.errors import ConfigError

FOREVER = "forever"
MOST_DAYS = 36_500
MOST_MB = 1_000_000
MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long articles and the bodies of pages are kept."""

    articles_days: int | None = None
    """Days from an article's first sight; None for ever."""
    bodies_days: int = 90
    """Days from the fetching of a page; 0 for none."""
    bodies_mb: int = 200
    """Megabytes of all bodies together, as they are stored; 0 for none."""

    @property
    def bodies_bytes(self) -> int:
        """The room for bodies: none where they are kept for no day."""
        return self.bodies_mb * MB if self.bodies_days else 0


_KEYS = ("articles", "bodies_days", "bodies_mb")


def read_keep(file: Path, table: dict[str, Any]) -> Keep:
    """The table `[keep]`; what it leaves out is as it is by default."""
    for key in table:
        if key not in _KEYS:
            raise ConfigError(file, f"keep.{key}", f"is no key; allowed are {', '.join(_KEYS)}")
    articles = table.get("articles", FOREVER)
    if articles != FOREVER and not _is_number(articles, 1, MOST_DAYS):
        problem = f'is {articles!r}; it must be "{FOREVER}" or a number of days from 1 to {MOST_DAYS}'
        raise ConfigError(file, "keep.articles", problem)
    numbers = {"bodies_days": MOST_DAYS, "bodies_mb": MOST_MB}
    for key, most in numbers.items():
        if key in table and not _is_number(table[key], 0, most):
            raise ConfigError(file, f"keep.{key}", f"is {table[key]!r}; it must be a whole number from 0 to {most}")
    given = {key: table[key] for key in numbers if key in table}
    return Keep(articles_days=None if articles == FOREVER else articles, **given)


def _is_number(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
