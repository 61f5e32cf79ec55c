import pytest

from csm_crawler.publish.place import Place, has_page, index_paths


def test_english_lies_at_the_top_and_the_others_in_a_folder_each() -> None:
    assert index_paths() == {"en": "index.html", "es": "es/index.html", "zh": "zh/index.html"}


@pytest.mark.parametrize(
    ("name", "language", "links"),
    [
        ("index", "en", ("wechat.html", "group/bats.html", "all.rss", "es/wechat.html")),
        ("group/bats", "en", ("../wechat.html", "bats.html", "../all.rss", "../es/wechat.html")),
        ("index", "es", ("wechat.html", "group/bats.html", "../all.rss", "wechat.html")),
        ("group/bats", "es", ("../wechat.html", "bats.html", "../../all.rss", "../wechat.html")),
        ("topic/ai", "zh", ("../wechat.html", "../group/bats.html", "../../all.rss", "../../es/wechat.html")),
    ],
)
def test_links_hold_wherever_the_folder_lies(name: str, language: str, links: tuple[str, ...]) -> None:
    here = Place(name=name, language=language)
    assert (here.page("wechat"), here.page("group/bats"), here.file("all.rss"), here.page("wechat", "es")) == links


def test_platforms_groups_topics_and_own_feeds_have_pages() -> None:
    names = (
        "wechat",
        "group/bats",
        "topic/ai",
        "my-feed",
        "wechat.es",
        "site/hoy",
        "language/es",
        "all",
        "corrections",
    )
    assert [name for name in names if has_page(name)] == ["wechat", "group/bats", "topic/ai", "my-feed"]
