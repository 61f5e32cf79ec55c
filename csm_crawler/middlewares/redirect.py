"""Redirects: within the web, and not in circles."""

from typing import Any

from scrapy.downloadermiddlewares import redirect
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from csm_crawler.errors import PageError

MOVED = (301, 302, 303, 307, 308)


class RedirectLoop(PageError):
    """A page that is never reached."""


class _Bounded(redirect.BaseRedirectMiddleware):
    """What both kinds of redirect share."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        """RedirectLoop at the first URL that comes twice, or after REDIRECT_MAX_TIMES."""
        path = [*request.meta.get("redirect_urls", []), request.url]
        if redirected.url in path:
            raise RedirectLoop(path[0], f"redirects in a circle: {' → '.join([*path, redirected.url])}"[:300])
        slot = request.meta.get("download_slot")
        if slot == urlparse_cached(request).hostname:
            redirected.meta.pop("download_slot", None)  # another host has a slot of its own
        try:
            return super()._redirect(redirected, request, reason)
        except IgnoreRequest:
            raise RedirectLoop(path[0], f"redirects more than {self.max_redirect_times} times") from None


class RedirectMiddleware(_Bounded, redirect.RedirectMiddleware):
    """By status and Location."""

    # Scrapy deprecates the third argument that its own methods still take.
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """PageError where it leads out of the web, to a file or a program."""
        after = super().process_response(request, response)
        location = response.headers.get("Location")
        if after is response and response.status in MOVED and location:
            where = location.decode("latin-1")[:200]
            raise PageError(request.url, f"redirects to {where}, which is no web page")
        return after


class MetaRefreshMiddleware(_Bounded, redirect.MetaRefreshMiddleware):
    """By `<meta http-equiv=refresh>`."""
