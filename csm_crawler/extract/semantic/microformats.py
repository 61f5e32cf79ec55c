"""Microformats of a page: h-entry, and the classic hAtom that many themes still have.

https://microformats.org/wiki/h-entry, https://microformats.org/wiki/hatom
"""

from collections.abc import Iterator

from csm_crawler.extract.elements import Element, href_of, src_of, text_of, web_url
from csm_crawler.extract.rules import nodes
from csm_crawler.extract.told import Told, told_of

MAX_ENTRIES = 10_000
_MATCHES = 50
"""So many elements with one class are looked at in an entry: those of nested entries do not count."""


def _having(*classes: str) -> str:
    """XPath of what has one of these classes."""
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {one} ')" for one in classes)


def _below(*classes: str) -> str:
    return f"./descendant::*[{_having(*classes)}]"


_ENTRIES = f"//*[{_having('h-entry')}]"
_OLD_ENTRIES = f"//*[{_having('hentry')}]"
_OUTSIDE = ("h-entry", "h-cite", "h-card", "h-feed", "h-event", "hentry")
_PUBLISHED = f"./descendant::*[{_having('published')} or self::time[{_having('entry-date')}]]"
_TIME = "./descendant::time[@datetime]"
_HEADING = "./descendant::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
_TAGS = "./descendant::a[contains(concat(' ', normalize-space(@rel), ' '), ' tag ')]"
_PICTURE = "./descendant::img[contains(@class, 'wp-post-image')]"
_BOOKMARK = "./descendant::a[contains(concat(' ', normalize-space(@rel), ' '), ' bookmark ')]"


def read_entries(root: Element, base: str) -> list[Told]:
    """What each h-entry of the page says, in order; one in another (a comment, an answer) is part of that."""
    return [_entry(one, base) for one in _outermost(root, _ENTRIES)]


def read_old_entries(root: Element, base: str) -> list[Told]:
    """What each hentry of hAtom says.

    One among others that calls nothing its title has its first heading for it, as hAtom wants. A page that is one
    hentry as a whole, as in many themes, is not named so.
    """
    entries = _outermost(root, _OLD_ENTRIES)
    return [_old_entry(one, base, among_others=len(entries) > 1) for one in entries]


def _outermost(root: Element, entries: str) -> list[Element]:
    found = nodes(root, entries)[:MAX_ENTRIES]
    known = set(found)
    return [one for one in found if known.isdisjoint(one.iterancestors())]


def _entry(entry: Element, base: str) -> Told:
    title, teaser = _text(entry, "p-name"), _text(entry, "p-summary")
    published = _first(entry, _below("dt-published"))
    is_note = not (title or teaser)  # which is its own summary
    return told_of(
        "h-entry",
        title=(title, "p-name"),
        link=(web_url(base, _href(entry, _below("u-url"))), "u-url"),
        teaser=(_text(entry, "e-content"), "e-content") if is_note else (teaser, "p-summary"),
        date_text=(text_of(published).strip(), "dt-published"),
        date_attr=(_machine(published), "dt-published"),
        image=(web_url(base, src_of(_first(entry, _below("u-photo", "u-featured")))), "u-photo, u-featured"),
        author=(_author(entry), "p-author"),
        categories=(_texts(entry, _below("p-category")), "p-category"),
        source_id=(_uid(entry), "u-uid"),
        modified_text=(_moment(_first(entry, _below("dt-updated"))), "dt-updated"),
    )


def _old_entry(entry: Element, base: str, *, among_others: bool) -> Told:
    title, titled_by = _first(entry, _below("entry-title")), "entry-title"
    if title is None and among_others:
        title, titled_by = _first(entry, _HEADING), "h1…h6"
    updated = _first(entry, _below("updated"))
    published, dated_by = _published(entry, updated)
    if updated is published:  # one element for both: nothing is said of a change
        updated = None
    link, linked_by = _old_link(entry, (title, titled_by), (published, dated_by))
    return told_of(
        "hentry",
        title=(text_of(title), titled_by),
        link=(web_url(base, link), linked_by),
        teaser=(_text(entry, "entry-summary"), "entry-summary"),
        date_text=(text_of(published).strip(), dated_by),
        date_attr=(_machine(published), dated_by),
        image=(web_url(base, src_of(_first(entry, _PICTURE))), "wp-post-image"),
        author=(fn, "fn") if (fn := _text(entry, "fn")) else (_text(entry, "author"), "author"),
        categories=(_texts(entry, _TAGS), "a[rel~=tag]"),
        modified_text=(_moment(updated), "updated"),
    )


def _published(entry: Element, updated: Element | None) -> tuple[Element | None, str]:
    """The element of the date and what it is called."""
    published = _first(entry, _PUBLISHED)
    if published is not None:
        return published, "published"
    return (updated, "updated") if updated is not None else (_first(entry, _TIME), "time")


def _old_link(
    entry: Element, title: tuple[Element | None, str], published: tuple[Element | None, str]
) -> tuple[str, str]:
    """Where the entry leads to and what says so: a link in the title, a permanent one, one around title or date."""
    is_link = title[0] is not None and (title[0].tag == "a" or next(title[0].iter("a"), None) is not None)
    if not is_link and (link := _href(entry, _BOOKMARK)):
        return link, "a[rel~=bookmark]"
    around = (title,) if is_link else (title, published)
    return next(((link, name) for one, name in around if (link := href_of(one))), ("", ""))


def _own(entry: Element, path: str) -> Iterator[Element]:
    """What an entry has itself, and no entry or card in it."""
    for one in nodes(entry, path)[:_MATCHES]:
        around = one.getparent()
        while around is not entry and not set(_OUTSIDE) & set((around.get("class") or "").split()):
            around = around.getparent()
        if around is entry:
            yield one


def _first(entry: Element, path: str) -> Element | None:
    return next(_own(entry, path), None)


def _text(entry: Element, *classes: str) -> str:
    return text_of(_first(entry, _below(*classes)))


def _texts(entry: Element, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in _own(entry, path) if (text := text_of(one).strip())))


def _href(entry: Element, path: str) -> str:
    found = _first(entry, path)
    return "" if found is None else href_of(found) or text_of(found).strip()


def _author(entry: Element) -> str:
    """The name in the author's card; the words of the author where there is none."""
    author = _first(entry, _below("p-author"))
    if author is None:
        return ""
    names = nodes(author, _below("p-name", "fn"))
    return text_of(names[0] if names else author)


def _uid(entry: Element) -> str:
    found = _first(entry, _below("u-uid"))
    return "" if found is None else href_of(found) or text_of(found)


def _machine(element: Element | None) -> str:
    """`datetime`, or the title of an `<abbr>`: the pattern of the first microformats."""
    if element is None:
        return ""
    return str(element.get("datetime") or (element.get("title") if element.tag == "abbr" else "") or "")


def _moment(element: Element | None) -> str:
    return _machine(element) or text_of(element)
