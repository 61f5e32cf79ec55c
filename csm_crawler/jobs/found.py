"""An article → an entry that is dated by when it was found."""

from dataclasses import replace

from csm_crawler.items import Article


def found(article: Article) -> Article:
    """The article as one whose day is not known: it stands at its first sight, its printed date before its summary.

    Whoever takes only what is dated later than the last entry (Power Automate does) loses none of a feed of such.
    """
    return replace(article, published_precision="month") if article.published else article
