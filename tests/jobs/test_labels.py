import pytest

from csm_crawler.jobs.labels import Labels
from csm_crawler.jobs.membership import label_of
from csm_crawler.platforms import load_catalogue, topic_names
from csm_crawler.sites import load_sites
from tests.conftest import ROOT

CATALOGUE, SITES, TITLES = load_catalogue(), load_sites(ROOT), {"mine": "Mine & yours"}
NAMES = (
    "all",
    "corrections",
    "wechat",
    "wechat.zh",
    "no-longer-known",
    "group/bats",
    "topic/ai",
    "topic/no-longer-known",
    "language/es",
    "language/xx",
    "site/chinasocialmedia",
    "mine",
)


def labels(language: str) -> Labels:
    return Labels(language=language, catalogue=CATALOGUE, sites=SITES, titles=TITLES)


@pytest.mark.parametrize("name", [*NAMES, *CATALOGUE.platforms, *(f"topic/{slug}" for slug in topic_names())])
def test_english_pages_call_feeds_as_the_feeds_call_themselves(name: str) -> None:
    assert labels("en").feed(name) == label_of(name, CATALOGUE, SITES, TITLES)


def test_spanish_and_chinese_pages_have_their_own_names() -> None:
    assert [[labels(language).feed(name) for name in NAMES] for language in ("es", "zh")] == [
        [
            "Todos los artículos",
            "Correcciones",
            "WeChat",
            "WeChat en chino",
            "no-longer-known",
            "BATS",
            "Inteligencia artificial",
            "no-longer-known",
            "Español",
            "xx",
            "China Social Media",
            "Mine & yours",
        ],
        [
            "全部文章",
            "更正",
            "微信",
            "微信（中文）",
            "no-longer-known",
            "BATS",
            "人工智能",
            "no-longer-known",
            "西班牙语",
            "xx",
            "China Social Media",
            "Mine & yours",
        ],
    ]


def test_tags_are_called_as_their_pages_are() -> None:
    tags = labels("zh").tags
    assert (tags["xiaohongshu"], tags["live-commerce"], tags["twitter"]) == ("小红书", "直播带货", "推特")
