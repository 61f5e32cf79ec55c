"""Text → the language that it is written in: script first, then langdetect's n-grams and a few small words."""

import math
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from csm_crawler.normalize.scripts import by_script, without_asian
from csm_crawler.normalize.stopwords import NEUTRAL, STOPWORDS

PROFILES = ("es", "en", "pt", "ca", "fr", "de", "it", "nl", "id", "pl", "tr", "vi")
"""The Latin languages that langdetect knows and that our sites may write in, or be mistaken for."""
LANGUAGES = (*PROFILES, "gl", "eu")

_WEIGHT = 0.5 / 10_000
"""langdetect's smoothing: ALPHA_DEFAULT / BASE_FREQ, without the random width around it."""
_BONUS = 2.5
_PRIOR = {"es": 0.7, "en": 0.7, "nl": -1.5, "id": -2.0, "pl": -1.5, "tr": -1.5, "vi": -2.0, "gl": -1.0, "eu": -2.0}
_SITE_PRIOR = 2.0
_MAX_WORDS = 60
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#][\w.]+|\S*\w\.(?:com|org|net|cn|es|io)\b\S*|\$\w+")
_TOKEN = re.compile(r"[^\W_]+")
_BASQUE = re.compile(r"tx|tz|(?:[aie]ren|ekin|etan|[rt]ako|tuta|tzea|eko|[aei]rik|ak|ek|ean|tik|raino)$")
_GALICIAN = 1.0
_BASQUE_HINT, _BASQUE_MISS = 2.0, 1.5
_lock = threading.Lock()
_grams: dict[str, tuple[float, ...]] = {}


def detect_language(text: str, *, site_language: str | None = None) -> str | None:
    """BCP 47 tag of the language of `text`: es, en, zh-Hans, zh-Hant, ja, …; None where the text does not tell.

    `site_language` is what the site says of itself: it settles what is in doubt and changes nothing else.
    """
    text = _NOISE.sub(" ", text[:4000])
    found = by_script(text, site_language)
    if found is not None:
        return found or None
    words = _words(without_asian(text))
    if sum(map(len, words)) < 3:
        return None
    return _latin(words, site_language)


def _latin(words: list[str], site_language: str | None) -> str | None:
    scores = list(map(sum, zip(*map(_word_scores, words), strict=True)))
    scores[-1] += max(scores[:-1])
    for index, language in enumerate(LANGUAGES):
        scores[index] += _PRIOR.get(language, 0.0)
        if site_language and language == site_language.split("-")[0]:
            scores[index] += _SITE_PRIOR
    best = max(range(len(LANGUAGES)), key=scores.__getitem__)
    margin = scores[best] - max(score for index, score in enumerate(scores) if index != best)
    if margin < 0.5 and len(words) < 3:
        return site_language
    return LANGUAGES[best]


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    tokens = _TOKEN.findall(text)[: 2 * _MAX_WORDS]
    shouted = sum(t.isupper() and len(t) > 1 for t in tokens) > 0.5 * len(tokens)
    words = [t.lower() for t in tokens if t.isalpha() and (shouted or t[1:].islower() or len(t) == 1)]
    return [w for w in words if w not in NEUTRAL][:_MAX_WORDS]


@lru_cache(maxsize=4096)
def _word_scores(word: str) -> tuple[float, ...]:
    """How probable the word is in each of LANGUAGES, as a logarithm: n-grams as langdetect counts them, and bonuses."""
    grams = _table()
    padded = f" {word[:30]} "
    found = [v for i in range(len(padded)) for n in (1, 2, 3) if (v := grams.get(padded[i : i + n]))]
    scores = [math.log(p) for p in map(math.prod, zip(*found, strict=True))] if found else [0.0] * len(PROFILES)
    scores.append(max(scores[0], scores[2]) - _GALICIAN)
    scores.append(_BASQUE_HINT if _BASQUE.search(word) and len(word) > 3 else -_BASQUE_MISS)
    for language in _small_words().get(word, ()):
        scores[LANGUAGES.index(language)] += _BONUS
    return tuple(scores)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in STOPWORDS.items():
        for word in words.split():
            plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
            for form in {word, plain} if len(word) > 2 else {word}:
                found.setdefault(form, []).append(language)
    return {word: tuple(dict.fromkeys(languages)) for word, languages in found.items()}


def _table() -> dict[str, tuple[float, ...]]:
    """N-gram → smoothed probability in each of PROFILES; loaded once, by the first thread that asks."""
    if not _grams:
        with _lock:
            if not _grams:
                _grams.update(_load())
    return _grams


def _load() -> dict[str, tuple[float, ...]]:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / name).read_text("utf-8") for name in PROFILES])
    return {gram: tuple(p + _WEIGHT for p in row) for gram, row in factory.word_lang_prob_map.items() if gram != " "}
