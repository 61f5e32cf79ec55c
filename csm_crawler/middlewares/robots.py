"""robots.txt as RFC 9309 has it: a server that cannot say is not asked for anything else."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.misc import build_from_crawler, load_object

from csm_crawler.errors import PageError
from csm_crawler.freshness import fresh_for
from csm_crawler.middlewares.redirect import RedirectLoop
from csm_crawler.middlewares.remembering import recalled, remember
from csm_crawler.middlewares.slots import slow_down
from csm_crawler.recall import robots_key
from csm_crawler.responses import headers_of

if TYPE_CHECKING:
    from scrapy.robotstxt import RobotParser  # with its parser, that a run of saved pages does not need

LONGEST_TRUST, SHORTEST_TRUST = timedelta(days=1), timedelta(hours=1)
"""What a server said is good for a day (RFC 9309, section 2.4), or as long as it calls it fresh, if that is less; but
for an hour at least."""
MOST_KEPT = 500 * 1024
"""Bytes that are read of it (section 2.5)."""
LONGEST_DELAY = 60.0
"""Seconds of a Crawl-delay that are obeyed: a site with several pages shall not hold a run for hours."""


class RobotsMiddleware:
    """In the place of Scrapy's own, which takes an error for a yes; ROBOTSTXT_OBEY and its kin mean the same."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.name: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self.failures = tuple(load_object(one) for one in crawler.settings.getlist("RETRY_EXCEPTIONS"))
        self.rules: dict[str, asyncio.Task[RobotParser | str]] = {}
        """By origin: its rules, or why it is left alone; asked once a run, and not in each."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """NotConfigured where ROBOTSTXT_OBEY is off."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """PageError where the page must not be fetched."""
        parts = urlsplit(request.url)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in ("http", "https"):
            return
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = asyncio.create_task(self._ask(origin, request))
        rules = await self.rules[origin]
        if isinstance(rules, str):
            raise PageError(request.url, rules)
        if not rules.allowed(request.url, self.name):
            raise PageError(request.url, "robots.txt forbids it")

    async def _ask(self, origin: str, request: Request) -> RobotParser | str:
        """RFC 9309, section 2.3.1: found, unavailable (4xx, too many redirects: a yes), unreachable (a no)."""
        if self.crawler.engine is None:
            raise IgnoreRequest("the crawl is over")
        if (kept := self._kept(origin)) is not None:
            return self._parse(kept, request)
        meta = {"dont_obey_robotstxt": True}
        asked = Request(f"{origin}/robots.txt", priority=1000, callback=NO_CALLBACK, meta=meta)
        try:
            response = await self.crawler.engine.download_async(asked)
        except RedirectLoop:
            return self._parse(b"", request)
        except PageError as error:
            return f"robots.txt {error.problem}, which means no"
        except self.failures as error:
            return f"robots.txt cannot be had, which means no: {' '.join(str(error).split()) or type(error).__name__}"
        # 429 is of the 4xx, but who says "too many requests" has not said that the next one is welcome.
        if response.status >= 500 or response.status == 429:
            return f"robots.txt answered {response.status}, which means no"
        body = response.body if response.status < 300 else b""
        self._keep(origin, body, response)
        return self._parse(body, request)

    def _kept(self, origin: str) -> bytes | None:
        """What the server said to an earlier run, as long as that is good."""
        kept = json.loads(recalled(self.crawler, robots_key(origin)) or "{}")
        if not kept or datetime.now(UTC) >= datetime.fromisoformat(kept["until"]):
            return None
        return str(kept["body"]).encode("latin-1")

    def _keep(self, origin: str, body: bytes, response: Response) -> None:
        now, headers = datetime.now(UTC), headers_of(response)
        says = "cache-control" in headers or "expires" in headers
        trust = max(SHORTEST_TRUST, min(fresh_for(headers, now=now), LONGEST_TRUST)) if says else LONGEST_TRUST
        kept = {"until": (now + trust).isoformat(), "body": body[:MOST_KEPT].decode("latin-1")}
        remember(self.crawler, robots_key(origin), json.dumps(kept))

    def _parse(self, body: bytes, request: Request) -> RobotParser:
        kind = load_object(self.crawler.settings["ROBOTSTXT_PARSER"])
        parser: RobotParser = build_from_crawler(kind, self.crawler, body)
        self.crawler.signals.send_catch_log(signals.robots_parsed, robotparser=parser, request=request)
        # No part of RFC 9309, but of many files, and a plain wish.
        delay = parser.crawl_delay(self.name)
        if delay:
            slow_down(self.crawler, request, min(delay, LONGEST_DELAY))
        return parser
