"""SIGTERM and SIGINT: a run ends within seconds, and the pages that were read whole are kept."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.defer import deferred_from_coro

GRACE = 5.0
"""Seconds for the requests under way; Scrapy alone waits for them as long as DOWNLOAD_TIMEOUT allows."""


class Interruption:
    """Whether a signal came. Outside the crawl it raises KeyboardInterrupt, within it ends the crawl."""

    def __init__(self) -> None:
        self.came = False
        self.process: AsyncCrawlerProcess | None = None

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Take both signals; give them back at the end."""
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = [signal.signal(number, self._handle) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    def start(self, process: AsyncCrawlerProcess) -> None:
        """Run the crawls of a process to their end, or to a signal."""
        self.process = process
        try:
            process.start(install_signal_handlers=False)
        finally:
            self.process = None

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        again, self.came = self.came, True
        if self.process is None:
            raise KeyboardInterrupt
        from twisted.internet import reactor  # only now: importing it earlier would install the wrong one

        reactor.callFromThread(self._end_now if again else self._end, self.process)

    def _end(self, process: AsyncCrawlerProcess) -> None:
        from twisted.internet import reactor

        deferred_from_coro(process.stop())
        reactor.callLater(GRACE, self._end_now, process)  # type: ignore[arg-type]  # a module that is an object

    def _end_now(self, _process: object) -> None:
        from twisted.internet import reactor

        if reactor.running:
            reactor.stop()  # type: ignore[misc]
