"""A home whose store holds two thousand articles of eight invented sites, in texts of our own, in three languages.

Xiaohongshu rises, Weibo falls, one site comes midway; some articles have no date, some a month alone, one a title of
three hundred characters, one names nobody.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from csm_crawler.config import Config, load_config
from csm_crawler.items import Card
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.normalize.article import normalize
from csm_crawler.normalize.dates import site_dates
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import Site, load_sites
from csm_crawler.store import ArticleStore, Reading

NEWEST = datetime(2026, 11, 20, 16, tzinfo=UTC)
ARTICLES = 2000
CATALOGUE = load_catalogue()


@dataclass(frozen=True)
class Speech:
    """What sentences of one language are made of."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    deeds: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    teaser: str
    date: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.strip().split("|"))


NAMES = _words(
    "Xiaohongshu|WeChat|Douyin|Weibo|Taobao|Tmall|JD.com|Bilibili|Kuaishou|Pinduoduo|Meituan|Alipay|Zhihu|Tencent Video"
)
SPEECHES: Mapping[str, Speech] = {
    "en": Speech(
        names=NAMES,
        titles=("{a} {deed} {thing} {place}", "{thing} {place}: {a} {deed} what others only promise"),
        deeds=_words(
            "tests|opens|explains|widens|gives up|shows|sells|doubles|measures|translates|redraws|puts a price on"
        ),
        things=_words(
            "a school for live sellers|slow shopping weeks|its map of small towns|a shelf for museum shops|"
            "coupons for late trains|a studio for tea growers|its travel diaries|letters from luxury houses|"
            "a calendar of harvests|short films about bakeries|group tickets|a counter for returns"
        ),
        places=_words(
            "in Chengdu|in Xiamen|along the Pearl River|in Harbin|in three provinces|in Madrid|for the autumn|"
            "before the holidays|after a quiet summer|without advertising|with forty shops|for visitors from abroad"
        ),
        teaser="{a} {deed} {thing} {place}. Shops that took part say what it cost them, and {b} watches from afar.",
        date="{d:%Y-%m-%dT%H:%M:%SZ}",
    ),
    "es": Speech(
        names=NAMES,
        titles=("{a} {deed} {thing} {place}", "{thing} {place}: así {deed} {a} lo que otros prometen"),
        deeds=_words(
            "prueba|abre|explica|amplía|abandona|enseña|vende|duplica|mide|traduce|dibuja de nuevo|pone precio a"
        ),
        things=_words(
            "una escuela de ventas en directo|semanas de compra sin prisa|su mapa de ciudades pequeñas|"
            "un estante para tiendas de museos|cupones para trenes nocturnos|un estudio para cultivadores de té|"
            "sus diarios de viaje|cartas de casas de lujo|un calendario de cosechas|cortos sobre panaderías|"
            "entradas para grupos|un mostrador de devoluciones"
        ),
        places=_words(
            "en Chengdu|en Xiamen|junto al río de las Perlas|en Harbin|en tres provincias|en Madrid|para el otoño|"
            "antes de las fiestas|tras un verano en calma|sin publicidad|con cien tiendas|para quien viene de lejos"
        ),
        teaser="{a} {deed} {thing} {place}. Las tiendas que participaron cuentan cuánto les costó; {b} mira de lejos.",
        date="{d:%Y-%m-%dT%H:%M:%SZ}",
    ),
    "zh": Speech(
        names=_words("小红书|微信|抖音|微博|淘宝|天猫|京东|哔哩哔哩|快手|拼多多|美团|支付宝|知乎|腾讯视频"),
        titles=("{a}{place}{deed}{thing}", "{thing}来了：{a}{place}{deed}新办法"),
        deeds=_words("试行|开设|介绍|扩大|放弃|展示|出售|加倍投入|统计|翻译|重新绘制|定价"),
        things=_words(
            "直播卖家课堂|慢购物周|小城地图|博物馆商店专区|夜车优惠券|茶农工作室|旅行日记|奢侈品来信|收成日历|面包店短片|"
            "团体门票|退货服务台"
        ),
        places=_words(
            "在成都|在厦门|在珠江沿岸|在哈尔滨|在三个省份|在马德里|为秋季|赶在节前|经过安静的夏天后|不投广告就|联合四十家店|为海外访客"
        ),
        teaser="{a}{place}{deed}{thing}。参与的店铺谈到成本与收获，{b}则在一旁观望。",
        date="{d:%Y-%m-%d %H:%M}",
    ),
}
SITES = {
    "harbor-letter": ("Harbor Letter", "en", "UTC"),
    "tea-and-trade": ("Tea & Trade", "en", "Asia/Shanghai"),
    "long-shelf": ("The Long Shelf: Notes on Shops, Streets and the People Who Walk Them", "en", "UTC"),
    "gaceta-del-rio": ("Gaceta del Río", "es", "Europe/Madrid"),
    "puerto-abierto": ("Puerto Abierto", "es", "UTC"),
    "hehua-bao": ("荷花报", "zh", "Asia/Shanghai"),
    "jiangbian": ("江边笔记", "zh", "Asia/Shanghai"),
    "night-market": ("Night Market", "en", "UTC"),
}
LATE = "night-market"
"""Comes in the last quarter only."""
SITE = """\
title = "{title}"
url = "https://{name}.example/news/"
kind = "selectors"
language = "{language}"
timezone = "{timezone}"
[selectors]
item = "article"
title = "h2"
link = "a"
date = "time"
teaser = "p"
"""


def make_home(home: Path, articles: int = ARTICLES, *, names: Sequence[str] = tuple(SITES)) -> Config:
    """The home with its store; nothing is published yet."""
    (home / "sites").mkdir(parents=True)
    (home / "csm.toml").write_text(f"sites = {list(names)}\n".replace("'", '"'), "utf-8")
    for name in names:
        title, language, timezone = SITES[name]
        text = SITE.format(title=title, name=name, language=language, timezone=timezone)
        (home / "sites" / f"{name}.toml").write_text(text, "utf-8")
    config = load_config(home)
    sites = load_sites(home)
    with ArticleStore.open(config.database) as store:
        for page in _pages(articles, names):
            store.add(_readings(page, sites[page[0].site]))
    return config


def _readings(cards: Sequence[Card], site: Site) -> list[Reading]:
    found = []
    for card, date in zip(cards, site_dates(cards, site), strict=True):
        article = normalize(card, site, date, CATALOGUE)
        found.append(Reading(card=card, article=article, feeds=feeds_of(article, CATALOGUE)))
    return found


def _pages(articles: int, names: Sequence[str]) -> Iterator[list[Card]]:
    """Some cards of one site at a time, the oldest first; each site has pages in turn."""
    told: set[str] = set()
    step, every = timedelta(days=420) / max(articles, 1), 10
    for number in range(0, articles, every):
        at = NEWEST - (articles - number - 1) * step
        name = names[number // every % len(names)]
        if name == LATE and NEWEST - at > timedelta(days=70):
            name = names[0]
        yield [_card(number + place, name, at + place * step, told) for place in range(min(every, articles - number))]


def _card(number: int, site: str, at: datetime, told: set[str]) -> Card:
    chance, speech = random.Random(number), SPEECHES[SITES[site][1]]
    title = teaser = ""
    while not title or title in told:
        title, teaser = _sentences(chance, speech, (NEWEST - at).days)
    told.add(title)
    if number % 197 == 196:
        title = f"{title}, {'and so on, ' * 40}"[:299] + "."
    if number % 97 == 50:
        title, teaser = f"A quiet day, number {number}, in the harbor of {number * 7919}", "Nobody is named here."
    date = speech.date.format(d=at)
    if number % 53 == 20:
        date = ""
    elif number % 89 == 40:
        date = f"{at:%Y-%m}"
    url = f"https://{site}.example"
    return Card(
        site=site,
        page_url=f"{url}/news/",
        position=number % 10,
        seen_at=at + timedelta(minutes=20),
        title=title,
        link=f"{url}/{at:%Y/%m}/{number:04}-{chance.randbytes(4).hex()}",
        teaser="" if number % 11 == 5 else teaser,
        date_text=date,
    )


def _sentences(chance: random.Random, speech: Speech, age: int) -> tuple[str, str]:
    """Title and teaser, of something that happened so many days ago."""
    weights = [1 / (place + 2) for place in range(len(speech.names))]
    weights[0] = 0.9 if age < 80 else 0.25
    weights[3] = 0.03 if age < 80 else 0.3
    one, other = chance.choices(speech.names, weights, k=2)
    words = {
        "a": one,
        "b": other,
        "deed": chance.choice(speech.deeds),
        "thing": chance.choice(speech.things),
        "place": chance.choice(speech.places),
    }
    title = chance.choice(speech.titles).format(**words)
    return title[0].upper() + title[1:], speech.teaser.format(**words)
