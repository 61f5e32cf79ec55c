"""index.html as people use it: filter, search, copy, theme, language, keyboard, and without JavaScript."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Opens

CARDS = ".cards > li:visible"
WORDS = {"en": "bakeries", "es": "panaderías", "zh": "面包店"}


def titles(page: Page) -> list[str]:
    """Of the cards that are shown."""
    return page.locator(f"{CARDS} h3").all_inner_texts()


def told(page: Page) -> str:
    """What the page says of how many it shows, when it has said it."""
    page.wait_for_timeout(250)
    return page.locator("#results").inner_text()


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_five_hundred_articles_weigh_less_than_300_kilobytes(feeds: Path, reader: Opens) -> None:
    one = reader(f"file://{feeds}/")
    for path in ("index.html", "es/index.html", "zh/index.html"):
        assert (feeds / path).stat().st_size < 300_000
        assert one.open(path).locator(".cards > li").count() == 500


def test_a_search_shows_what_holds_all_its_words(reader: Opens, origin: str) -> None:
    page = reader(origin).open("index.html")
    before = page.locator(CARDS).count()
    page.get_by_role("searchbox").fill("BAKERIES wechat")
    assert told(page).startswith(f"{page.locator(CARDS).count()} of {before} ")
    texts = page.locator(CARDS).all_inner_texts()
    assert 0 < len(texts) < before
    assert all("bakeries" in text.lower() and "wechat" in text.lower() for text in texts)


@pytest.mark.parametrize(("typed", "meant"), [("panaderias", "panaderías"), ("麵包店", "面包店")])
def test_a_search_knows_no_accents_and_one_chinese_script(reader: Opens, feeds: Path, typed: str, meant: str) -> None:
    page = reader(f"file://{feeds}/").open("index.html")
    found = []
    for words in (typed, meant):
        page.get_by_role("searchbox").fill(words)
        told(page)
        found.append(titles(page))
    assert found[0] == found[1] != []


def test_filters_are_joined_and_the_address_remembers_them(reader: Opens, origin: str) -> None:
    one = reader(origin)
    page = one.open("index.html")
    page.get_by_label("Platform").select_option("xiaohongshu")
    page.locator("#site").select_option(label=label_of(page, "#site", "荷花报"))
    page.get_by_role("searchbox").fill("成都")
    said, shown = told(page), titles(page)
    assert shown
    facts = page.locator(f"{CARDS} .facts").all_inner_texts()
    assert all("荷花报" in text and "Xiaohongshu" in text for text in facts)
    again = one.context.new_page()
    again.goto(page.url)
    assert (told(again), titles(again)) == (said, shown)
    assert again.get_by_role("searchbox").input_value() == "成都"
    again.get_by_role("button", name="Clear the filters").first.click()
    assert told(again) == "500 articles"
    assert "#" not in again.url


def label_of(page: Page, select: str, name: str) -> str:
    """What stands in a choice, which tells how many articles it has."""
    options = page.locator(f"{select} option").evaluate_all("(all) => all.map((one) => one.label)")
    return next(str(one) for one in options if one.startswith(name))


def test_a_choice_tells_how_many_articles_it_leaves(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("index.html")
    for name in ("platform", "group", "topic", "language", "site"):
        values = page.locator(f"#{name} option").evaluate_all(
            "(all) => all.slice(1, 4).map((one) => [one.value, one.label])"
        )
        assert values, name
        for value, label in values:
            page.locator(f"#{name}").select_option(value)
            told(page)
            assert label.endswith(f"({page.locator(CARDS).count()})"), (name, label)
        page.locator(f"#{name}").select_option("")


def test_where_nothing_matches_the_page_says_so_and_offers_the_way_back(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("index.html")
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.locator("#nothing")).to_be_visible()
    assert titles(page) == []
    assert page.locator(".day:visible").count() == 0
    page.locator("#nothing button").click()
    expect(page.locator("#nothing")).to_be_hidden()
    assert page.locator(CARDS).count() == 500
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_address_of_a_feed_is_copied_and_the_page_says_so(reader: Opens, origin: str, feeds: Path) -> None:
    one = reader(origin)
    for path, name in (("index.html", "Copy"), ("zh/wechat.html", "复制")):
        page = one.open(path)
        page.get_by_role("button", name=name).first.click()
        expect(page.locator("#said")).not_to_be_empty()
        copied = str(page.evaluate("navigator.clipboard.readText()"))
        assert copied in page.locator("#said").inner_text()
        assert (feeds / copied.removeprefix("http://127.0.0.1:8000/")).is_file()
    page = one.open("index.html")
    page.locator(".feeds button.copy").nth(3).click()
    expect(page.locator("#said")).not_to_be_empty()
    assert str(page.evaluate("navigator.clipboard.readText()")).endswith(".rss")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_is_the_system_s_until_another_is_chosen_which_stays(reader: Opens, origin: str, system: str) -> None:
    one = reader(origin, theme=system)
    page = one.open("index.html")
    grounds = {"light": "rgb(251, 250, 248)", "dark": "rgb(22, 21, 19)"}
    other = "dark" if system == "light" else "light"
    assert background(page) == grounds[system]
    page.get_by_role("button", name=f"{other.capitalize()} theme").click()
    assert background(page) == grounds[other]
    assert background(one.open("es/trends.html")) == grounds[other]
    one.page.locator("button.theme").click()
    assert background(one.page) == grounds[system]
    assert background(one.open("zh/wechat.html")) == grounds[system]


@pytest.mark.parametrize(("name", "title"), [("index", ""), ("trends", ""), ("wechat", "WeChat"), ("group/bats", "")])
def test_each_page_leads_to_itself_in_the_other_languages(reader: Opens, origin: str, name: str, title: str) -> None:
    one = reader(origin)
    page = one.open(f"{name}.html")
    for called, tag, folder in (("Español", "es", "es/"), ("中文", "zh-Hans", "zh/"), ("English", "en", "")):
        page.get_by_role("link", name=called, exact=True).click()
        assert page.url == f"{origin}{folder}{name}.html"
        assert page.locator("html").get_attribute("lang") == tag
        expect(page.locator(".languages [aria-current]")).to_have_text(called)


def test_another_language_keeps_what_was_filtered(reader: Opens, origin: str) -> None:
    page = reader(origin).open("index.html")
    page.get_by_label("Platform").select_option("xiaohongshu")
    page.get_by_role("searchbox").fill("成都")
    told(page)
    before = titles(page)
    page.get_by_role("link", name="中文", exact=True).click()
    told(page)
    assert titles(page) == before != []
    assert page.locator("#platform").input_value() == "xiaohongshu"


def test_everything_is_reached_and_done_with_the_keyboard(reader: Opens, origin: str) -> None:
    page = reader(origin).open("index.html")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_class("skip")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    until(page, "#q")
    page.keyboard.type("wechat")
    assert told(page).count("of 500") == 1
    until(page, "#platform")
    page.keyboard.type("Weibo")
    page.keyboard.press("Enter")
    until(page, ".results .reset")
    page.keyboard.press("Enter")
    assert told(page) == "500 articles"
    until(page, ".cards h3 a")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    assert str(focused(page).get_attribute("href")).startswith("https://")


def until(page: Page, selector: str) -> None:
    """Press Tab until it is there."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


@pytest.mark.parametrize("width", [1440, NARROW])
def test_without_javascript_all_is_there_to_read_and_nothing_that_would_do_nothing(
    reader: Opens, origin: str, width: int
) -> None:
    one = reader(origin, scripts=False, width=width)
    page = one.open("index.html")
    assert page.locator(CARDS).count() == 500
    for path in ("index.html", "trends.html", "wechat.html", "zh/index.html"):
        page = one.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("button:visible, input:visible, select:visible").count() == 0
    page = one.open("index.html")
    page.get_by_role("link", name="Español", exact=True).click()
    assert page.url.endswith("es/index.html")


def test_a_title_of_three_hundred_characters_breaks_and_pushes_nothing_aside(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/", width=NARROW).open("index.html")
    lengths = [len(title) for title in titles(page)]
    place = lengths.index(max(lengths))
    assert lengths[place] == 300
    card = page.locator(f"{CARDS} h3").nth(place).bounding_box()
    assert card
    assert card["x"] + card["width"] <= NARROW


def test_what_index_says_of_a_feed_is_in_the_feed(reader: Opens, feeds: Path) -> None:
    page = reader(f"file://{feeds}/").open("index.html")
    newest = [item["title"] for item in json.loads((feeds / "all.json").read_text("utf-8"))["items"]]
    assert newest[:20] == titles(page)[:20]
