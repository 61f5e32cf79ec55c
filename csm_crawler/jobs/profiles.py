"""Catalogue → what the page of a feed tells of a platform, a company or a group."""

from collections.abc import Iterable, Iterator, Mapping

from csm_crawler.jobs.labels import Labels
from csm_crawler.platforms import Platform
from csm_crawler.publish.profile import Profile, Relative

ALIASES = 8
"""Other names that are told, the strongest first."""


def profile_of(name: str, labels: Labels, counts: Mapping[str, int]) -> Profile:
    """What is known of a feed; an empty profile of one that the catalogue does not know, such as a topic's.

    `counts`: name of a feed that exists → its articles. Only such are told as relatives.
    """
    catalogue = labels.catalogue
    folder, _, slug = name.rpartition("/")
    if folder == "group" and slug in catalogue.groups:
        return Profile(members=_relatives(catalogue.groups[slug].members, labels, counts, counted=True))
    if folder or name not in catalogue.platforms:
        return Profile()
    known, near = catalogue.platforms[name], set(catalogue.chain(name))
    groups = sorted(f"group/{one.slug}" for one in catalogue.groups.values() if not near.isdisjoint(one.members))
    sisters = [slug for slug in _owned(known.owner, labels) if slug != name] if known.owner else []
    return Profile(
        names=tuple(_names(known, labels.platform(name))),
        also=tuple(_also(known)),
        kinds=known.kinds,
        domains=known.domains,
        since=known.since,
        until=known.until,
        owners=_relatives(list(catalogue.chain(name))[1:], labels, counts),
        owned=_relatives(_owned(name, labels), labels, counts, counted=True),
        sisters=_relatives(sisters, labels, counts),
        groups=_relatives(groups, labels, counts),
    )


def _owned(owner: str, labels: Labels) -> list[str]:
    """What belongs to it directly, by name."""
    owned = [slug for slug, one in labels.catalogue.platforms.items() if one.owner == owner and one.scope == "china"]
    return sorted(owned, key=lambda slug: (labels.catalogue.platforms[slug].name.casefold(), slug))


def _relatives(
    names: Iterable[str], labels: Labels, counts: Mapping[str, int], *, counted: bool = False
) -> tuple[Relative, ...]:
    """Those of them that there is a feed of."""
    return tuple(
        Relative(name=name, label=labels.feed(name), count=counts[name] if counted else None)
        for name in names
        if name in counts
    )


def _names(one: Platform, title: str) -> Iterator[tuple[str, str]]:
    """Its names in each script, but that in the title, each once."""
    told = {title}
    for tag, name in (("en", one.name), ("zh-Hans", one.zh_hans), ("zh-Hant", one.zh_hant)):
        if name and name not in told:
            told.add(name)
            yield tag, name


def _also(one: Platform) -> list[str]:
    """What else it is called wherever it stands, without what differs from another name in its case alone."""
    told = {name.casefold() for name in (one.name, one.zh_hans, one.zh_hant)}
    others = []
    for name in (*one.strong, *one.cased):
        if name.casefold() not in told:
            told.add(name.casefold())
            others.append(name)
    return others[:ALIASES]
