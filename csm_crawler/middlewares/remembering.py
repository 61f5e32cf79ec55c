"""What middlewares know of earlier runs, and leave for later ones; a store that refuses ends the run."""

from scrapy.crawler import Crawler

from csm_crawler.errors import StoreError
from csm_crawler.recall import Recall
from csm_crawler.signals import store_failed
from csm_crawler.spiders.csm import CsmSpider


def recall_of(crawler: Crawler) -> Recall | None:
    """What earlier runs left; None where nothing is kept, as in `scrapy shell`, and where the store refuses."""
    return crawler.spider.recall if isinstance(crawler.spider, CsmSpider) else None


def recalled(crawler: Crawler, key: str) -> str:
    """A value that an earlier run left; empty where there is none."""
    recall = recall_of(crawler)
    try:
        return (recall.get(key) or "") if recall else ""
    except StoreError as error:
        crawler.signals.send_catch_log(store_failed, error=error)
        return ""


def remember(crawler: Crawler, key: str, value: str) -> None:
    """Leave a value for later runs."""
    store = crawler.spider.store if isinstance(crawler.spider, CsmSpider) else None
    try:
        if store:
            store.set_meta(key, value)
    except StoreError as error:
        crawler.signals.send_catch_log(store_failed, error=error)
