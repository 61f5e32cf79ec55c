"""Which element of a feed something was read from: feedparser calls the old and the new ones by one name."""

_ELEMENTS = {
    "title": ("title", "dc:title"),
    "published": ("pubDate", "published", "issued", "dcterms:issued"),
    "created": ("dc:date", "created", "dcterms:created"),
    "updated": ("updated", "modified", "dcterms:modified"),
    "summary": ("description", "summary", "itunes:summary", "dc:description", "abstract"),
    "content": ("content:encoded", "content", "xhtml:body", "body", "fullitem"),
    "author": ("dc:creator", "author", "itunes:author", "dc:author"),
    "tags": ("category", "dc:subject", "keywords", "media:category", "media:keywords", "itunes:keywords"),
    "id": ("guid", "id"),
    "enclosure": ("enclosure", "link[rel=enclosure]"),
    "image": ("itunes:image", "image"),
}
"""feedparser's name → the elements that it means, as a feed writes them (its namespaces/_base.py, dc.py, itunes.py)."""


class Elements:
    """Of one feed; each name is looked for once, when an entry first has it."""

    def __init__(self, text: str) -> None:
        text = text.lower()
        start = min((at for at in (text.find("<item"), text.find("<entry")) if at >= 0), default=0)
        self._entries = text[start:]
        self._found: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """The element that feedparser means by a name; where the feed has several of them, all."""
        found = self._found.get(name)
        if found is None:
            written = [one for one in _ELEMENTS[name] if self._has(one.lower())]
            found = self._found[name] = " or ".join(written) or _ELEMENTS[name][-1]
        return found

    def _has(self, element: str) -> bool:
        return f"<{element}>" in self._entries or f"<{element} " in self._entries
