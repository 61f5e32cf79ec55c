"""The stylesheet that makes a feed legible where somebody opens it in a browser.

CSS and not XSLT, which browsers are about to drop. Links of plain XML cannot be clicked, so addresses are shown.
"""

from pathlib import Path

CSS = "feed.css"
"""Its file, beside `all.rss`."""


def to_css() -> bytes:
    """One file for RSS and Atom; it loads nothing."""
    return (Path(__file__).parent / "templates" / CSS).read_bytes()
