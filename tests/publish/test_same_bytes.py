"""The same articles give the same bytes in any process, time zone, hash seed, locale and order."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from csm_crawler.publish.feed import FeedLink
from csm_crawler.publish.feedpage import FeedPage, to_feed_page
from csm_crawler.publish.indexpage import to_index
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.monthly import ByMonth
from csm_crawler.publish.profile import Profile
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import BASE_URL, LABELS, SAMPLE, SOURCES, make_article, make_feed, on_day

ROOT = Path(__file__).parents[2]


def digest(shuffle: int) -> str:
    articles = [
        *SAMPLE,
        *(make_article(f"n{n}", platforms=("wechat", "douyin"), **on_day(1 + n % 9)) for n in range(40)),
    ]
    feeds = [FeedLink(name=slug, title=title, count=3) for slug, title in LABELS.items()]
    random.Random(shuffle).shuffle(articles)
    random.Random(shuffle).shuffle(feeds)
    feed = make_feed(*articles)
    bodies = [render(feed) for render in (to_rss, to_atom, to_json)]
    bodies.append(to_index(feeds, articles, sources=SOURCES, labels=LABELS, base_url=BASE_URL))
    page = FeedPage(
        feed=min(feeds, key=lambda one: one.name),
        parts=(),
        profile=Profile(),
        articles=tuple(articles),
        by_month=ByMonth(numbers={"2026-11": 40, "2026-10": 1}),
    )
    known: dict[str, Any] = {"sources": SOURCES, "labels": LABELS, "names": LABELS.keys(), "base_url": BASE_URL}
    bodies.append(to_feed_page(page, language="zh", **known))
    return hashlib.sha256(b"\0".join(bodies)).hexdigest()


def elsewhere(zone: str, seed: str, shuffle: int) -> str:
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    script = f"from tests.publish.test_same_bytes import digest; print(digest({shuffle}))"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_bytes_are_the_same_everywhere() -> None:
    here = digest(0)
    assert {elsewhere("Asia/Shanghai", "1", 1), elsewhere("America/Lima", "42", 2)} == {here}
