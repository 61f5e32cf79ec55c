"""Conditional requests that survive between runs: a page that did not change is not sent again (RFC 9110, 13)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from csm_crawler.errors import PageError
from csm_crawler.extensions import RunReport
from csm_crawler.sites import Site
from csm_crawler.spiders.csm import UNCONDITIONAL, CsmSpider
from csm_crawler.store import PageRecord
from csm_crawler.walking import rules_of

LONGEST_TRUST = timedelta(days=7)
"""After so long a page is fetched whole again: some servers answer 304 for ever."""
HEADERS = ("If-None-Match", "If-Modified-Since")


class ConditionalMiddleware:
    """Asks for what is newer than what is kept, and notes what the server says of its version.

    What it noted is remembered by `collect.py`, when the page's cards are in the store: a run that dies before that
    reads the page again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.rules: dict[str, str] = {}
        """By site: a digest of what its pages are read with."""
        self.answers: dict[tuple[str, str], PageRecord] = {}
        """By site and URL: what this run was told."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Each hop of a redirect is asked with what is remembered of itself."""
        for header in HEADERS:
            request.headers.pop(header, None)
        record = self._record(request)
        if record and not request.meta.get(UNCONDITIONAL):
            for header, value in zip(HEADERS, (record.etag, record.last_modified), strict=True):
                if value:
                    request.headers[header] = value.encode("latin-1")

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the version of what came; PageError for a "not changed" that answers no question."""
        if response.status == 304 and not any(header in request.headers for header in HEADERS):
            raise PageError(request.url, "answered 304 to a request without a condition")
        site, now = self._site(request), datetime.now(UTC)
        if site is None:
            return response
        key, record = (site.name, request.url), self._record(request)
        if response.status == 304 and record:
            self.answers[key] = replace(record, status=304, checked_at=now)
        elif response.status == 200 and _is_asked_again(request, response):
            self.answers[key] = PageRecord(
                site=site.name,
                url=request.url,
                etag=_header(response, "ETag"),
                last_modified=_header(response, "Last-Modified"),
                fetched_at=now,
                checked_at=now,
                rules=self._rules_of(site),
            )
        return response

    def kept(self, report: RunReport) -> list[PageRecord]:
        """What may be remembered: pages that were read whole, of sites with nothing to complain of."""
        return list(self._kept(report))

    def _kept(self, report: RunReport) -> Iterable[PageRecord]:
        """Without those of no use: each run reads what is remembered of its sites."""
        failed = report.failed()
        for record in self.answers.values():
            read = record.site in report.sites and record.url in report.sites[record.site].pages
            if record.site not in failed and (read or record.status == 304):
                yield record

    def _record(self, request: Request) -> PageRecord | None:
        """What is remembered of the page; None where it would not be read as it was then."""
        site, spider = self._site(request), self.crawler.spider
        if site is None or not isinstance(spider, CsmSpider) or spider.store is None:
            return None
        record = spider.remembered(site).get(request.url)
        if spider.store is None:  # it has just refused
            raise PageError(request.url, "is not asked for without a store")
        fresh = (
            record and record.rules == self._rules_of(site) and datetime.now(UTC) - record.fetched_at < LONGEST_TRUST
        )
        return record if fresh else None

    def _rules_of(self, site: Site) -> str:
        if site.name not in self.rules:
            self.rules[site.name] = rules_of(site)
        return self.rules[site.name]

    def _site(self, request: Request) -> Site | None:
        """Of a page that a site file asks for; not of robots.txt, of saved pages, of what `scrapy shell` fetches."""
        spider, name = self.crawler.spider, request.cb_kwargs.get("site")
        if not isinstance(spider, CsmSpider) or request.method != "GET" or not request.url.startswith("http"):
            return None
        return spider.known.get(str(name)) if name else None


def _is_asked_again(request: Request, response: Response) -> bool:
    """Whether a record of the page is of use: not where no run but a backfill goes, nor without a version to ask with;
    but always of a first page, for it says when the site was read."""
    ask = request.cb_kwargs.get("ask")
    if ask is None or ask.number == 1:
        return True
    return not request.meta.get(UNCONDITIONAL) and bool(_header(response, "ETag") or _header(response, "Last-Modified"))


def _header(response: Response, name: str) -> str:
    """Its value; empty where it is none that could be sent back."""
    value = (response.headers.get(name) or b"").decode("latin-1").strip()
    return value if value.isprintable() and len(value) <= 500 else ""
