"""What servers reserve by `/.well-known/tdmrep.json`, told to whoever reads their pages as if the pages said it."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.misc import load_object

from csm_crawler.errors import PageError
from csm_crawler.middlewares.remembering import recalled, remember
from csm_crawler.recall import tdm_key
from csm_crawler.spiders.csm import CsmSpider

if TYPE_CHECKING:
    from csm_crawler.extract.tdmrep import TdmRule

logger = logging.getLogger(__name__)

HEADER = "TDM-Reservation"
LONGEST_TRUST = timedelta(days=7)
"""After so long a server is asked again."""


class TdmMiddleware:
    """Asks a server once before the first of its pages that a site file names, and again after a week.

    It stands behind robots.txt, which may forbid this file too. What cannot be had reserves nothing, or what it
    reserved when it was last seen. A page's own header goes before it
    (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/, "Processing priority").
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.rules: dict[str, asyncio.Task[list[TdmRule]]] = {}
        """By origin; asked once a run."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One for a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Have the server's file before its page is asked for."""
        origin = self._origin(request)
        if not origin:
            return
        if origin not in self.rules:
            self.rules[origin] = asyncio.create_task(self._rules_of(origin))
        await self.rules[origin]

    def process_response(self, request: Request, response: Response) -> Response:
        """The page, with what the file says of it where its own header says nothing."""
        asked = self.rules.get(self._origin(request))
        if asked is None or HEADER in response.headers or not asked.done() or not (rules := asked.result()):
            return response
        from csm_crawler.extract.tdmrep import says

        reserved = says(rules, request.url)
        if reserved is not None:
            response.headers[HEADER] = b"1" if reserved else b"0"
        return response

    def _origin(self, request: Request) -> str:
        """Of a page that a site file asks for; empty for robots.txt, saved pages, what `scrapy shell` fetches, and
        servers of the user's own."""
        parts, is_own = urlsplit(request.url), request.meta.get("dont_obey_robotstxt")
        is_page = isinstance(self.crawler.spider, CsmSpider) and request.cb_kwargs.get("site") and not is_own
        return f"{parts.scheme}://{parts.netloc}" if is_page and parts.scheme in ("http", "https") else ""

    async def _rules_of(self, origin: str) -> list[TdmRule]:
        asked_at, known = _read_memory(recalled(self.crawler, tdm_key(origin)))
        if asked_at and not known and datetime.now(UTC) - asked_at < LONGEST_TRUST:
            return []  # of most servers; what reads the file is not needed
        from csm_crawler.extract.tdmrep import PATH, TdmRule, read_rules

        remembered = [TdmRule(*rule) for rule in known]
        if asked_at and datetime.now(UTC) - asked_at < LONGEST_TRUST:
            return remembered
        body = await self._ask(f"{origin}{PATH}")
        if body is None:
            return remembered
        rules = read_rules(body)
        remember(self.crawler, tdm_key(origin), json.dumps({"asked_at": datetime.now(UTC).isoformat(), "rules": rules}))
        return rules

    async def _ask(self, url: str) -> bytes | None:
        """The file, empty where there is none; None where that is not known."""
        from csm_crawler.extract.tdmrep import MAX_BYTES

        if self.crawler.engine is None:
            raise IgnoreRequest("the crawl is over")
        meta = {"dont_retry": True, "download_maxsize": MAX_BYTES}
        asked = Request(url, priority=1000, callback=NO_CALLBACK, meta=meta)
        failures = tuple(load_object(one) for one in self.crawler.settings.getlist("RETRY_EXCEPTIONS"))
        try:
            response = await self.crawler.engine.download_async(asked)
        except (PageError, IgnoreRequest, *failures) as error:
            logger.info("%s cannot be had: %s", url, " ".join(str(error).split()) or type(error).__name__)
            return None
        if response.status >= 500 or response.status == 429:
            logger.info("%s cannot be had: answered %s", url, response.status)
            return None
        return response.body if response.status == 200 else b""


def _read_memory(kept: str) -> tuple[datetime | None, list[tuple[str, bool]]]:
    """When a server was asked and the rules that it gave; None and none where nothing is remembered."""
    if not kept:
        return None, []
    memory = json.loads(kept)
    return datetime.fromisoformat(memory["asked_at"]), [(location, reserved) for location, reserved in memory["rules"]]
