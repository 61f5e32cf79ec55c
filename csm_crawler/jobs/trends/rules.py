"""The rules of the figures: their numbers, and the sentences that tell them to readers."""

from datetime import timedelta

from csm_crawler.publish.wording import Words, words

FULL = 5
"""So many articles give a site its full weight."""
PERIODS = 3
"""So many periods before are looked at."""
ENOUGH = 10
"""So many articles a platform must have, now or on average before; and a period before in all, to be looked at."""
SMOOTHING = 5
"""Articles that are added on both sides, so that five instead of two is no sensation."""
RISE = 1.25
FALL = 0.8
BEGINNING = timedelta(days=1)
"""A site that comes within that of the first one was there from the beginning: of no other there is more."""
FEWEST = 3
"""Articles of a pair: fewer are told by chance."""

WORDS = "trends"
"""The file of words that figures are told in."""


def rule(name: str, w: Words) -> str:
    """A sentence or two, in one language, with the numbers in it."""
    return w.say(
        f"rule_{name}",
        full=FULL,
        periods=PERIODS,
        enough=ENOUGH,
        smoothing=SMOOTHING,
        rise=w.decimal(RISE, 2),
        fall=w.decimal(FALL, 1),
        fewest=FEWEST,
    )


_ENGLISH = words("en", WORDS)
COUNTED = _ENGLISH["counted"]
DATED, ADDED, SHARE, CHANGE, LIFT = (rule(name, _ENGLISH) for name in ("dated", "added", "share", "change", "lift"))
