"""What a feed is about, as its page tells it: a platform with its owner and family, a group with its members."""

from dataclasses import dataclass, replace

from csm_crawler.publish.clean import clean_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another feed that is named."""

    name: str
    label: str
    count: int | None = None
    """Its articles; None where they are not told, since they change when this page does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All of it may be empty: of a topic there is nothing but its articles."""

    names: tuple[tuple[str, str], ...] = ()
    """Tag of a script or language ("zh-Hant") and its name in it, without its title."""
    also: tuple[str, ...] = ()
    """Other names that it is found by."""
    kinds: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    owners: tuple[Relative, ...] = ()
    """Whom it belongs to, the nearest first."""
    owned: tuple[Relative, ...] = ()
    sisters: tuple[Relative, ...] = ()
    """What else belongs to its nearest owner."""
    groups: tuple[Relative, ...] = ()
    members: tuple[Relative, ...] = ()
    """Of a group."""

    def cleaned(self) -> "Profile":
        """The same without what a page must not hold; what people write in a platforms.toml is not looked at there."""
        return Profile(
            names=tuple((tag, clean_line(name)) for tag, name in self.names if clean_line(name)),
            also=_lines(self.also),
            kinds=_lines(self.kinds),
            domains=_lines(self.domains),
            since=clean_line(self.since),
            until=clean_line(self.until),
            owners=_named(self.owners),
            owned=_named(self.owned),
            sisters=_named(self.sisters),
            groups=_named(self.groups),
            members=_named(self.members),
        )


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean_line, texts)))


def _named(relatives: tuple[Relative, ...]) -> tuple[Relative, ...]:
    return tuple(replace(one, label=clean_line(one.label) or one.name) for one in relatives)
