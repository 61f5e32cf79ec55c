"""What publishing would write, for a run that only says what it would do."""

from csm_crawler.config import Config
from csm_crawler.jobs.publish import Published
from csm_crawler.store import ArticleStore


def rehearse_publishing(store: ArticleStore, config: Config) -> tuple[Published, tuple[str, ...]]:
    """How many feeds there are and how many would be written, and the names of those, of feed.css and feeds.opml."""
    from csm_crawler.jobs.comparing import compare  # here, not above: hardly any run needs it

    feeds, found = compare(store, config)
    would = [one for one in found if not one.problem]
    written = sum(not one.is_page for one in would)
    return Published(feeds=feeds, written=written), tuple(sorted(one.name for one in would))
