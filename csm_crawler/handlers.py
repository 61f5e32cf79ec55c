"""Download handlers that are made when the first request needs them."""

from typing import Any

from scrapy.crawler import Crawler

from csm_crawler.logformatter import tell_at_debug


class HttpHandler:
    """Scrapy's own for http and https, imported only where a site is read live: its TLS costs a tenth of a run."""

    lazy = True

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """The handler that Scrapy has by default."""
        from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

        tell_at_debug(HTTP11DownloadHandler.__module__)
        return HTTP11DownloadHandler.from_crawler(crawler)
