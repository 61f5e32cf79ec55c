"""Entries of feeds from one publishing to the next: what is rendered anew is what changed."""

import hashlib
from collections.abc import Collection, Hashable, Iterator, Mapping
from operator import attrgetter

from csm_crawler.items import Article
from csm_crawler.publish.pieces import ATOM, JSON, RSS
from csm_crawler.store import ArticleStore, Rendered
from csm_crawler.store.rows import ARTICLE_FIELDS

Pieces = Mapping[Hashable, bytes]
_values = attrgetter(*ARTICLE_FIELDS)


class Renderings:
    """Those of some articles, by ids of their rows."""

    def __init__(self, store: ArticleStore, made_with: str, ids: Collection[int]) -> None:
        """`made_with`: a digest of all that entries are made of beside articles. `ids`: of no others any is asked, nor
        kept."""
        self._store, self._made_with, self._ids = store, made_with, ids
        self._made_of: dict[int, str] = {}
        """Of those that are to be rendered."""
        self._new: dict[int, Rendered] = {}

    def of(self, articles: Mapping[int, Article]) -> Iterator[tuple[Article, Pieces]]:
        """Those of these articles that were rendered before as they are now, with their bytes by format."""
        known = self._store.entries(articles.keys() & self._ids)
        for id_ in articles.keys() & self._ids:
            made_of, one = self._digest(articles[id_]), known.get(id_)
            if one and one.made_of == made_of:
                yield articles[id_], {RSS: one.rss, ATOM: one.atom, JSON: one.json}
            else:
                self._made_of[id_] = made_of

    def note(self, id_: int, pieces: Pieces) -> None:
        """An article was rendered; nothing is noted of one that was before, or that not each format has."""
        made_of = self._made_of.pop(id_, None)
        if made_of and pieces.keys() >= {RSS, ATOM, JSON}:
            self._new[id_] = Rendered(made_of=made_of, rss=pieces[RSS], atom=pieces[ATOM], json=pieces[JSON])

    def keep(self) -> None:
        """Keep what was noted for the next publishing; StoreError."""
        if self._new:
            self._store.keep_entries(self._new)

    def _digest(self, article: Article) -> str:
        told = repr((self._made_with, _values(article)))
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
