"""Where the figures lie below feeds/; light, because a run with nothing new looks whether they are there."""

from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import LANGUAGES

TRENDS = "trends"
"""Name of the page, and of the folder of its tables."""
NAMES = ("mentions", "undated", "voice", "changes", "seen", "pairs", "sites")
"""Of all tables, in their order."""


def csv_of(name: str) -> str:
    """The file of a table: the same for all languages."""
    return f"{TRENDS}/{name}.csv"


def page_in(language: str) -> str:
    """The page in a language."""
    return f"{Place(name=TRENDS, language=language).path}.html"


FILES = (*map(csv_of, NAMES), *map(page_in, LANGUAGES))
