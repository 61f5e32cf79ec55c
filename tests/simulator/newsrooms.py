"""Sites of a made-up world: they write, edit, rename, reprint and withdraw, and know themselves what they did."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime

from csm_crawler.items import Card
from tests.simulator.verdicts import Version
from tests.store.lives import entry

MONTHS = tuple(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
)
PLACES = ("Madrid", "Lima", "Shanghái", "Chengdu", "Bogotá", "Shenzhen", "México", "Hangzhou", "Sevilla", "Quito")
NAMES = ("Douyin", "WeChat", "Weibo", "Taobao", "Kuaishou", "Bilibili", "Xiaohongshu", "Meituan")
DEEDS = ("abre una tienda", "vende más anuncios", "cambia sus reglas", "prueba los pagos", "cierra una oficina")


@dataclass(slots=True)
class Written:
    """An article as its site has it now."""

    number: int
    title: str
    path: str
    day: date
    minute: int
    teaser: str
    is_withdrawn: bool = False
    version: Version = field(default_factory=Version)

    def change(self, *, title: str = "", day: date | None = None, teaser: str = "", path: str = "") -> None:
        """Have the site say something else of it."""
        before = self.version
        self.version = replace(
            before, title=before.title + bool(title), date=before.date + bool(day), any=before.any + 1
        )
        self.title, self.day = title or self.title, day or self.day
        self.teaser, self.path = teaser or self.teaser, path or self.path

    def withdraw(self) -> None:
        """Have the site ask that it be shown nowhere."""
        self.is_withdrawn = True
        self.version = replace(self.version, absence=self.version.absence + 1, any=self.version.any + 1)


@dataclass(slots=True)
class Newsroom:
    """One site."""

    name: str
    chance: random.Random
    dates: str
    """How it prints dates: day, minute, relative (what is of today), or "" for not at all."""
    articles: list[Written] = field(default_factory=list)
    scheme: str = "http"
    tail: str = ""
    ids: str = ""
    """How its feed makes ids; empty for a page."""
    has_tokens: bool = False
    on_top: list[Written] = field(default_factory=list)
    """What stands above the newest today: reprints, and what it forgot to list in time."""
    counter: list[int] = field(default_factory=lambda: [0])
    """Shared: the numbers of all articles of the world."""

    def write(self, day: date) -> Written:
        self.counter[0] += 1
        number, pick = self.counter[0], self.chance.choice
        title = f"{pick(NAMES)} {pick(DEEDS)} en {pick(PLACES)} y da la razón: nota {number}"
        deed = f"{pick(NAMES)} {pick(DEEDS)} también en {pick(PLACES)}"
        teaser = f"Según la empresa, {deed}, y así lo cuenta la nota {number}."
        slug = f"{title.partition(':')[0].lower().replace(' ', '-')}-{number}"
        path = f"{day:%Y/%m}/{slug}"
        made = Written(number, title, path, day, self.chance.randrange(60, 5 * 60), teaser)
        self.articles.append(made)
        return made

    def edit(self, today: date) -> None:
        """One thing, of one recent article or of the whole site."""
        shown = [one for one in self.newest(12) if not one.is_withdrawn]
        if not shown:
            return
        one, what = self.chance.choice(shown), self.chance.randrange(12)
        if what == 0:
            one.change(title=f"{one.title} (actualizado)")
        elif what == 1:
            folder, _, slug = one.path.rpartition("/")
            one.change(path=f"{folder}/ahora-{slug}")
        elif what == 2:
            one.change(teaser=f"{one.teaser} Y hay más.")
        elif what == 3 and self.dates and one.day < today:
            one.change(day=one.day + timedelta(days=1))
        elif what == 4 and self.dates:
            one.change(day=one.day - timedelta(days=2))
        elif what == 5:
            self.scheme = "https"
        elif what == 6:
            self.tail = self.chance.choice(["", "/", "?utm_source=rss", "?fbclid=IwAR0aBcD3fGh1JkLmN0pQrStUvWx"])
        elif what == 7 and self.ids:
            self.ids = self.chance.choice(["https://{}.example/?p={}", "tag:{}.example,2026:{}", "{}-{}"])

    def newest(self, size: int) -> list[Written]:
        return sorted(self.articles, key=lambda one: (one.day, one.number), reverse=True)[:size]

    def page(self, size: int, now: datetime, *, start: int = 0) -> list[tuple[Written, Card]]:
        """What it shows: what stands on top today, then the newest."""
        newest = [one for one in self.newest(start + size)[start:] if one not in self.on_top]
        return [(one, self._card(one, now)) for one in ([] if start else self.on_top) + newest]

    def _card(self, one: Written, now: datetime) -> Card:
        token = f"?v={self.chance.randbytes(16).hex()}" if self.has_tokens else self.tail
        link = f"{self.scheme}://{self.name}.example/{one.path}{token}"
        id_ = self.ids.format(self.name, one.number) if self.ids else ""
        card = entry(one.title, link, self._printed(one, now), one.teaser, id=id_, site=self.name)
        return replace(card, rights=("noindex",)) if one.is_withdrawn else card

    def _printed(self, one: Written, now: datetime) -> str:
        if self.dates == "relative" and one.day == now.date():
            return f"hace {now.hour - one.minute // 60} horas"
        if self.dates in ("day", "relative"):
            return f"{one.day.day} {MONTHS[one.day.month - 1]}, {one.day.year}"
        moment = datetime.combine(one.day, time(one.minute // 60, one.minute % 60), UTC)
        return format_datetime(moment) if self.dates else ""
