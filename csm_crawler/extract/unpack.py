"""Pages that come as gzip files, which is not the same as a compressed transfer."""

import zlib
from dataclasses import replace

from csm_crawler.errors import PageError
from csm_crawler.extract.check import MAX_BYTES
from csm_crawler.extract.page import Page

_MAGIC = b"\x1f\x8b\x08"


def unpack(page: Page) -> Page:
    """The page itself, or what is in it where it is a gzip file such as `sitemap.xml.gz`; PageError where that is
    broken or more than a page may be."""
    if not page.body.startswith(_MAGIC):
        return page
    inflate = zlib.decompressobj(wbits=31)
    try:
        body = inflate.decompress(page.body, MAX_BYTES + 1)
    except zlib.error as problem:
        raise PageError(page.url, f"is a broken gzip file: {problem}") from problem
    if len(body) > MAX_BYTES:
        raise PageError(page.url, f"is too large: its gzip file holds more than {MAX_BYTES // 2**20} MB")
    if not inflate.eof:
        raise PageError(page.url, "is cut off: its gzip file has no end")
    if body.startswith(_MAGIC):
        raise PageError(page.url, "is a gzip file in a gzip file")
    return replace(page, body=body, fetched_hash=page.hash)
