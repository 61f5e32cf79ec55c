"""What pages say in each of their languages: the texts of words/*.toml, dates and numbers."""

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = {"en": "English", "es": "Español", "zh": "中文"}
"""Of the pages, as each calls itself; the first is that of the pages at the top of feeds/."""
TAGS = {"en": "en", "es": "es", "zh": "zh-Hans"}
"""What stands in the `lang` of a page."""
_FOLDER = Path(__file__).parent / "words"


class Words:
    """The texts of one language by their keys, as templates ask for them: `w.latest`, `w.say("read_from", sites=…)`."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language, self._texts = language, texts

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def get(self, key: str, default: str) -> str:
        """A text, or something else where there is none with this key."""
        return self._texts.get(key, default)

    def say(self, key: str, **values: object) -> str:
        """A text with its places filled in; numbers as `number` writes them."""
        told = {name: self.number(one) if isinstance(one, int) else one for name, one in values.items()}
        return self[key].format(**told)

    def count(self, key: str, n: int) -> str:
        """How many of something: "1 article", "2,345 articles"."""
        text = self.get(f"{key}_one", self[key]) if n == 1 else self[key]
        return text.format(n=self.number(n))

    def number(self, n: int) -> str:
        """With its thousands apart; of four digits Spanish has none."""
        if self.language == "es" and abs(n) < 10_000:
            return str(n)
        return f"{n:,}".replace(",", self["thousands"])

    def date(self, day: datetime.date) -> str:
        """A day, such as 18 November 2026."""
        month = self["months"].split()[day.month - 1]
        return self["date"].format(day=day.day, month=month, year=day.year)

    def weekday(self, day: datetime.date) -> str:
        """A day as a heading: Wednesday, 18 November 2026."""
        name = self["weekdays"].split()[day.weekday()]
        words = self["weekday"].format(weekday=name, date=self.date(day))
        return words[0].upper() + words[1:]

    def month(self, month: str) -> str:
        """A month, "2026-07", in words."""
        return _month(self["month"], self["months"], month)

    def short_month(self, month: str) -> str:
        """The name of a month, "2026-07", where there is little room, without its year."""
        return self["months_short"].split()[int(month.split("-")[1]) - 1]

    def decimal(self, value: float, places: int) -> str:
        """A number with so many places behind its point, which is a comma in Spanish."""
        return f"{value:.{places}f}".replace(".", self["point"])

    def percent(self, value: float) -> str:
        """A part of one, with a tenth of a percent."""
        return self["in_percent"].format(n=self.decimal(100 * value, 1))

    def listed(self, words: Iterable[str]) -> str:
        """Names behind each other."""
        return self["comma"].join(words)


@lru_cache(maxsize=2_000)  # a page tells a hundred, and the next one the same
def _month(text: str, names: str, month: str) -> str:
    year, number = month.split("-")
    return text.format(month=names.split()[int(number) - 1], year=int(year))


@cache
def words(language: str, *files: str) -> Words:
    """What a page says: the texts of base.toml, and of these files beside it ("index" is words/index.toml)."""
    texts: dict[str, str] = {}
    for file in ("base", *files):
        texts |= {key: told[language] for key, told in texts_of(file).items()}
    return Words(language, texts)


@cache
def texts_of(file: str) -> Mapping[str, Mapping[str, str]]:
    """Key → language → text, of one file."""
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text("utf-8"))
