"""How often a feed asks to be read, and where it says that it is read from now on."""

import html
import re
from datetime import timedelta

from csm_crawler.extract.feed.mend import outside_entries
from csm_crawler.extract.page import Page

_LOOKED_AT = 50_000
_TTL = re.compile(r"<ttl>\s*(?:<!\[CDATA\[)?\s*(\d{1,6})")
_PERIOD = re.compile(r"<(\w{1,20}):updatePeriod[^>]{0,200}>\s*(?:<!\[CDATA\[)?\s*(\w+)")
_FREQUENCY = re.compile(r"<(\w{1,20}):updateFrequency[^>]{0,200}>\s*(?:<!\[CDATA\[)?\s*(\d{1,4})")
_NEW_URL = re.compile(r"<itunes:new-feed-url>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]{1,1000})")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def pace_of(page: Page) -> timedelta:
    """How long the feed asks to be left alone after it was read; 0 where it does not say.

    RSS's ttl in minutes (https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt), and the period of
    https://web.resource.org/rss/1.0/modules/syndication/: so many times in a day, an hour …; the longer of both.
    """
    about = outside_entries(page.text)[:_LOOKED_AT]
    ttl = _TTL.search(about)
    period, frequency = _PERIOD.search(about), _FREQUENCY.search(about)
    often = max(1, int(frequency[2])) if frequency else 1
    by_period = _PERIODS.get(period[2].lower(), timedelta()) / often if period else timedelta()
    return max(timedelta(minutes=int(ttl[1])) if ttl else timedelta(), by_period)


def new_address(page: Page) -> str:
    """Where the feed says that it is from now on; empty where it does not, or names the page itself.

    https://help.apple.com/itc/podcasts_connect/#/itca489031e0
    """
    found = _NEW_URL.search(outside_entries(page.text)[:_LOOKED_AT])
    url = html.unescape(found[1]) if found else ""
    return "" if url == page.url else url
