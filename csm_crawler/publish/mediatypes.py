"""What a web server says of each kind of file in feeds/."""

from pathlib import PurePath

XML = "text/xml; charset=utf-8"

MEDIA_TYPES = {
    ".rss": XML,
    ".atom": XML,
    ".json": "application/feed+json",
    ".opml": "text/x-opml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": XML,
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
"""By suffix. A feed is text/xml, so that a browser shows it by feed.css; as application/rss+xml it shows the source."""


def media_type(name: str) -> str:
    """Of a file; empty for one that has no business in feeds/."""
    return MEDIA_TYPES.get(PurePath(name).suffix, "")
