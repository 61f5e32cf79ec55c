"""Markup that would keep its parser busy for hours."""

import re
from functools import lru_cache

from csm_crawler.errors import PageError

MAX_ATTRIBUTES = 1000
"""Of one element. libxml2 compares each attribute with all before it: forty thousand take it ten seconds, and three
hundred kilobytes hold them."""

_VALUE = r"\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?"
_ATTRIBUTE = rf"[\s/]*+[^\s/>][^\s/>=]*+(?:{_VALUE})?"
_MARKUP = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+(?P<more>[\s/]*+[^\s/>])?",
    re.IGNORECASE | re.DOTALL,
)
_RAW = frozenset(["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"])
"""Elements whose content is no markup."""


def check_markup(text: str, url: str) -> None:
    """PageError where an element of HTML has more attributes than any real one.

    Takes its tokens as https://html.spec.whatwg.org/multipage/parsing.html#tokenization does, so that no quotation
    mark, comment or script hides them.
    """
    at = 0
    while found := _MARKUP.search(text, at):
        if found["more"]:
            raise PageError(url, f"has an element with over {MAX_ATTRIBUTES} attributes")
        at = found.end()
        name = "" if found["end"] else (found["name"] or "").lower()
        if name in _RAW:
            end = _end_of(name).search(text, at)
            if end is None:
                return
            at = end.start()


@lru_cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
