"""What one article's page tells machines of itself."""

from collections.abc import Iterator

from csm_crawler.extract.elements import Element, base_url, plain_url, text_of, web_url
from csm_crawler.extract.rules import nodes
from csm_crawler.extract.semantic.jsonld import read_jsonld
from csm_crawler.extract.semantic.microdata import read_microdata
from csm_crawler.extract.semantic.microformats import read_entries, read_old_entries
from csm_crawler.extract.semantic.schema import articles_of
from csm_crawler.extract.told import Told, merged, told_of

_DATE_NAMES = """
date pubdate publishdate publish_date publish-date parsely-pub-date sailthru.date dc.date dc.date.issued dcterms.created
dcterms.date weibo:article:create_at datepublished
"""
_DATES = tuple(_DATE_NAMES.split())
_UPDATES = ("article:modified_time", "og:updated_time", "weibo:article:update_at", "last-modified", "dcterms.modified")
_TIMES = "//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::form)]"


def read_article(root: Element, url: str) -> Told:
    """What a page says of the article that it is; any field may be empty.

    Each field by the first that says it: JSON-LD, OpenGraph, microdata, h-entry, other meta tags, a lone `<time>`.
    """
    return merged(_sources(root, url))


def _sources(root: Element, url: str) -> Iterator[Told]:
    base = base_url(root, url)
    metas = _metas(root)
    pages = {plain_url(one) for one in (url, *_canonical(root, base, metas))}
    yield _own(articles_of(read_jsonld(root), base, "JSON-LD"), pages)
    yield _open_graph(metas, base)
    yield _own(articles_of([*read_microdata(root)], base, "microdata"), pages)
    yield _own(read_entries(root, base), pages)
    yield _own(read_old_entries(root, base), pages)
    yield _described(metas)
    yield _timed(root)


def _own(articles: list[Told], pages: set[str]) -> Told:
    """The article that the page is about: the one with its URL, else the only one; of several strangers none."""
    for one in articles:
        if one.link and plain_url(one.link) in pages:
            return one
    return articles[0] if len(articles) == 1 else Told()


def _metas(root: Element) -> dict[str, list[str]]:
    """Contents by property or name in lower case, in the page's order."""
    metas: dict[str, list[str]] = {}
    for tag in nodes(root, "//meta[@content]"):
        if tag.get("content").strip():
            for key in {tag.get(name, "").strip().lower() for name in ("property", "name", "itemprop")} - {""}:
                metas.setdefault(key, []).append(tag.get("content"))
    return metas


def _canonical(root: Element, base: str, metas: dict[str, list[str]]) -> list[str]:
    links = nodes(root, "//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")
    return [url for one in (*links[:1], *metas.get("og:url", [])[:1]) if (url := web_url(base, one))]


def _said(metas: dict[str, list[str]], *names: str) -> tuple[str, str]:
    """What the first of these metas says, and which one that is."""
    return next(((metas[name][0], name) for name in names if name in metas), ("", ""))


def _open_graph(metas: dict[str, list[str]], base: str) -> Told:
    """https://ogp.me/#type_article; an author may be the address of a profile, which is no name."""
    authors = [one for one in metas.get("article:author", ()) if "://" not in one]
    filed_by = [name for name in ("article:section", "article:tag") if name in metas]
    image, shown_by = _said(metas, "og:image", "og:image:url", "og:image:secure_url")
    return told_of(
        "meta",
        title=_said(metas, "og:title"),
        teaser=_said(metas, "og:description"),
        date_attr=_said(metas, "article:published_time", "og:article:published_time"),
        image=(web_url(base, image), shown_by),
        author=(", ".join(dict.fromkeys(authors)), "article:author"),
        categories=(tuple(dict.fromkeys(tag for name in filed_by for tag in metas[name])), ", ".join(filed_by)),
        modified_text=_said(metas, *_UPDATES[:2]),
    )


def _described(metas: dict[str, list[str]]) -> Told:
    return told_of(
        "meta",
        title=_said(metas, "twitter:title"),
        teaser=_said(metas, "description", "twitter:description"),
        date_attr=_said(metas, *_DATES),
        author=_said(metas, "author", "byl", "dc.creator"),
        modified_text=_said(metas, *_UPDATES[2:], "datemodified"),
    )


def _timed(root: Element) -> Told:
    """The one moment that all `<time>` of the page name; none where they name several."""
    times = nodes(root, _TIMES)
    if not _is_one(times):
        return Told()
    return told_of(date_text=(text_of(times[0]).strip(), "time"), date_attr=(times[0].get("datetime"), "time@datetime"))


def _is_one(times: list[Element]) -> bool:
    return len({one.get("datetime").strip()[:10] for one in times}) == 1
