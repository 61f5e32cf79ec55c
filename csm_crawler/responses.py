"""What Scrapy fetched, as plain values."""

from datetime import UTC, datetime

from scrapy.http import Response
from scrapy.utils.python import to_unicode

from csm_crawler.extract import Page


def page_of(response: Response, *, url: str = "", encoding: str = "") -> Page:
    """The response as the rooms below know it; `url` where it is not the response's own (a saved page's site)."""
    return Page(
        url=url or response.url,
        body=response.body,
        content_type=to_unicode(response.headers.get("Content-Type") or b"", "latin-1"),
        fetched_at=datetime.now(UTC),
        encoding=encoding,
        headers=headers_of(response),
    )


def headers_of(response: Response) -> dict[str, str]:
    """By name in lower case; several of one name are joined, as RFC 9110 (5.3) allows."""
    joined = {name: b", ".join(response.headers.getlist(name)) for name in response.headers}
    return {to_unicode(name, "latin-1").lower(): to_unicode(value, "latin-1") for name, value in joined.items()}
