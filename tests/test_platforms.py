"""Who a text is about: mentions with place and role, feeds by roll-up, topics; all lines but the blog's invented."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.platforms import Catalogue, Mention, load_catalogue, tag_platforms, tag_topics
from tests.conftest import ROOT

CATALOGUE = load_catalogue()


def chinese(title: str, summary: str = "", language: str | None = None) -> set[str]:
    """The slugs that would open a feed."""
    mentions = tag_platforms(title, summary, language=language)
    return {m.slug for m in mentions if m.role != "comparison" and CATALOGUE.platforms[m.slug].scope == "china"}


def roles(text: str, language: str | None = None) -> dict[str, str]:
    return {one.slug: one.role for one in tag_platforms("", text, language=language)}


NAMED = [
    ("en", "Lemon8 and CapCut climb the charts with RedNote", "lemon8 capcut xiaohongshu"),
    ("en", "Taobao Live hosts move to Douyin", "taobao-live douyin"),
    ("en", "WeChat Pay, not WeChat, on the ferry", "wechat-pay wechat"),
    ("en", "T-Mall and TMALL GLOBAL share a warehouse", "tmall tmall-global"),
    ("en", "#DouyinMarketing tips for museums", "douyin"),
    ("en", "Qwen3 beats DeepSeek-V3 on tax law", "qwen deepseek"),
    ("en", "Keep, the Chinese fitness app, cuts jobs", "keep"),
    ("en", "Tencent-backed Soul plans a listing", "tencent soul"),
    ("en", "On RED, Chinese hikers share routes", "xiaohongshu"),
    ("en", "Sell on Red through WeChat groups", "xiaohongshu wechat"),
    ("en", "Pinduoduo (PDD) beats forecasts", "pinduoduo"),
    ("en", "Chinese TikTok sellers move to Mexico", "tiktok"),
    ("es", "Los miniprogramas de WeChat llegan a los museos", "wechat-mini-programs"),
    ("es", "WeChat, Weibo y Red: dónde anunciar un hotel", "wechat weibo xiaohongshu"),
    ("es", "Las BATX invierten en robots", "baidu alibaba tencent xiaomi"),
    ("es", "Bilibili, el YouTube chino, abre oficina", "bilibili"),
    ("es", "Pagar con Alipay+ o UnionPay en Sevilla", "alipay unionpay"),
    ("zh", "企业微信与微信打通", "wecom wechat"),
    ("zh", "腾讯视频号招商,腾讯视频涨价", "tencent wechat-channels tencent-video"),
    ("zh", "微信支付宝都能扫", "wechat alipay"),
    ("zh", "小紅書與淘寶直播聯手", "xiaohongshu taobao-live"),
    ("zh", "B 站和抖快抢直播", "bilibili douyin kuaishou"),
    ("zh", "芒果、番茄、拼多多都来投广告", "mango-tv fanqie pinduoduo"),
    ("zh", "京东方面称系统已恢复", "jd"),
    ("zh", "Soul又要上市", "soul"),
    ("zh", "周鸿祎的360转做AI", "qihoo-360"),
    ("zh", "刷爆朋友圈的一张图", "wechat-moments"),
]


@pytest.mark.parametrize(("language", "text", "slugs"), NAMED, ids=[text for _, text, _ in NAMED])
def test_a_named_platform_is_tagged(language: str, text: str, slugs: str) -> None:
    assert chinese(text, language=language) == set(slugs.split())
    assert chinese("", text, language) == set(slugs.split())


NOT_NAMED = [
    ("en", "Red carpet and red envelopes at the Shanghai gala"),
    ("en", "Keep calm: how to Keep Your Chinese Clients Happy"),
    ("en", "JD Vance talks tariffs with China"),
    ("en", "JD Sports opens in Shanghai"),
    ("en", "Pixar's Soul tops the Chinese box office"),
    ("en", "Momo dumplings come to Beijing"),
    ("en", "The finish line of the Great Wall marathon"),
    ("en", "Bert and Ernie tour China"),
    ("en", "Kimi Antonelli wins in Shanghai"),
    ("en", "Claudia Sheinbaum visits Beijing; Temuco welcomes Chinese buyers"),
    ("en", "A bridge on the River Kwai for Chinese film fans"),
    ("en", "Mao's Little Red Book sold in Beijing"),
    ("en", "Moments of joy, channels of trade: China in pictures"),
    ("es", "La red social china y la red de metro de Pekín"),
    ("es", "LA RED SOCIAL QUE ARRASA EN CHINA"),
    ("es", "El reto de Momo llega a los niños chinos"),
    ("es", "Libro Rojo de las orquídeas de China"),
    ("es", "La meta y la línea: atletas chinos en Madrid"),
    ("zh", "北京东部与江苏宁波联动"),
    ("zh", "京东方面板涨价"),
    ("zh", "新浪潮电影周"),
    ("zh", "中国美妆出海"),
    ("zh", "他因超导获得物理学奖"),
    ("zh", "小微信贷再降息"),
    ("zh", "今天猫咪不想吃饭"),
    ("zh", "领补贴吧,水温三百度"),
    ("zh", "每个汉字占两个字节"),
    ("zh", "捅了马蜂窝,想去哪儿玩"),
    ("zh", "网红书店卖红薯"),
    ("zh", "专家点评番茄行情"),
    ("zh", "短视频号称三天涨粉"),
]


@pytest.mark.parametrize(("language", "text"), NOT_NAMED, ids=[text for _, text in NOT_NAMED])
def test_ordinary_words_tag_nothing(language: str, text: str) -> None:
    assert chinese(text, language=language) == set()


@pytest.mark.parametrize(
    ("text", "role", "slug"),
    [
        ("Weibo is often called the Chinese Twitter", "comparison", "twitter"),
        ("Xiaohongshu is China's answer to Instagram", "comparison", "instagram"),
        ("Renren, formerly known as the Facebook of China, is back", "comparison", "facebook"),
        ("Douyin, the Chinese version of TikTok, bans crying", "comparison", "tiktok"),
        ("Douyin (China's TikTok) bans crying", "comparison", "tiktok"),
        ("WeChat, el «WhatsApp chino», suma pagos", "comparison", "whatsapp"),
        ("Douyin, el TikTok chino, suma pagos", "comparison", "tiktok"),
        ("Douyin, la versión china de TikTok", "comparison", "tiktok"),
        ("被称为「中国版Instagram」的小红书", "comparison", "instagram"),
        ("想做烘焙界小米的面包店", "comparison", "xiaomi"),
        ("Jumia, the Alibaba of Africa, grows", "comparison", "alibaba"),
        ("TikTok sues", "mention", "tiktok"),
        ("Alibaba grows. So does the rest of Alibaba", "subject", "alibaba"),
        ("电脑版微信更新了", "mention", "wechat"),
    ],
)
def test_what_others_are_likened_to_is_a_comparison(text: str, role: str, slug: str) -> None:
    assert roles(text)[slug] == role


def test_a_comparison_spreads_over_an_enumeration() -> None:
    found = roles("Renren, the Chinese Facebook or Twitter, is back")
    assert (found["facebook"], found["twitter"], found["renren"]) == ("comparison", "comparison", "mention")


def test_a_mention_says_where_it_stands() -> None:
    assert tag_platforms("淘寶 and TMALL", "Only ＷｅＣｈａｔ…") == [
        Mention(slug="taobao", alias="淘宝", field="title", span=(0, 2), role="subject"),
        Mention(slug="tmall", alias="Tmall", field="title", span=(7, 12), role="subject"),
        Mention(slug="wechat", alias="WeChat", field="summary", span=(5, 11), role="mention"),
    ]


def test_one_name_may_stand_for_several() -> None:
    found = tag_platforms("抖快之争", "")
    assert [(one.slug, one.span) for one in found] == [("douyin", (0, 2)), ("kuaishou", (0, 2))]


def test_spanish_red_needs_a_platform_and_not_only_china() -> None:
    text = "Las marcas chinas prueban RED para vender té"
    assert chinese(text, language="es") == set()
    assert chinese(f"{text} junto a Weibo", language="es") == {"xiaohongshu", "weibo"}


def test_what_a_site_is_about_need_not_be_named(tmp_path: Path) -> None:
    home = tmp_path / "platforms.toml"
    home.write_text("[about]\ngreen-diary = ['wechat']\n", "utf-8")
    catalogue = load_catalogue(home)

    def slugs(site: str | None) -> list[str]:
        return [one.slug for one in tag_platforms("Channels gets a shop", "", site=site, catalogue=catalogue)]

    assert (slugs("green-diary"), slugs("other"), slugs(None)) == (["wechat-channels"], [], [])


# Feeds


def test_feeds_roll_up_over_owners_and_groups() -> None:
    tmall_global = {"tmall-global", "tmall", "taotian", "alibaba", "group/bats", "group/bat"}
    assert CATALOGUE.feed_names(["tmall-global"]) == tmall_global
    assert CATALOGUE.feed_names({"weibo"}) == {"weibo", "sina", "group/bats"}
    assert CATALOGUE.feed_names({"bilibili", "keep"}) == {"bilibili", "keep", "group/independents"}


def test_what_is_not_chinese_opens_no_feed() -> None:
    outside = {slug for slug, one in CATALOGUE.platforms.items() if one.scope != "china"}
    assert {"facebook", "line", "periscope"} <= outside
    assert CATALOGUE.feed_names(outside) == frozenset()


def test_a_slug_of_an_older_catalogue_opens_no_feed() -> None:
    assert CATALOGUE.feed_names({"gone"}) == frozenset()


def test_a_feed_has_a_name_for_people() -> None:
    labels = [CATALOGUE.label(name) for name in ("group/bats", "jd", "all", "group/none")]
    assert labels == ["BATS", "JD.com", "all", "group/none"]


# The first site


def blog() -> list[tuple[str, str]]:
    """Title and teaser of each card of the saved page."""
    page = (ROOT / "fixtures" / "chinasocialmedia" / "listing.html").read_text("utf-8")
    cards = []
    for article in page.split("<article")[1:]:
        parts = (
            re.search(r'class="entry-title">(.*?)</h2>', article, re.DOTALL),
            re.search(r'class="entry-summary">(.*?)</div>', article, re.DOTALL),
        )
        title, teaser = (unescape(re.sub("<[^>]+>", "", part.group(1))).strip() if part else "" for part in parts)
        cards.append((title, teaser))
    return cards


def test_the_blog_is_tagged_card_by_card() -> None:
    assert [chinese(title, teaser, "en") for title, teaser in blog()] == [
        {"tmall-global"},
        {"renren"},
        {"tiktok", "douyin"},
        {"xiaohongshu"},
        {"weibo"},
        set(),
        set(),
        set(),
        {"wechat-mini-programs"},
        set(),
    ]


def test_the_blog_opens_the_feeds_it_should() -> None:
    feeds = CATALOGUE.feed_names({slug for title, teaser in blog() for slug in chinese(title, teaser, "en")})
    wanted = (
        "tmall-global tmall alibaba renren douyin tiktok bytedance xiaohongshu weibo sina wechat tencent group/bats"
    )
    assert set(wanted.split()) <= feeds
    assert "facebook" not in feeds


# Properties


STRONG = sorted(
    name
    for platform in CATALOGUE.platforms.values()
    for name in platform.strong
    if platform.slug in {one.slug for one in tag_platforms(name, "")}
)
UNRELATED = st.sampled_from(
    [
        "The weather stays dry until Friday.",
        "La panadería abre a las ocho.",
        "今天下雨,明天放晴。",
        "Two hikers were found safe near the lake.",
        "Un gato duerme en la ventana.",
        "咖啡店排起长队。",
    ]
) | st.text(alphabet=st.characters(categories=["Ll", "Lo", "Nd", "Zs"]), max_size=40)


@given(name=st.sampled_from(STRONG), before=UNRELATED, after=UNRELATED)
def test_an_unrelated_sentence_never_removes_a_strong_mention(name: str, before: str, after: str) -> None:
    text = f"We asked about {name}"
    kept = {(one.slug, one.alias, one.role == "comparison") for one in tag_platforms("", f"{text}.")}
    found = tag_platforms("", f"{before}. {text}. {after}")
    assert kept <= {(one.slug, one.alias, one.role == "comparison") for one in found}


@given(title=st.text(), summary=st.text())
def test_any_text_has_spans_in_order_within_it(title: str, summary: str) -> None:
    fields = {"title": title, "summary": summary}
    end = {"title": 0, "summary": 0}
    for one in tag_platforms(title, summary):
        first, last = one.span
        assert 0 <= first < last <= len(fields[one.field])
        assert first >= end[one.field] or last == end[one.field]
        end[one.field] = last


# Topics


@pytest.mark.parametrize(
    ("language", "text", "topics"),
    [
        ("en", "KOLs and livestreaming sell lipstick to tourists", ["beauty", "kol", "live-commerce", "tourism"]),
        ("en", "New antitrust rules for mobile payments", ["payments", "regulation"]),
        ("es", "El turismo de lujo y los pagos móviles", ["luxury", "payments", "tourism"]),
        ("es", "La moda de los vídeos cortos", ["fashion", "short-video"]),
        ("zh-Hant", "網紅直播帶貨賣化妝品", ["beauty", "kol", "live-commerce"]),
        ("zh-Hans", "跨境电商与小程序监管", ["cross-border", "e-commerce", "mini-programs", "regulation"]),
        (None, "La publicidad en buscadores y la IA", ["advertising", "ai", "search"]),
        ("en", "Nothing of the kind", []),
        ("en", "A search party found the hikers at a beauty spot", []),
        ("en", "Search ads pay for microdramas", ["advertising", "search", "short-video"]),
        ("en", "Quick commerce takes the digital yuan", ["o2o", "payments"]),
        ("es", "Pagos con el móvil y microdramas", ["payments", "short-video"]),
        ("zh-Hans", "他为奶茶付出代价,不肯再支付代价", ["food"]),
        ("en", "", []),
    ],
)
def test_topics_are_tagged_in_three_languages(language: str | None, text: str, topics: list[str]) -> None:
    assert tag_topics(text, "", language=language) == topics
    assert tag_topics("", text, language=language) == topics


def test_a_word_of_one_language_is_none_of_another() -> None:
    assert tag_topics("Se va de moda: el ban", "", language="es") == ["fashion"]
    assert tag_topics("A depeche moda ban", "", language="en") == ["regulation"]


def test_the_catalogue_is_read_once() -> None:
    assert isinstance(CATALOGUE, Catalogue)
    assert load_catalogue() is CATALOGUE
    assert CATALOGUE.matcher is load_catalogue().matcher
