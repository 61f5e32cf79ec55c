"""What the page of a made-up site, or its feed, looks like."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from world import Place

WORDS = {
    "es": "la tienda vende más té con las nuevas fotos de las vecinas que miran el mercado de la plaza mayor",
    "en": "the shop sells more tea with the new pictures that its neighbors look at in the old market square",
    "zh": "商店 在 平台 上 卖 新茶 邻居 们 看 到 照片 以后 都 来 市场 买东西 直播 带货 品牌 增长",
    "id": "situs judi terbaik yang memberikan bonus besar setiap hari untuk semua pemain baru dengan hadiah",
}
"""Of titles and teasers; `id` is that of a site that was taken over."""


def page(place: Place, shown: Sequence[int], **changed: str) -> str:
    """Its list; `changed`: what a trouble makes of a field of every entry."""
    entries = [_entry(place, number) | changed for number in reversed(shown)]
    if place.kind == "feed":
        return _rss(place, entries)
    items = "".join(
        f'<article><h2><a href="{one["link"]}">{one["title"]}</a></h2><time>{one["date"]}</time>'
        f"<p>{one['teaser']}</p></article>\n"
        for one in entries
    )
    return (
        f"<!doctype html><html lang={place.language}><meta charset=utf-8><title>News</title><body>{items}</body></html>"
    )


def language_of(text: str) -> str:
    """The language whose first word it is."""
    first = text.split(" ")[0]
    return next((language for language, known in WORDS.items() if first in known.split()), "zh")


def words(language: str, number: int, count: int) -> str:
    """Some words, always the same of a number."""
    rng = random.Random(number)
    vocabulary = WORDS[language].split()
    chosen = [rng.choice(vocabulary) for _ in range(count)]
    return ("" if language == "zh" else " ").join(chosen)


def _entry(place: Place, number: int) -> dict[str, str]:
    moment, chance = place.articles[number], random.Random(f"{place.salt} {number}")
    host = f"h{number % place.hosts}.{place.name}.example" if place.hosts > 1 else f"{place.name}.example"
    date = {"minute": f"{moment:%Y-%m-%d %H:%M}", "day": f"{moment:%Y-%m-%d}", "": ""}[place.precision]
    language, is_undated = place.language, chance.random() < place.lapses
    if chance.random() < place.guests:
        host, language = f"guests-{place.name}.example", {"en": "es"}.get(language, "en")
    return {
        "link": f"https://{host}/news/{number}",
        "title": f"{words(language, number, 9)} {number}",
        "teaser": words(language, number + 7, 14),
        "date": "" if is_undated else date,
    }


def _rss(place: Place, entries: Sequence[dict[str, str]]) -> str:
    ttl = f"<ttl>{place.ttl}</ttl>" if place.ttl else ""
    items = "".join(
        f"<item><title>{one['title']}</title><link>{one['link']}</link><description>{one['teaser']}</description>"
        f"{_pub_date(one['date'])}</item>\n"
        for one in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{ttl}{items}</channel></rss>'


def _pub_date(date: str) -> str:
    if not date:
        return ""
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC)
    return f"<pubDate>{format_datetime(moment) if len(date) > 10 else date}</pubDate>"
