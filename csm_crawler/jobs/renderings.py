"""Entries of feeds from one publishing to the next: what is rendered anew is what changed."""

import json
from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import csm_crawler
from csm_crawler.errors import StoreError
from csm_crawler.items import Article
from csm_crawler.publish.pieces import ATOM, JSON, RSS
from csm_crawler.store import ArticleStore, Rendered
from csm_crawler.store.entries import AT_MOST
from csm_crawler.store.rows import ARTICLE_FIELDS

Pieces = Mapping[Hashable, bytes]
_values = attrgetter(*ARTICLE_FIELDS)


class Renderings:
    """Those of some articles, by ids of their rows."""

    def __init__(self, store: ArticleStore, ids: Collection[int], settings: str, labels: Mapping[str, str]) -> None:
        """`ids`: of no others any is asked, nor kept. An entry that was made with other settings, labels, code or
        libraries is none."""
        self._store, self._ids = store, ids
        parts = [settings, sorted(labels.items()), version("feedgen"), version("lxml"), _code()]
        self._made_with = blake2b(json.dumps(parts).encode()).digest()
        self._lacking: dict[int, tuple[Article, str]] = {}
        """Those that are to be rendered, with their digests."""
        self._new: dict[int, Rendered] = {}

    def of(self, articles: Mapping[int, Article]) -> Iterator[tuple[Article, Pieces]]:
        """Those of these articles that were rendered before as they are now, with their bytes by format."""
        ids = articles.keys() & self._ids
        known = self._store.entries(ids)
        for id_ in ids:
            article, one = articles[id_], known.get(id_)
            made_of = self._digest(article)
            if one and one.made_of == made_of:
                yield article, {RSS: one.rss, ATOM: one.atom, JSON: one.json}
            else:
                self._lacking[id_] = article, made_of

    def note(self, id_: int, pieces: Pieces) -> None:
        """An article was rendered. Nothing is noted of one that was before, or that not each format has, nor of more
        than the store keeps."""
        article, made_of = self._lacking.pop(id_, (None, ""))
        if article and pieces.keys() >= {RSS, ATOM, JSON} and len(self._new) < AT_MOST:
            rss, atom, json = (pieces[each] for each in (RSS, ATOM, JSON))
            self._new[id_] = Rendered(seen_at=article.first_seen, made_of=made_of, rss=rss, atom=atom, json=json)

    def keep(self) -> tuple[str, ...]:
        """Keep what was noted for the next publishing. What went wrong, a line: that one only has more to do then."""
        try:
            if self._new:
                self._store.keep_entries(self._new)
        except StoreError as problem:
            return (f"entries were not kept for the next publishing: {problem}",)
        return ()

    def _digest(self, article: Article) -> str:
        """Of all that its entry is made of."""
        return blake2b(self._made_with + repr(_values(article)).encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    """A digest of what renders: a checkout changes from one day to the next without another version."""
    folder = Path(csm_crawler.__file__).parent
    files = [folder / "items.py", *sorted((folder / "publish").glob("*.py"))]
    return blake2b(b"".join(file.read_bytes() for file in files)).hexdigest()
