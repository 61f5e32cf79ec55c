"""Which feeds an article belongs in."""

from csm_crawler.items import Article
from csm_crawler.platforms import Catalogue

ALL = "all"


def feeds_of(article: Article, catalogue: Catalogue) -> frozenset[str]:
    """Names of feeds: `all`, and by roll-up the platforms, owners and groups of what the article names.

    None where its site wants it in no index, or where it is about something else than China.
    """
    if "noindex" in article.rights or article.off_topic:
        return frozenset()
    return frozenset({ALL}) | catalogue.feed_names(article.platforms)
