"""The W3C feed validator's complaints about RSS 2.0 and Atom 1.0, errors and warnings and advice, and JSON Feed 1.1's.

A model of our own, after the validator's documentation, RFC 4287, the RSS Profile and the text of JSON Feed 1.1, and
narrower than they are: elements that we do not publish are undefined here, and nothing may hold markup. One thing it
leaves out: the validator reads five megabytes and no more.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from tests.publish.strict.atom import check_atom
from tests.publish.strict.json_feed import check_json
from tests.publish.strict.nodes import Malformed, parse
from tests.publish.strict.rss import check_rss

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def complaints(body: bytes, *, url: str, now: datetime = NOW) -> list[str]:
    """Whatever is wrong with a feed that was fetched from `url`, each by its name and where; none where nothing is."""
    return list(_complaints(body, url, now))


def _complaints(body: bytes, url: str, now: datetime) -> Iterator[str]:
    if body.lstrip().startswith(b"{"):
        yield from check_json(body, url=url, now=now)
        return
    try:
        root, found = parse(body)
    except Malformed as problem:
        yield f"SAXError: {problem}"
        return
    yield from found
    if root.name == "rss":
        yield from check_rss(root, url=url, now=now)
    elif root.name == "feed":
        yield from check_atom(root, url=url, now=now)
    else:
        yield f"UndefinedElement: {root.name}"
