"""Articles by the million, of invented sentences: several sites, three languages, the platforms of the catalogue."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from csm_crawler.items import Article, Card
from csm_crawler.jobs.membership import feeds_of
from csm_crawler.normalize.urls import NAMESPACE
from csm_crawler.platforms import Catalogue, load_catalogue, topic_names
from csm_crawler.store import Reading

END = datetime(2026, 11, 20, tzinfo=UTC)
EVERY = timedelta(minutes=5)
"""So often an article came, up to the end: a million of them are nine and a half years."""
LANGUAGES = ("en", "es", "zh")
ENGLISH = """
a the in of opens tests shop video brand live store spring team letter museum bakery river market price list sells quiet
garden winter ticket buyers sellers campaign luxury tea morning harbor bridge window paper lamp
"""
SPANISH = """
la el en de abre prueba tienda vídeo marca directo primavera equipo carta museo panadería río mercado precio lista vende
jardín invierno entrada compradores campaña lujo té mañana puerto puente ventana papel lámpara
"""
CHINESE = """
春天 新店 试用 视频 品牌 直播 团队 来信 博物馆 面包 河边 市场 价格 清单 出售 花园 冬天 门票 买家 活动 奢侈 茶叶 早晨
港口 大桥 窗户 纸张 台灯 的 在 了
"""
WORDS = {"en": ENGLISH.split(), "es": SPANISH.split(), "zh": CHINESE.split()}
SITES = 60


@dataclass(frozen=True)
class Maker:
    """Makes the same article for the same number, always."""

    catalogue: Catalogue
    slugs: tuple[str, ...]
    topics: tuple[str, ...]
    every: timedelta = EVERY

    def reading(self, number: int, of: int) -> Reading:
        """The article of that number in a store of so many; the last one came at the end of time."""
        chance = random.Random(number)
        site = f"site{number % SITES:02}"
        language = LANGUAGES[number % SITES % len(LANGUAGES)]
        title, summary = self._text(chance, language, 9), self._text(chance, language, 34)
        at = END - (of - number) * self.every
        url = f"https://{site}.example/{at:%Y/%m}/{'-'.join(chance.sample(WORDS['en'], 4))}-{number}"
        platforms = self._platforms(chance)
        article = Article(
            guid=uuid5(NAMESPACE, url).urn,
            url=url,
            site=site,
            title=f"{title} {number}",
            summary=summary,
            published=at,
            published_precision="minute",
            published_rule="iso",
            date_text=at.isoformat(),
            language=language,
            platforms=platforms,
            topics=tuple(sorted(chance.sample(self.topics, chance.choice((0, 1, 1, 2))))),
            catalogue="bench",
            author=chance.choice(("", "Ana Ruiz", "Li Wei")),
            first_seen=at,
        )
        return Reading(card=self._card(article, number), article=article, feeds=feeds_of(article, self.catalogue))

    def _card(self, article: Article, number: int) -> Card:
        return Card(
            site=article.site,
            page_url=f"https://{article.site}.example/feed/",
            position=number % 10,
            seen_at=article.first_seen,
            title=article.title,
            link=article.url,
            teaser=article.summary,
            date_text=article.date_text,
            author=article.author,
            source_id=f"https://{article.site}.example/?p={number}" if number % 2 else "",
        )

    def _platforms(self, chance: random.Random) -> tuple[str, ...]:
        """None to three, a few of them in most articles."""
        places = {
            min(int(chance.paretovariate(0.6)) - 1, len(self.slugs) - 1) for _ in range(chance.choice((1, 1, 2, 3)))
        }
        return tuple(sorted(self.slugs[place] for place in places))

    @staticmethod
    def _text(chance: random.Random, language: str, words: int) -> str:
        return ("" if language == "zh" else " ").join(chance.choices(WORDS[language], k=words))


def maker(every: timedelta = EVERY) -> Maker:
    """With the built-in catalogue."""
    catalogue = load_catalogue()
    first = ("wechat", "weibo", "douyin", "xiaohongshu", "tmall", "taobao", "jd", "alibaba", "tencent", "bilibili")
    slugs = (*first, *(slug for slug in catalogue.platforms if slug not in first))
    return Maker(catalogue, slugs, tuple(topic_names()), every)


def pages(make: Maker, numbers: range, of: int, *, cards: int = 2000) -> Iterator[list[Reading]]:
    """The articles of these numbers, so many cards a page."""
    for start in range(numbers.start, numbers.stop, cards):
        yield [make.reading(number, of) for number in range(start, min(start + cards, numbers.stop))]
