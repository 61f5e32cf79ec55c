"""Text → the language that it is written in: script first, then langdetect's n-grams and a few small words."""

import math
import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from csm_crawler.normalize.endings import ELISIONS, ENDINGS, NEUTRAL
from csm_crawler.normalize.scripts import by_script, without_asian
from csm_crawler.normalize.stopwords import STOPWORDS
from csm_crawler.normalize.vocabulary import VOCABULARY

PROFILES = ("es", "en", "pt", "ca", "fr", "de", "it", "nl", "id", "pl", "tr", "vi")
"""The Latin languages that langdetect knows and that our sites may write in, or be mistaken for."""
LANGUAGES = (*PROFILES, "gl", "eu")
"""Galician and Basque have no profile: the first is scored between its neighbors, the second by its words alone."""

_SPANISH, _PORTUGUESE = PROFILES.index("es"), PROFILES.index("pt")
_WEIGHTS = (0.3, 0.6, 0.8)
_SMOOTHING = 0.5 / 10_000
"""langdetect's ALPHA_DEFAULT / BASE_FREQ, without the random width around it."""
_NOTHING = {weight: weight * math.log(_SMOOTHING) for weight in _WEIGHTS}

# All scores are natural logarithms. A trigram that only one language has is worth 3 to 5.
_WORD = 6.0
"""For a small word of the language."""
_ENDING = 2.5
_CAPITAL = 0.75
"""Weight of the n-grams as printed where a word begins with a capital: German needs them, titles in capitals do not."""
_GALICIAN = 0.8
"""What a Galician word loses to the better of Spanish and Portuguese: it needs words of both, or its own."""
_BASQUE = 2.0
"""What a text loses as Basque by each word that does not look it."""
_BASQUE_LOOK = 1.5
_PRIOR = {"es": 0.5, "en": 0.5, "nl": -1.5, "id": -2.0, "pl": -1.5, "tr": -1.5, "vi": -2.0, "gl": -4.0, "eu": -2.0}
_SITE_PRIOR = 4.0
"""For the language of the site: less than a small word."""
_DOUBT = 1.0
"""A lead below this, in a text of one or two words, tells nothing."""
_MAX_CHARACTERS, _MAX_WORDS = 4_000, 60

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#$]\w[\w.]*|\S*\w\.(?:com|org|net|cn|es|io|md|js|py|php)\b\S*")
# l'eau, dell'anno; 's, 'll; words, with the Catalan l·l.
_TOKEN = re.compile(
    r"[^\W\d_]+['’](?=[^\W\d_])(?!(?:s|t|ll|re|ve|m|d)\b)"
    r"|(?<=[^\W\d_])['’](?:s|t|ll|re|ve|m|d)\b"
    r"|[^\W_]+(?:·[^\W_]+)?",
    re.IGNORECASE,
)
_BASQUE_LIKE = re.compile(
    r"tx|tz[aiou]|tze[ak]|..(?:[aie]ren|ekin|etan|[rt]ako|tuta|eko|[aei]rik|[aeo]ak|[lrntzd]ak|ek|ean|tik|raino)$"
)
_SPANISH_SIGNS = re.compile("[¿¡]")

_lock = threading.Lock()
_tables: list["_Rows"] = []


def detect_language(text: str, *, site_language: str | None = None) -> str | None:
    """BCP 47 tag of the language of `text`: es, en, zh-Hans, zh-Hant, ja, …; None where the text does not tell.

    `site_language` is what the site says of itself: it settles what is in doubt and changes nothing else.
    """
    text = unicodedata.normalize("NFC", _NOISE.sub(" ", text[:_MAX_CHARACTERS]))
    decided, language = by_script(text, site_language)
    if decided:
        return language
    words = _words(without_asian(text))
    if sum(map(len, words)) < 3:
        return None
    return _most_probable(words, bool(_SPANISH_SIGNS.search(text)), site_language)


def _most_probable(words: list[str], spanish_signs: bool, site_language: str | None) -> str | None:
    scores = dict(zip(LANGUAGES, map(math.fsum, zip(*map(_word_scores, words), strict=True)), strict=True))
    scores["eu"] += max(scores[name] for name in PROFILES)
    if spanish_signs:
        scores["es"] += _WORD
    home = (site_language or "").split("-")[0]
    for language in LANGUAGES:
        scores[language] += _PRIOR.get(language, 0.0) + (_SITE_PRIOR if language == home else 0.0)
    second, best = sorted(LANGUAGES, key=scores.__getitem__)[-2:]
    if len(words) < 3 and scores[best] - scores[second] < _DOUBT:
        return home if home in LANGUAGES else None
    return best


def _words(text: str) -> list[str]:
    """The words that tell something: no names in capitals or CamelCase, no numbers, none that all languages share."""
    tokens = _TOKEN.findall(text)[: 2 * _MAX_WORDS]
    long = [t for t in tokens if len(t) > 1]
    shouted = sum(map(str.isupper, long)) > 0.5 * len(long)
    if shouted:
        tokens = [t.lower() for t in tokens]
    words = [t.replace("’", "'") for t in tokens if _is_plain(t)]
    return [word for word in words if word.lower().strip("'") not in NEUTRAL][:_MAX_WORDS]


def _is_plain(token: str) -> bool:
    return not any(map(str.isdigit, token)) and (len(token) == 1 or token[1:].islower() or token[1:] in "'’")


@lru_cache(maxsize=4096)
def _word_scores(word: str) -> tuple[float, ...]:
    """How probable the word is in each of LANGUAGES, as a logarithm that is only good for comparing."""
    small = word.lower()
    scores = _gram_scores(small)
    if word != small:
        both = zip(_gram_scores(word), scores, strict=True)
        scores = [_CAPITAL * as_printed + (1 - _CAPITAL) * plain for as_printed, plain in both]
    scores.append(max(scores[_SPANISH], scores[_PORTUGUESE]) - _GALICIAN)
    scores.append(_BASQUE_LOOK if _BASQUE_LIKE.search(small) else -_BASQUE)
    for language, bonus in (_small_words().get("I" if word == "I" else small) or _by_ending(small)).items():
        scores[LANGUAGES.index(language)] += bonus
    return tuple(scores)


def _gram_scores(word: str) -> list[float]:
    """All n-grams of the word, as langdetect makes and weighs them, but each once and none by chance."""
    grams, padded = _table(), f" {word[:30].strip(chr(39))} "
    ends = range(1, len(padded) + 1)
    found = [row for end in ends for n in (1, 2, 3) if n <= end and (row := grams[padded[end - n : end]])]
    return list(map(sum, zip(*found, strict=True))) if found else [0.0] * len(PROFILES)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, dict[str, float]]:
    """Word → the languages that have it, and what it is worth there: half where its accents are missing."""
    found: dict[str, dict[str, float]] = {"I": {"en": _WORD}}
    for language, words in (*STOPWORDS.items(), *VOCABULARY.items(), *ELISIONS.items()):
        for word in words.split():
            found.setdefault(word, {})[language] = _WORD
            if len(word) > 2:
                found.setdefault(_without_accents(word), {}).setdefault(language, _WORD / 2)
    return found


def _by_ending(word: str) -> dict[str, float]:
    if len(word) < 6:
        return {}
    return {language: _ENDING for language, endings in _endings().items() if word.endswith(endings)}


@lru_cache(maxsize=1)
def _endings() -> dict[str, tuple[str, ...]]:
    return {language: tuple(endings.split()) for language, endings in ENDINGS.items()}


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _table() -> "_Rows":
    """N-gram → its row; loaded once, by the first thread that asks."""
    if not _tables:
        with _lock:
            if not _tables:
                _tables.append(_load())
    return _tables[0]


class _Rows(dict[str, tuple[float, ...]]):
    """N-gram → its weighed logarithm in each of PROFILES, reckoned when a text first has it; () for an unknown one."""

    def __init__(self, profiles: Sequence[tuple[dict[str, int], list[int]]]) -> None:
        super().__init__({" ": ()})
        self.profiles = profiles
        """Of each language: how often each n-gram is in it, how many there are of each length."""

    def __missing__(self, gram: str) -> tuple[float, ...]:
        if not any(gram in counts for counts, _totals in self.profiles):
            return ()
        length = len(gram) - 1
        probabilities = [counts.get(gram, 0) / totals[length] for counts, totals in self.profiles]
        row = self[gram] = _row(probabilities, _WEIGHTS[length])
        return row


def _load() -> _Rows:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    class Factory(DetectorFactory):  # type: ignore[misc]
        """Keeps the profiles as they are: a table of all n-grams takes three times as long as reading them."""

        def add_profile(self, profile: Any, index: int, langsize: int) -> None:  # noqa: ARG002
            profiles.append((profile.freq, profile.n_words))

    profiles: list[tuple[dict[str, int], list[int]]] = []
    names = (Path(PROFILES_DIRECTORY) / name for name in PROFILES)
    Factory().load_json_profile([name.read_text("utf-8") for name in names])
    return _Rows(profiles)


def _row(probabilities: list[float], weight: float) -> tuple[float, ...]:
    # Three of four are nothing: their logarithm is taken once, which halves the time to the first answer.
    nothing = _NOTHING[weight]
    return tuple([weight * math.log(p + _SMOOTHING) if p else nothing for p in probabilities])
