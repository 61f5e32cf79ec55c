"""How the sites stand → status.html: what changes only when one of their states does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from csm_crawler.publish.clean import clean_line, web_url

ORDER = ("broken", "walled", "moved", "quiet", "dormant", "fine")
"""States, the most urgent first."""
MEANINGS = {
    "broken": "nothing that can be trusted comes of it",
    "walled": "something stands in front of it: a captcha, a login, a refusal",
    "moved": "its page has another address now",
    "quiet": "longer silent than its own rhythm explains",
    "dormant": "silent for very long",
    "fine": "as it always was",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One site, without anything that changes from visit to visit."""

    site: str
    title: str
    url: str
    state: str
    since: datetime
    reason: str = ""


def to_status(rows: Iterable[StatusRow]) -> bytes:
    """The HTML page in UTF-8, the most urgent sites first; the same rows, in whatever order, give the same bytes."""
    ordered = sorted(rows, key=lambda row: (_rank(row.state), row.site))
    counts = {state: sum(row.state == state for row in ordered) for state in ORDER}
    page = _template().render(
        rows=[_shown(row) for row in ordered],
        counts=[(state, MEANINGS[state], count) for state, count in counts.items() if count],
    )
    return page.encode()


def _rank(state: str) -> int:
    return ORDER.index(state) if state in ORDER else len(ORDER)


def _shown(row: StatusRow) -> dict[str, str]:
    since = row.since.astimezone(UTC)
    return {
        "site": row.site,
        "title": clean_line(row.title) or row.site,
        "url": web_url(row.url),
        "state": row.state,
        "since": f"{since:%Y-%m-%d %H:%M} UTC",
        "datetime": f"{since:%Y-%m-%dT%H:%MZ}",
        "reason": clean_line(row.reason),
    }


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("csm_crawler.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("status.html")
