"""What is wrong with a catalogue as a whole: the rules that one table alone cannot break."""

import re
from collections.abc import Iterator

from csm_crawler.matcher import Matcher
from csm_crawler.platforms.catalogue import Catalogue
from csm_crawler.platforms.entries import COMPANY

Problem = tuple[str, str]
"""Key, and what is wrong with it."""


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Each with the key that it is about; none for a sound catalogue."""
    yield from _references(catalogue)
    yield from _circles(catalogue)
    yield from _patterns(catalogue)
    yield from _companies(catalogue)
    yield from _owned_twice(catalogue)


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    lists = [(f"groups.{slug}.members", group.members) for slug, group in catalogue.groups.items()]
    lists += [(f"about.{site}", slugs) for site, slugs in catalogue.about.items()]
    lists += [
        (f"several.{company}.{name}", slugs)
        for company, names in catalogue.several.items()
        for name, slugs in names.items()
    ]
    for slug, one in catalogue.platforms.items():
        lists += [(f"platforms.{slug}.near", one.near), (f"platforms.{slug}.owner", (one.owner,) if one.owner else ())]
    for key, slugs in lists:
        for slug in slugs:
            if slug not in catalogue.platforms:
                yield key, f"names {slug!r}, which is no platform"


def _circles(catalogue: Catalogue) -> Iterator[Problem]:
    for slug in catalogue.platforms:
        seen: set[str] = set()
        owner = slug
        while owner in catalogue.platforms and owner not in seen:
            seen.add(owner)
            owner = catalogue.platforms[owner].owner
        if owner in seen:
            yield f"platforms.{slug}.owner", f"is {catalogue.platforms[slug].owner!r}, which leads in a circle"


def _patterns(catalogue: Catalogue) -> Iterator[Problem]:
    folder = Matcher((), simplified=catalogue.simplified)
    for slug, one in catalogue.platforms.items():
        for key, pattern in [("deny", text) for text in one.deny] + [("foes", text) for text in one.foes]:
            try:
                re.compile(pattern)
            except re.error as error:
                yield f"platforms.{slug}.{key}", f"is {pattern!r}, no pattern: {error}"
        for name, pattern in one.guarded.items():
            try:
                compiled = re.compile(pattern)
            except re.error as error:
                yield f"platforms.{slug}.guarded.{name}", f"is {pattern!r}, no pattern: {error}"
                continue
            if not compiled.match(folder.fold(name).text):
                yield f"platforms.{slug}.guarded.{name}", f"is {pattern!r}, which does not match {name!r} itself"


def _companies(catalogue: Catalogue) -> Iterator[Problem]:
    for company in catalogue.several:
        if company not in ("strong", *COMPANY):
            yield f"several.{company}", f"is no key; allowed are strong, {', '.join(COMPANY)}"


def _owned_twice(catalogue: Catalogue) -> Iterator[Problem]:
    folder = Matcher((), simplified=catalogue.simplified)
    owners: dict[tuple[str, bool], str] = {}
    for name in catalogue.names():
        key = (folder.fold(name.text).text, False)
        owner = owners.setdefault(key, name.means[0] if len(name.means) == 1 else "several")
        mine = name.means[0] if len(name.means) == 1 else "several"
        if owner != mine:
            yield f"platforms.{mine}", f"has the name {name.text!r}, which {owner} has already"
