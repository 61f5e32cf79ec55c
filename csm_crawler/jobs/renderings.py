"""Entries of feeds from one publishing to the next: what is rendered anew is what changed."""

import hashlib
from collections.abc import Collection, Hashable, Iterator, Mapping
from operator import attrgetter

from csm_crawler.items import Article
from csm_crawler.publish.pieces import ATOM, JSON, RSS
from csm_crawler.store import ArticleStore, Rendered
from csm_crawler.store.entries import AT_MOST
from csm_crawler.store.rows import ARTICLE_FIELDS

Pieces = Mapping[Hashable, bytes]
_values = attrgetter(*ARTICLE_FIELDS)


class Renderings:
    """Those of some articles, by ids of their rows."""

    def __init__(self, store: ArticleStore, ids: Collection[int]) -> None:
        """`ids`: of no others any is asked, nor kept. Where anything else changes that entries are made of, the store
        has to forget all first."""
        self._store, self._ids = store, ids
        self._lacking: dict[int, tuple[Article, str]] = {}
        """Those that are to be rendered, with their digests."""
        self._new: dict[int, Rendered] = {}

    def of(self, articles: Mapping[int, Article]) -> Iterator[tuple[Article, Pieces]]:
        """Those of these articles that were rendered before as they are now, with their bytes by format."""
        ids = articles.keys() & self._ids
        known = self._store.entries(ids)
        for id_ in ids:
            article, one = articles[id_], known.get(id_)
            made_of = _digest(article)
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

    def keep(self) -> None:
        """Keep what was noted for the next publishing; StoreError."""
        if self._new:
            self._store.keep_entries(self._new)


def _digest(article: Article) -> str:
    """Of all that is known of it."""
    return hashlib.blake2b(repr(_values(article)).encode(), digest_size=16).hexdigest()
