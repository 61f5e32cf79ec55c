"""What a web server says of each kind of file in feeds/."""

from pathlib import PurePath

MEDIA_TYPES = {
    ".rss": "text/xml; charset=utf-8",
    ".atom": "text/xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
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
