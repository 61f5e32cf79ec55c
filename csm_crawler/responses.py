"""What Scrapy fetched, as plain values."""

from scrapy.http import Response
from scrapy.utils.python import to_unicode


def headers_of(response: Response) -> dict[str, str]:
    """By name in lower case; several of one name are joined, as RFC 9110 (5.3) allows."""
    joined = {name: b", ".join(response.headers.getlist(name)) for name in response.headers}
    return {to_unicode(name, "latin-1").lower(): to_unicode(value, "latin-1") for name, value in joined.items()}
