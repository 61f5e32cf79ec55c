"""What links, ids and titles are compared by, as short digests."""

from functools import lru_cache
from hashlib import blake2b

from csm_crawler.normalize.urls import address

LENGTH = 24
"""Hex digits: with a million articles two of them meet by chance once in 10^17."""


@lru_cache(maxsize=1024)  # a page asks for each a few times
def link_key(url: str) -> str:
    """Of a canonical URL: the same for all that lead to one address, whichever site shows them."""
    return _digest("link", address(url))


def mask_key(site: str, masked: str) -> str:
    """Of an address whose tokens are masked, see `tokens.masked`."""
    return _digest("mask", site, masked)


def id_key(site: str, source_id: str) -> str:
    """Of a feed's own id: it means something within its site only."""
    return _digest("id", site, source_id.strip())


def title_key(site: str, title: str) -> str:
    """Of a title, which several articles of a site may bear; `title` is folded, see `comparable`."""
    return _digest("title", site, title)


def summary_key(site: str, summary: str) -> str:
    """Of a summary, folded likewise."""
    return _digest("summary", site, summary)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=LENGTH // 2).hexdigest()
