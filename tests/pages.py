"""Where pages lie below feeds/."""

from csm_crawler.jobs.trends.paths import FILES

LANGUAGES = ("", "es/", "zh/")
FIGURES = frozenset(FILES)
"""The pages and tables that change with whatever is counted."""


def in_all_languages(*names: str) -> set[str]:
    """The files of these pages: "index", "wechat"."""
    return {f"{folder}{name}.html" for name in names for folder in LANGUAGES}
