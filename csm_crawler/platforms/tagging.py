"""Title and summary → who they are about: mentions with their place and role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from csm_crawler.matcher import Match
from csm_crawler.platforms.catalogue import Catalogue, load_catalogue

SUBJECT, MENTION, COMPARISON = "subject", "mention", "comparison"

_CHINA = re.compile(
    r"\bchin(a|ese|as?|os?|esas?|eses?)\b|\b(beijing|shanghai|shenzhen|hangzhou|guangzhou|hong kong|taiwan|taiwán"
    r"|pekín|shanghái|gigante asiático|mandarin|apps?|aplicaci[oó]n|plataforma|platforms?|red social|influencers?|kols?"
    r"|rmb|renminbi|yuan|yuanes|live video|e ?commerce|livestream(s|ing|ers?)?|netizens?)\b"
    r"|中国|国内|平台|电商|直播|网红|博主",
    re.IGNORECASE,
)
"""Words in whose company an ordinary word in Latin script may be the name of a platform."""

_LIKENED_BEFORE = re.compile(
    r"(\b(the|a|an)\s+(chinese|china's|asian)\s+(version of |equivalent of |answer to |equivalent to |take on )?"
    r"|\bchina's\s+((own|very own)\s+)?((version|equivalent|take|answer|alternative) (of|to|on) )?"
    r"|\bchinese (version|equivalent|alternative|answer|rival|counterpart|clone|copy) (of|to) "
    r"|\b(answer|equivalent|alternative|similar|akin|rival|comparable) to (the )?"
    r"|\b(equivalente|alternativa|respuesta|versión|version) (chin[oa] )?(de|a|al|del) |\b(known|sold|operates) as "
    r"|\bchinese |中国版的?|中国的|国产|类似(于)?|对标|中国式)[«\"“'‘]?$",
    re.IGNORECASE,
)
_LIKENED_AFTER = re.compile(
    r"[»\"”'’]?(\s+of\s+(china|the east|asia)\b|\s+chin[oa]s?\b|\s+de\s+(china|los chinos)\b|\s+a la china\b"
    r"| (like|style|esque)\b|中国版)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEFORE = 44
"""Characters before a mention that may tell that it is only a comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One platform named in one place."""

    slug: str
    alias: str
    """As the catalogue has it."""
    field: str
    """title or summary."""
    span: tuple[int, int]
    """Where it stands in that field's text."""
    role: str
    """subject: in the title, or named twice; mention; comparison: others are likened to it, so it opens no feed."""


@dataclass(frozen=True, slots=True)
class _Hit:
    field: str
    text: str
    match: Match


def tag_platforms(
    title: str,
    summary: str,
    *,
    language: str | None = None,
    site: str | None = None,
    catalogue: Catalogue | None = None,
) -> list[Mention]:
    """Mentions in their order, title first; the longest name where several begin, none twice in one place.

    A weak name counts only in company. `site` names where the text is from; its title counts as company, because a
    site that writes of one platform only does not name it every time.
    """
    known = catalogue or load_catalogue()
    hits = [
        _Hit(field, text, match)
        for field, text in (("title", title), ("summary", summary))
        for match in known.matcher.find(text)
    ]
    if not hits:
        return []
    hits = list(_allowed(hits, known))
    company = _Company(hits, f"{title}\n{summary}", language, site, known)
    mentions = [one for hit in hits if not hit.match.name.weak or company.vouches(hit) for one in _mentions(hit, known)]
    return _with_subjects(mentions)


def _allowed(hits: list[_Hit], known: Catalogue) -> Iterator[_Hit]:
    """Without those that stand where their platform's names do not count (`JD Sports`)."""
    for hit in hits:
        denied = known.deny.get(hit.match.name.means[0])
        if denied is None:
            yield hit
            continue
        around = _folded_around(hit, known)
        start = min(40, hit.match.start)
        length = hit.match.end - hit.match.start
        if not any(one.start() < start + length and one.end() > start for one in denied.finditer(around)):
            yield hit


def _folded_around(hit: _Hit, known: Catalogue) -> str:
    start = max(0, hit.match.start - 40)
    return known.matcher.folded(hit.text[start : hit.match.end + 40])[0]


class _Company:
    """What else the text names, for the ordinary words in it."""

    def __init__(self, hits: list[_Hit], text: str, language: str | None, site: str | None, known: Catalogue) -> None:
        self.known, self.text, self.language = known, text, language
        self.hits = hits
        self.named = {slug for hit in hits if not hit.match.name.weak for slug in hit.match.name.means}
        if site and site in known.platforms:
            self.named.add(site)
        self.families = {known.root(slug) for slug in self.named}
        self.in_china = {slug for slug in self.named if known.platforms[slug].scope == "china"}

    def vouches(self, hit: _Hit) -> bool:
        """Whether an ordinary word may be a name here."""
        name = hit.match.name
        if not name.context:
            return True
        slug = name.means[0]
        if slug in self.named or self.named & set(self.known.platforms[slug].company) or self._is_listed(hit):
            return True
        if not name.text.isascii() or not name.case:
            return self.known.root(slug) in self.families and self.known.root(slug) != slug
        return self._vouches_for_latin(slug, hit)

    def _is_listed(self, hit: _Hit) -> bool:
        """Whether it stands in one Chinese enumeration (甲、乙、丙) with a platform that is sure."""
        return _enumerated(hit) and any(
            _enumerated(one) and one.field == hit.field for one in self.hits if not one.match.name.weak
        )

    def _vouches_for_latin(self, slug: str, hit: _Hit) -> bool:
        if len(list(self.known.chain(slug))) > 2:  # a part of a platform (Moments, Channels): its family must be named
            return self.known.root(slug) in self.families
        if self.known.root(slug) in self.families:
            return True
        if _HAN.search(hit.text):
            return True
        if self.language == "es":
            return bool(self.in_china) and not _begins_sentence(hit)
        if _begins_sentence(hit) or _all_capitals(hit.text):
            return bool(self.in_china)
        return bool(self.in_china) or bool(_CHINA.search(self.text))


def _enumerated(hit: _Hit) -> bool:
    before, after = hit.text[: hit.match.start][-1:], hit.text[hit.match.end : hit.match.end + 1]
    return "、" in (before, after)


def _begins_sentence(hit: _Hit) -> bool:
    """Every word has a capital there, so a capital proves nothing."""
    before = hit.text[: hit.match.start].rstrip()
    return not before or before[-1] in ".!?:;…"


@lru_cache(maxsize=64)
def _all_capitals(text: str) -> bool:
    return text.isupper()


def _mentions(hit: _Hit, known: Catalogue) -> Iterator[Mention]:
    name, span = hit.match.name, (hit.match.start, hit.match.end)
    for slug in name.means:
        role = COMPARISON if _is_comparison(hit, slug, known) else MENTION
        yield Mention(slug=slug, alias=name.text, field=hit.field, span=span, role=role)


def _is_comparison(hit: _Hit, slug: str, known: Catalogue) -> bool:
    platform = known.platforms[slug]
    if platform.scope == "china" and not platform.comparator:
        return False
    before = hit.text[max(0, hit.match.start - _BEFORE) : hit.match.start]
    after = hit.text[hit.match.end : hit.match.end + 24]
    return bool(_LIKENED_BEFORE.search(before) or _LIKENED_AFTER.match(after))


def _with_subjects(mentions: list[Mention]) -> list[Mention]:
    """A platform of the title, or named twice, is what the text is about."""
    counts: dict[str, int] = {}
    for one in mentions:
        if one.role == MENTION:
            counts[one.slug] = counts.get(one.slug, 0) + (2 if one.field == "title" else 1)
    return [replace(one, role=SUBJECT) if one.role == MENTION and counts[one.slug] > 1 else one for one in mentions]
