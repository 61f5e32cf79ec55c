"""OPML, written and imported."""

from datetime import UTC, datetime
from pathlib import Path

from csm_crawler.jobs.opml_import import Imported, import_opml
from csm_crawler.sites import Site, read_site

TODAY = datetime(2026, 11, 25, 23, tzinfo=UTC)
NAMESPACE = 'xmlns:frss="https://freshrss.org/opml"'


def opml(*outlines: str, head: str = "") -> str:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<opml version="2.0" {NAMESPACE}>'
    return f"{start}<head/><body>\n{''.join(outlines)}</body></opml>"


def imported(home: Path, text: str | bytes, *, scope: str = "china") -> Imported:
    file = home / "their.opml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_opml(file, home, today=TODAY, scope=scope)


def written(home: Path, name: str) -> Site:
    return read_site(home / "sites" / f"{name}.toml")
