"""Title and summary → who they are about: mentions with their place and role."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csm_crawler.platforms.catalogue import Catalogue, load_catalogue
from csm_crawler.platforms.company import Hit, accepted
from csm_crawler.platforms.comparison import compared

SUBJECT, MENTION, COMPARISON = "subject", "mention", "comparison"
_AROUND = 40
"""Characters on each side of a name in which a denying pattern may begin or end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One platform named in one place."""

    slug: str
    alias: str
    """The name as the catalogue has it."""
    field: str
    """title or summary."""
    span: tuple[int, int]
    """Start and end in that field's text."""
    role: str
    """subject: in the title, or named twice; mention: once in passing; comparison: something is likened to it, and
    it gets no feed from that."""


def tag_platforms(
    title: str,
    summary: str,
    *,
    language: str | None = None,
    site: str | None = None,
    catalogue: Catalogue | None = None,
) -> list[Mention]:
    """Mentions in their order, the title's first; none overlaps another, save that one name may stand for several.

    `language` is a BCP 47 tag. `site` is the site's name: what the catalogue's `[about]` says of it counts as named, so
    that «Channels» is WeChat's on a site that writes of WeChat only. Strong names need neither.
    """
    catalogue = catalogue or load_catalogue()
    matcher = catalogue.matcher
    hits: list[Hit] = []
    for name, text in (("title", title), ("summary", summary)):
        if text:
            folded = matcher.fold(text)
            hits += [Hit(name, folded, match) for match in matcher.find(folded)]
    hits = [hit for hit in hits if not _is_denied(hit, catalogue)]
    if not hits:
        return []
    about = catalogue.about.get(site, ()) if site else ()
    return _mentions(accepted(hits, about=about, language=language, catalogue=catalogue), catalogue)


def _is_denied(hit: Hit, catalogue: Catalogue) -> bool:
    """Whether it stands in words that its platform's names do not count in (`JD Sports`, 捅马蜂窝)."""
    slug = hit.match.name.means[0]
    if slug not in catalogue.denied.sources:
        return False
    start, end = hit.match.start, hit.match.end
    found = catalogue.denied[slug].finditer(hit.folded.text, max(0, start - _AROUND), end + _AROUND)
    return any(one.start() < end and one.end() > start for one in found)


def _mentions(hits: Sequence[Hit], catalogue: Catalogue) -> list[Mention]:
    likened = compared(hits, catalogue)
    weight: Counter[str] = Counter()
    for index, hit in enumerate(hits):
        for slug in hit.match.name.means:
            weight[slug] += (index, slug) not in likened and (2 if hit.field == "title" else 1)
    mentions = []
    for index, hit in enumerate(hits):
        span = hit.folded.span(hit.match.start, hit.match.end)
        for slug in hit.match.name.means:
            role = COMPARISON if (index, slug) in likened else SUBJECT if weight[slug] > 1 else MENTION
            mentions.append(Mention(slug=slug, alias=hit.match.name.text, field=hit.field, span=span, role=role))
    return mentions
