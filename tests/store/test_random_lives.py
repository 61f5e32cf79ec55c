"""Sites that are made up, run after run: what each run brings as new is what the site wrote since, and nothing else."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from csm_crawler.items import Card
from csm_crawler.store import ArticleStore
from tests.store.lives import START, Life, entry

MONTHS = tuple(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
)
PLACES = ("Madrid", "Lima", "Shanghái", "Chengdu", "Bogotá", "Shenzhen", "México", "Hangzhou", "Sevilla", "Quito")
NAMES = ("Douyin", "WeChat", "Weibo", "Taobao", "Kuaishou", "Bilibili", "Xiaohongshu", "Meituan", "Pinduoduo", "JD")
DEEDS = ("abre una tienda", "vende más anuncios", "cambia sus reglas", "prueba los pagos", "cierra una oficina")
COLUMNS = ("La semana digital en China", "Breves", "Lo más leído del mes")


@dataclass(slots=True)
class Written:
    """An article as its site has it."""

    number: int
    title: str
    slug: str
    day: date
    teaser: str
    is_shown: bool = False


@dataclass(slots=True)
class Newsroom:
    """A site that writes, edits, renames and is rebuilt; `chance` decides."""

    chance: random.Random
    articles: list[Written] = field(default_factory=list)
    scheme: str = "http"
    host: str = "gaceta.example"
    tail: str = ""
    ids: str = ""
    """How its feed makes ids; empty for a page."""
    has_tokens: bool = False

    def write(self, day: date) -> None:
        number, pick = len(self.articles), self.chance.choice
        if self.chance.random() < 0.2:
            title = pick(COLUMNS)
            slug = f"{title.lower().replace(' ', '-')}-{number}"
            teaser = self.chance.choice(["", "Lo que pasó, contado en cinco minutos por la redacción de la Gaceta."])
        else:
            title = f"{pick(NAMES)} {pick(DEEDS)} en {pick(PLACES)}, capítulo {number}"
            slug = f"{title.lower().replace(' ', '-').replace(',', '')}"
            teaser = (
                f"Según la empresa, {pick(NAMES)} {pick(DEEDS)} también en {pick(PLACES)}, y es la vez número {number}."
            )
        self.articles.append(Written(number, title, slug, day, teaser))

    def change(self) -> None:
        """One thing, of one recent article or of the whole site."""
        one, what = self.chance.choice(self.articles[-10:]), self.chance.randrange(11)
        if what == 0:
            one.title += " (actualizado)"
        elif what == 1:
            one.slug = f"ahora-{one.slug}" if one.title not in COLUMNS else one.slug
        elif what == 2:
            one.teaser = f"{one.teaser} Y hay más."
        elif what == 3:
            self.scheme = "https"
        elif what == 4:
            self.host = self.chance.choice(["gaceta.example", "www.gaceta.example", "m.gaceta.example"])
        elif what == 5:
            self.tail = self.chance.choice(["", "/", "/amp/", "?utm_source=rss", "/index.html"])
        elif what == 6:
            self.ids = self.chance.choice(["", "https://gaceta.example/?p={}", "tag:gaceta.example,2026:{}", "{}"])

    def page(self, size: int) -> list[Card]:
        newest = sorted(self.articles, key=lambda one: (one.day, one.number), reverse=True)[:size]
        return [self._card(one) for one in newest]

    def _card(self, one: Written) -> Card:
        token = f"?v={self.chance.randbytes(16).hex()}" if self.has_tokens else ""
        link = f"{self.scheme}://{self.host}/{one.slug}{token or self.tail}"
        printed = f"{one.day.day} {MONTHS[one.day.month - 1]}, {one.day.year}"
        return entry(one.title, link, printed, one.teaser, id=self.ids.format(one.number) if self.ids else "")


@pytest.mark.parametrize("has_tokens", [False, True])
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 24))])
def test_what_comes_up_as_new_is_what_was_written(store: ArticleStore, seed: int, has_tokens: bool) -> None:
    chance = random.Random(seed)
    room, life, day = Newsroom(chance, has_tokens=has_tokens), Life(store), START.date()
    for _ in range(40):
        day += timedelta(days=1)
        for _ in range(chance.randrange(4)):
            room.write(day)
        if room.articles:
            room.change()
            cards = room.page(12)
            shown = sorted(room.articles, key=lambda one: (one.day, one.number), reverse=True)[:12]
            expected = sorted(one.title for one in shown if not one.is_shown)
            for one in shown:
                one.is_shown = True
            assert sorted(one.title for one in life.run(*cards).new) == expected
        else:
            life.now += timedelta(days=1)
