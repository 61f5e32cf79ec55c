"""The feed that is the answer to a query: what it is called, and where it is found again."""

from dataclasses import dataclass

from csm_crawler.publish.clean import web_url
from csm_crawler.publish.feed import Feed, feed_id

QUERY_FEED = "feed"
"""Its name: /feed.rss?platform=douyin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFeed(Feed):
    """A feed whose address carries what was asked."""

    query: str
    """As it stands in the URL behind the question mark, always in one order; empty where nothing was asked."""
    identity: str
    """The same without how many entries were asked for: the feed is that of the same articles."""

    @property
    def id(self) -> str:
        """`urn:uuid:…` of what was asked."""
        return feed_id(f"{self.name}?{self.identity}")

    def address(self, suffix: str) -> str:
        """Where the same is asked again."""
        return web_url(f"{self.base_url}{self.name}{suffix}{'?' if self.query else ''}{self.query}")

    def url(self, suffix: str) -> str:
        """The same: it has no archive."""
        return self.address(suffix)
