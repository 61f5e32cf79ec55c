"""Microformats of a page: h-entry, and the classic hAtom that many themes still have.

https://microformats.org/wiki/h-entry, https://microformats.org/wiki/hatom
"""

from collections.abc import Iterator

from csm_crawler.extract.elements import Element, href_of, src_of, text_of, web_url
from csm_crawler.extract.rules import nodes
from csm_crawler.extract.told import Told

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
    return Told(
        title=title,
        link=web_url(base, _href(entry, _below("u-url"))),
        teaser=teaser if title or teaser else _text(entry, "e-content"),  # a note has no title and is its own summary
        date_text=text_of(published).strip(),
        date_attr=_machine(published),
        image=web_url(base, src_of(_first(entry, _below("u-photo", "u-featured")))),
        author=_author(entry),
        categories=_texts(entry, _below("p-category")),
        source_id=_uid(entry),
        modified_text=_moment(_first(entry, _below("dt-updated"))),
    )


def _old_entry(entry: Element, base: str, *, among_others: bool) -> Told:
    title = _first(entry, _below("entry-title"))
    if title is None and among_others:
        title = _first(entry, _HEADING)
    published = _first(entry, _PUBLISHED)
    updated = _first(entry, _below("updated"))
    if published is None:
        published = updated if updated is not None else _first(entry, _TIME)
    if updated is published:  # one element for both: nothing is said of a change
        updated = None
    is_link = title is not None and (title.tag == "a" or next(title.iter("a"), None) is not None)
    return Told(
        title=text_of(title),
        link=web_url(
            base, href_of(title) if is_link else _href(entry, _BOOKMARK) or href_of(title) or href_of(published)
        ),
        teaser=_text(entry, "entry-summary"),
        date_text=text_of(published).strip(),
        date_attr=_machine(published),
        image=web_url(base, src_of(_first(entry, "./descendant::img[contains(@class, 'wp-post-image')]"))),
        author=_text(entry, "fn") or _text(entry, "author"),
        categories=_texts(entry, _TAGS),
        modified_text=_moment(updated),
    )


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
