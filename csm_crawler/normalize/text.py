"""Foreign text to plain text: what stands in the titles and summaries of articles."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from csm_crawler.normalize.characters import clean_characters
from csm_crawler.normalize.markup import strip_markup
from csm_crawler.normalize.mojibake import repair
from csm_crawler.normalize.tails import cut_tails

MAX_TITLE = 300
MAX_TEASER = 1000
"""Characters of a title, as the interface of the articles promises."""
MAX_MARKUP = 100_000
"""Characters of a field that are looked at: a page may say ten megabytes where its title should be."""
MAX_REMEMBERED = 4_000
DERIVED_TITLE = 80
"""Characters of a title that is made of a teaser: about what fits one line of a reader."""

_ROUNDS = 4
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s|(?<=[。！？…；])")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\u3000-\u303f]")
_SLUG_NOISE = re.compile(r"\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)


def plain_text(value: str) -> str:
    """The words of `value` on one line, in NFC and well-formed in XML; markup, entities and unseen characters go.

    Idempotent: text that is clean comes back as it is. What was decoded wrongly is put right only where no other
    reading is possible.
    """
    for _ in range(_ROUNDS):
        text = clean_characters(repair(strip_markup(value)))
        if text == value:
            return text
        value = text
    # Each round leaves less to do; what still changes is no text. Without these signs nothing can.
    return clean_characters(strip_markup(value).encode("ascii", "ignore").decode().replace("<", " ").replace("&", " "))


def clean_title(value: str) -> str:
    """`plain_text`, at most 300 characters long; a longer one ends with "…" after its last whole word."""
    return shorten(_plain(value), MAX_TITLE)


def clean_teaser(value: str) -> str:
    """`plain_text` without the site's own end, such as «Leer más», "Continue reading", 阅读全文 or "[…]".

    At most 1,000 characters: more is no teaser but the article, which is not ours to publish.
    """
    return shorten(cut_tails(_plain(value)), MAX_TEASER)


def _plain(value: str) -> str:
    """`plain_text` of a field; what is new on a page is asked for twice, what is long is not remembered."""
    return _remembered(value) if len(value) <= MAX_REMEMBERED else plain_text(value[:MAX_MARKUP])


@lru_cache(maxsize=512)
def _remembered(value: str) -> str:
    return plain_text(value)


def derive_title(teaser: str, url: str) -> str:
    """A title for a card without one: the teaser's first sentence or words, else what the URL says. Never empty."""
    text = clean_teaser(teaser)
    if not text:
        return shorten(_slug_words(url) or clean_title(url) or "—", DERIVED_TITLE)
    limit = DERIVED_TITLE // 2 if _CJK.match(text) else DERIVED_TITLE
    first = _SENTENCE_END.split(text, maxsplit=1)[0]
    # A first "sentence" of a word or two is an abbreviation or an exclamation ("EE. UU.", "¡Ojo!"), no title.
    if limit // 4 <= len(first) <= limit:
        return first.rstrip(".。；")
    return shorten(text, limit)


def shorten(text: str, limit: int) -> str:
    """`text`, at most `limit` characters long; a longer one ends with "…" after its last whole word."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    # Chinese has no spaces: it is cut between characters. So is a "word" that would take half the title with it.
    if at > limit // 2 and not text[limit - 1].isspace() and not _CJK.match(text[limit - 1]):
        cut = cut[:at]
    while cut and (
        cut[-1] in "\u200d" or text[len(cut)] in "\u200d\ufe0f\u20e3" or "\U0001f3fb" <= text[len(cut)] <= "\U0001f3ff"
    ):
        cut = cut[:-1]
    return cut.rstrip(" ,;:.…-–—，、；：。") + "…"


def _slug_words(url: str) -> str:
    """ "Five trends" of `/2019/11/five-trends.html`; empty where the URL holds only numbers."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    for part in reversed(path.split("/")):
        words = plain_text(re.sub(r"[-_+.]+", " ", _SLUG_NOISE.sub("", part)))
        if sum(c.isalpha() for c in words) >= 2:
            return words[0].upper() + words[1:]
    return ""
