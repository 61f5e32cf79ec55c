"""One thing that was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, and what to do about it."""

    check: str
    state: str
    """ok; note: works, and may not be what was meant; wrong."""
    found: str
    advice: str = ""


def ok(check: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(check=check, state="ok", found=found)


def note(check: str, found: str, advice: str) -> Finding:
    """It works as it is."""
    return Finding(check=check, state="note", found=found, advice=advice)


def wrong(check: str, found: str, advice: str) -> Finding:
    """It does not work, or will not for long."""
    return Finding(check=check, state="wrong", found=found, advice=advice)
