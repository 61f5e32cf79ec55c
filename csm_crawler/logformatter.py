"""Scrapy's log lines, with those that the run's own report tells better moved to DEBUG."""

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatterResult
from scrapy.utils.log import get_scrapy_root_handler
from twisted.python.failure import Failure

from csm_crawler.logs import JsonFormatter, TextFormatter


class LogFormatter(logformatter.LogFormatter):
    """One line on stderr says what failed; `-L DEBUG` shows the traceback and the item."""

    def dropped(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        """A rejected card is counted, not printed with all its fields."""
        return _quiet(super().dropped(*args, **kwargs))

    def item_error(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        """The report names the error."""
        return _quiet(super().item_error(*args, **kwargs))

    def spider_error(
        self, failure: Failure, request: Request, response: Response | Failure, spider: Spider
    ) -> LogFormatterResult:
        """The report names the error, the page and the line; where there is none (`scrapy parse`), Scrapy does."""
        line = super().spider_error(failure, request, response, spider)
        return _quiet(line) if getattr(spider, "store", None) else line

    def download_error(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        """The report names the page."""
        return _quiet(super().download_error(*args, **kwargs))


def dress_records(format_: str) -> None:
    """From the next record on, all that Scrapy's handler writes has our form: text or json.

    Scrapy makes that handler before it asks anybody, and a new one with every crawler: it is dressed when a record is
    made, which is before it is written.
    """

    def make(*arguments: Any, **options: Any) -> logging.LogRecord:
        handler = get_scrapy_root_handler()
        if handler and handler.formatter and type(handler.formatter) is not form:
            handler.setFormatter(form(handler.formatter._fmt, handler.formatter.datefmt))
        return logging.LogRecord(*arguments, **options)

    form = JsonFormatter if format_ == "json" else TextFormatter
    logging.setLogRecordFactory(make)


def tell_at_debug(logger: str) -> None:
    """Move what a logger of Scrapy tells to DEBUG too, where the report has a line for it."""
    logging.getLogger(logger).addFilter(_demote)


def _demote(record: logging.LogRecord) -> bool:
    record.levelno, record.levelname = logging.DEBUG, "DEBUG"
    return True


def _quiet(line: LogFormatterResult) -> LogFormatterResult:
    return {**line, "level": logging.DEBUG}
