"""What counts of a site that writes of everything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from csm_crawler.platforms import is_about_china, tag_platforms
from tests.conftest import Run, listing


def counts(title: str, language: str | None) -> bool:
    return is_about_china(title, "", tag_platforms(title, "", language=language), language=language)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Douyin opens its shops to farmers", "en"),
        ("Lujo: las ventas caen en China por segundo trimestre", "es"),
        ("El consumidor chino vuelve a viajar", "es"),
        ("Las marcas chinas llegan a Madrid", "es"),
        ("Why Chinese shoppers wait for November", "en"),
        ("The Chinese Twitter that nobody remembers", "en"),
        ("China\u2019s grandparents discover livestreams", "en"),
        ("Rental prices in Shanghai fall", "en"),
        ("O que os consumidores chineses querem", "pt"),
        ("Le marché chinois de la beauté", "fr"),
        ("中国消费者更爱国货", "zh-Hans"),
        ("深圳的咖啡馆越开越多", "zh-Hans"),
        ("香港零售業回暖", "zh-Hant"),
        ("Xi Jinping opens a book fair", "en"),
        ("Wuhan's noodle shops stay open all night", "en"),
        ("Mainland shoppers fill the ferries", "en"),
        ("El gigante asiático compra menos aceite", "es"),
        ("El mandarín llega a los institutos", "es"),
        ("Xangai abre uma biblioteca", "pt"),
        ("Pékin taxe le fromage", "fr"),
        ("义乌的圣诞老人", "zh-Hans"),
        ("陸客重返溫泉街", "zh-Hant"),
    ],
)
def test_an_article_that_names_a_platform_of_china_or_china_counts(title: str, language: str) -> None:
    assert counts(title, language)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("How to wash bone china", "en"),
        ("Fine china for the wedding table", "en"),
        ("Five chinos for the office", "en"),
        ("Los pantalones chinos que se llevan este otoño", "es"),
        ("Un dibujo a tinta china", "es"),
        ("Instagram cambia su algoritmo", "es"),
        ("La máquina de vending que triunfa en Sevilla", "es"),
        ("苹果发布新手机", "zh-Hans"),
        ("Chinese checkers for a rainy week", "en"),
        ("China plates at the village fair", "en"),
        ("A pinch of Sichuan pepper in the soup", "en"),
        ("Las naranjas de la China se llaman así en Valencia", "es"),
        ("Fue un trabajo de chinos, dice la restauradora", "es"),
        ("Une chinoise à trous pour les sauces", "fr"),
        ("Un ritratto a china", "it"),
        ("", None),
    ],
)
def test_an_article_about_something_else_does_not(title: str, language: str | None) -> None:
    assert not counts(title, language)


def test_what_does_not_count_is_kept_out_of_every_feed_and_listed_when_asked_for(
    scrapy: Run, csm: Run, home: Path, site_file: Callable[..., Path]
) -> None:
    page = listing(
        ("Weibo abre una tienda", "/1", "13 noviembre, 2019", "Weibo vende."),
        ("Una panadería de Lugo abre otra tienda", "/2", "12 noviembre, 2019", "Vende pan."),
    )
    file = site_file("general", page=page, extra='scope = "filter"\nlanguage = "es"')
    done = scrapy("crawl", "csm", "-a", "sites=general")
    assert (done.returncode, done.stderr) == (0, "")
    assert "panadería" not in (home / "feeds" / "all.rss").read_text("utf-8")
    assert "panadería" not in (home / "feeds" / "index.html").read_text("utf-8")
    assert "panadería" not in csm("articles").stdout
    shown = csm("articles", "--off-topic", "--format", "csv").stdout
    assert "Una panadería de Lugo" in shown
    assert "Weibo" not in shown
    assert file.is_file()
