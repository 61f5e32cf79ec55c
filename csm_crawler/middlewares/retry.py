"""Retries when the server says so: Retry-After (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy.downloadermiddlewares import retry
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from csm_crawler.errors import PageError, StoreError
from csm_crawler.middlewares.remembering import recall_of
from csm_crawler.middlewares.slots import hold_back
from csm_crawler.signals import store_failed
from csm_crawler.store import ArticleStore

LONGEST_WAIT = 120.0
"""Seconds that a run waits for a server; one that asks for more is left alone until then by the next runs too."""
LONGEST_BAN = timedelta(days=1)
"""A slip such as a year in seconds shall not silence a site for a year."""
BUSY = (429, 503)


class RetryMiddleware(retry.RetryMiddleware):
    """Scrapy's own, but for servers that say when to come again."""

    def process_request(self, request: Request) -> None:
        """PageError where the server asked an earlier run for more time."""
        host, store = urlparse_cached(request).netloc, self._store()
        if not host or store is None:
            return
        recall = recall_of(self.crawler)
        if recall is None:
            raise PageError(request.url, "is not asked for without a store")
        until = recall.left_alone.get(host)
        if until and until > datetime.now(UTC):
            raise PageError(request.url, f"asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")

    # Scrapy deprecates the third argument that its own methods still take.
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """PageError where the server wants more time than a run has."""
        value = response.headers.get("Retry-After") if response.status in BUSY else None
        now = datetime.now(UTC)
        wait = seconds_of(value.decode("latin-1"), now=now) if value else None
        if wait is None:
            return super().process_response(request, response)
        if wait > LONGEST_WAIT:
            until = now + min(timedelta(seconds=wait), LONGEST_BAN)
            self._leave_alone(request, until)
            until_words = f"{until:%Y-%m-%d %H:%M} UTC"
            raise PageError(request.url, f"answered {response.status} and asks to be left alone until {until_words}")
        hold_back(self.crawler, request, wait)
        return super().process_response(request, response)

    def _leave_alone(self, request: Request, until: datetime) -> None:
        host, store = urlparse_cached(request).netloc, self._store()
        if host and store is not None:
            try:
                store.leave_alone(host, until)
                if recall := recall_of(self.crawler):
                    recall.left_alone[host] = until
            except StoreError as error:
                self.crawler.signals.send_catch_log(store_failed, error=error)

    def _store(self) -> ArticleStore | None:
        """Not where nothing is kept, as in `scrapy shell`."""
        spider: Any = self.crawler.spider
        return getattr(spider, "store", None)


def seconds_of(value: str, *, now: datetime) -> float | None:
    """How long a Retry-After asks to wait: seconds, or until an HTTP date; None where it is neither."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
