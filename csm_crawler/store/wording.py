"""When two texts say the same: what a site changes without changing what it says."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″「」『』", '"') | dict.fromkeys("‘’‚‛′`´", "'"))
_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_UNITS = (
    r"views?|reads?|comments?|likes?|shares?|min(?:ute)?s? read"
    r"|visitas?|vistas?|lecturas?|comentarios?|me gusta|compartid[oa]s?|min(?:utos)? de lectura"
    r"|(?:次|人)?(?:阅读|閱讀|浏览|瀏覽|评论|評論|点赞|點讚|收藏|围观|分享|查看|播放)(?:量|数|數)?"
)
_NUMBER = r"\d[\d.,]*(?:\s?[km]\b|\s?[万萬])?\+?"
_COUNTER = re.compile(
    rf"[\[(]?\s*(?:{_NUMBER}\s*(?:{_UNITS})|(?:阅读|閱讀|浏览|瀏覽|评论|評論|点赞|點讚|views|comments|comentarios|visitas)"
    rf"\s*(?:量|数|數)?\s*[:(]?\s*{_NUMBER}\)?)\s*[\])]?"
)
"""How many have read or answered: it changes by the hour, and nobody wrote it."""
_COUNT_AT_END = re.compile(rf"\s*[\[(]\s*{_NUMBER}\s*[\])]$")
_DIGIT = re.compile(r"\d")
_TRACKED = re.compile(r"(https?://[^\s?#]+)[?#]\S*")
_CUT = ("...",)
SURE = 40
"""Characters of a beginning that two texts do not share by chance."""


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, spaces, kinds of quotes and dashes, how accents are composed,
    counters (views, comments) and what is tacked to the addresses in them."""
    return one == other or comparable(one) == comparable(other)


@lru_cache(maxsize=1024)  # a page asks for each a few times
def comparable(text: str) -> str:
    """A text as it is compared."""
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_QUOTES).casefold()
    text = _TRACKED.sub(r"\1", _UNSEEN.sub("", text))
    if _DIGIT.search(text):  # no counter is without one, and they are looked for slowly
        text = _COUNT_AT_END.sub("", _COUNTER.sub(" ", text))
    return " ".join(text.split())


def is_cut_of(short: str, long: str) -> bool:
    """Whether one text is the other's beginning and says so ("…"): a list that shows less, not another text."""
    begun, whole = comparable(short), comparable(long)
    if not begun.endswith(_CUT):
        return False
    begun = begun.removesuffix("...").rstrip()
    return len(begun) >= SURE and whole.startswith(begun)


def width(text: str) -> int:
    """How much a text says, in letters: a sign of Chinese counts for two and a half."""
    return sum(5 if unicodedata.east_asian_width(sign) in "WF" else 2 for sign in text) // 2
