"""The rules of the figures: their numbers, and the sentences that tell them to readers."""

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
FEWEST = 3
"""Articles of a pair: fewer are told by chance."""

COUNTED = (
    "Articles are counted, not stories: what two sites tell counts twice. "
    "A platform's articles are those that name it or anything below it."
)
DATED = "Months are those of UTC. Articles without a date are counted apart, by their first sight, and in no month."
ADDED = (
    "A site that was added after the period began is marked: of the time before there is only what its pages still "
    "showed then, so changes are partly its."
)
SHARE = (
    "share = the mean over sites of (the site's articles that name the platform / all its articles), so that one "
    f"prolific site does not decide. A site with fewer than {FULL} articles weighs as many fifths as it has: "
    f"the sum of named / max(all, {FULL}), divided by the sum of min(all, {FULL}) / {FULL}."
)
CHANGE = (
    f"change = (articles in the period + {SMOOTHING}) / (their mean in the {PERIODS} periods before + {SMOOTHING}). "
    f"Told from {RISE} up and from {FALL} down, where either side has {ENOUGH} articles or more. "
    f"A period before counts if it has {ENOUGH} articles of any kind."
)
LIFT = (
    "lift = articles that name both * all articles / (articles that name one * articles that name the other); "
    f"1 is chance. Pairs have {FEWEST} articles or more; left out are a platform and its owner, and owners that only "
    "say again what a pair below them says."
)
