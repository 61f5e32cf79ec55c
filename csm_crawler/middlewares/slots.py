"""The downloader's slot of a host: all requests to it, of whatever site, pass there one after another."""

from time import monotonic

from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Request


def slow_down(crawler: Crawler, request: Request, seconds: float) -> None:
    """Leave at least so many seconds between the requests to the request's host, from now to the end of the run."""
    key, slot = _slot(crawler, request)
    if crawler.engine is None or slot is None or slot.delay >= seconds:
        return
    slot.delay, slot.jitter = seconds, 0.0  # a jitter would also shorten it
    slot.lastseen = monotonic()  # an answer has just come; when its request left is longer ago than its server thinks
    # Scrapy forgets a slot that was idle for a minute and makes it anew of this.
    settings = {"delay": seconds, "jitter": 0.0, "concurrency": slot.concurrency}
    crawler.engine.downloader.per_slot_settings[key] = settings


def hold_back(crawler: Crawler, request: Request, seconds: float) -> None:
    """Send nothing to the request's host for so many seconds, not even what is waiting there already."""
    _, slot = _slot(crawler, request)
    if slot is not None:
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)
        slot.delay = slot.delay or 0.01  # without any delay Scrapy does not look at the clock


def _slot(crawler: Crawler, request: Request) -> tuple[str, Slot | None]:
    if crawler.engine is None:
        return "", None
    downloader = crawler.engine.downloader
    key = downloader.get_slot_key(request)
    return key, downloader.slots.get(key)
