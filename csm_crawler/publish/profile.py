"""What a feed is about, as its page tells it: a platform with its owner and family, a group with its members."""

from dataclasses import dataclass


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
