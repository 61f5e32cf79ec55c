"""A few pages fetched for somebody who waits: as considerate as a run, and nothing is kept."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from csm_crawler.collect import hush
from csm_crawler.errors import CsmError, PageError
from csm_crawler.extract import Page, PageRequest
from csm_crawler.failures import describe_error
from csm_crawler.interrupt import Interruption
from csm_crawler.jobs.asking import Fetch
from csm_crawler.responses import page_of

Result = TypeVar("Result")

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Whoever asks these is at home: nobody else's server is spared by waiting."""


def visit(job: Callable[[Fetch], Awaitable[Result]]) -> Result:
    """What the job returns; it gets a function that fetches one page, or raises PageError with the reason.

    robots.txt, delays, retries, bounds, redirects and the User-Agent are those of a run. Once a process only, as the
    reactor cannot be started again. KeyboardInterrupt where a signal ended it, whatever the job raises otherwise.
    """
    settings = _settings()
    interruption, process = Interruption(), AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(_Visit)
    with interruption.guard():
        process.crawl(crawler, job=job)
        interruption.start(process)
    task: asyncio.Task[Result] | None = getattr(crawler.spider, "task", None)
    if interruption.came:
        raise KeyboardInterrupt
    if task is None or not task.done() or task.cancelled():
        raise CsmError("the visit did not start; CSM_LOG_LEVEL=DEBUG says why")
    return task.result()


class _Visit(Spider):
    """Runs the job instead of crawling."""

    name = "visit"

    def __init__(self, job: Callable[[Fetch], Awaitable[Any]]) -> None:
        super().__init__(self.name)
        self.job = job
        self.task: asyncio.Task[Any] | None = None

    async def start(self) -> AsyncIterator[Any]:
        """No request of its own: the crawl lasts as long as the job."""
        self.task = asyncio.create_task(_awaited(self.job(self.fetch)))
        try:
            await asyncio.wait([self.task])
        finally:
            self.task.cancel()  # where a signal ended the crawl; no harm where it is done
        if self.job is None:
            yield None

    async def fetch(self, asked: PageRequest) -> Page:
        """The page; PageError in the words of a run's report."""
        if not asked.url.startswith(("http://", "https://")):
            raise PageError(asked.url, "is no web page")
        request = Request(
            asked.url,
            method=asked.method,
            headers=dict(asked.headers),
            body=asked.body,
            meta={"dont_obey_robotstxt": asked.own},
            dont_filter=True,
        )
        assert self.crawler.engine is not None
        download = asyncio.create_task(self.crawler.engine.download_async(request))
        await asyncio.wait([download])
        error = download.exception()
        if isinstance(error, PageError):
            raise error
        if error is not None:
            raise PageError(asked.url, describe_error(error)) from error
        return _page(asked, download.result())


def _page(asked: PageRequest, response: Response) -> Page:
    if not 200 <= response.status < 300:
        raise PageError(asked.url, f"answered {response.status}")
    return page_of(response)


async def _awaited(job: Awaitable[Result]) -> Result:
    """A coroutine, as a task needs it."""
    return await job


def _settings() -> Settings:
    """Those of a run, without what counts and keeps."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "csm_crawler.settings"
    settings = get_project_settings()
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    settings.set("EXTENSIONS", {}, priority="cmdline")
    middlewares = {
        path: order
        for path, order in settings.getdict("DOWNLOADER_MIDDLEWARES").items()
        if not str(path).endswith(".ConditionalMiddleware")
    }
    settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="cmdline")
    slots = {host: {"delay": 0, "concurrency": 1, "jitter": 0} for host in LOOPBACK}
    settings.set("DOWNLOAD_SLOTS", {**settings.getdict("DOWNLOAD_SLOTS"), **slots}, priority="cmdline")
    hush(settings)
    return settings
