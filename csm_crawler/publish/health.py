"""The feed of sites' incidents: two entries each, when it opens and when it ends; for whoever runs the home."""

from dataclasses import dataclass

from csm_crawler.publish.feed import Feed

PAGE = "status.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFeed(Feed):
    """A feed like the others, which says of itself what it is."""

    @property
    def description(self) -> str:
        """In a line."""
        return "Tells when a site cannot be read any more, falls silent or moves, and when that is over."

    @property
    def home(self) -> str:
        """The page that shows how all sites stand."""
        return f"{self.base_url}{PAGE}"
