"""Pages that stand in front of the real one are named; a listing that has a banner or writes about captchas is none."""

from datetime import UTC, datetime

import pytest

from csm_crawler.extract import check_page
from csm_crawler.extract.page import Page
from csm_crawler.extract.walls import Walled
from tests.conftest import ROOT

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://one.example/news/"


def page(text: str, content_type: str = "") -> Page:
    return Page(url=URL, body=text.encode(), content_type=content_type, fetched_at=NOON)


def html(body: str, title: str = "Uno", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def script(code: str) -> str:
    return f"<script>{code}</script>"


WALLS = {
    "a captcha page: reCAPTCHA": html(
        "<h1>Ayuda</h1><form><p>Demuestra que no eres un robot.</p><div class=g-recaptcha></div></form>"
    ),
    "a captcha page: hCaptcha": html("<p>One more step: are you human?</p><div class='h-captcha'></div>"),
    "a captcha page: Turnstile": html("<p>Please verify you are no machine.</p><div class=cf-turnstile></div>"),
    "a captcha page: GeeTest": html(f"<p>请完成安全验证</p>{script('initGeetest({gt: 1})')}"),
    "a captcha page: Tencent": html(
        "<p>拖动滑块</p><script src='https://turing.captcha.qcloud.com/TCaptcha.js'></script>"
    ),
    "a captcha page: 请输入图中的验证码": html("<p>请输入图中的验证码</p><img src=/code.png><input name=code>"),
    "a captcha page: 安全验证": html("<div id=box></div>", "安全验证"),
    "a captcha page: 验证码中间页": html(script("start()"), "验证码中间页"),
    "a captcha page: 请完成验证": html("<p>为了您的账号安全，请完成验证。</p>"),
    "a bot check: 访问过于频繁": html("<h2>访问过于频繁，请稍后再试</h2>", "提示"),
    "a bot check: 当前环境异常": html("<p>当前环境异常，完成验证后即可继续访问。</p><a href='#'>去验证</a>"),
    "a bot check: Cloudflare": html(script("window._cf_chl_opt = {cType: 'managed'}"), "Just a moment..."),
    "a bot check: Just a moment...": html("<noscript>Turn scripts on</noscript>", "Just a moment..."),
    "a bot check: Attention Required!": html("<h1>Sorry</h1>", "Attention Required! | Cloudflare"),
    "a bot check: Checking your browser": html("<p>Checking your browser before we go on.</p>"),
    "a bot check: DataDome": html(script("var dd={'rt':'c','host':'geo.captcha-delivery.com'}")),
    "a bot check: PerimeterX": html("<div id='px-captcha'></div>", "Access to this page has been denied"),
    "a bot check: Imperva": html("<iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Request unsuccessful.</iframe>"),
    "a bot check: Access Denied": html("<h1>Access Denied</h1><p>Reference&#32;&#35;18.2f</p>", "Access Denied"),
    "a bot check: Access denied on this server. Reference ": html(
        "<p>Access denied on this server. Reference #1.2</p>"
    ),
    "a bot check: AWS WAF": html(script("window.gokuProps = {'key': 'a'}")),
    "a bot check: Alibaba Cloud WAF": "<html><script>var arg1='A';document.cookie='acw_sc__v2='+x</script></html>",
    "a bot check: ByteDance": html(script("window.byted_acrawler && byted_acrawler.init({aid: 1})"), ""),
    "a bot check: 网站防火墙": html("<p>您的请求带有不合法参数</p>", "网站防火墙"),
    "a bot check: Sina Visitor System": html("<div id=visitor></div>", "Sina Visitor System"),
    "a login page: 微信登录": html("<h3>微信登录</h3><img src=/qr.png><p>打开手机</p>"),
    "a login page: 请登录": html("<form><input name=user></form>", "请登录 - 某站"),
    "a login page: 登录后查看": html("<p>登录后查看更多内容</p><a href=/login>登录</a>"),
    "a login page: Log in to continue": html("<p>Log in to continue to your feed.</p><a href=/login>Log in</a>"),
    "a login page: Iniciar sesión": html("<h1>Iniciar sesión</h1><form><input type=password></form>"),
    "a consent page: cookies": html(
        "<p>We use cookies, and so do our partners.</p><a href='/privacy'>Our privacy policy</a>"
        "<form action='//consent.yahoo.example/v2/collectConsent'><button>Accept all</button></form>"
    ),
    "a consent page: Antes de continuar": html(
        "<h1>Antes de continuar</h1><p>Usamos datos.</p><a href=/privacidad>Política de privacidad</a>"
    ),
    "a consent page: Before you continue": html("<h1>Before you continue to One</h1><button>Accept</button>"),
    "a consent page: We value your privacy": html("<div id=onetrust-banner-sdk><p>We value your privacy</p></div>"),
    "a consent page: Valoramos tu privacidad": html("<div id=didomi-host><h2>Valoramos tu privacidad</h2></div>"),
    "a page for other countries only: not available in your region": html("<p>It is not available in your region</p>"),
    "a paywall: Suscríbete para seguir": html("<p>Suscríbete para seguir leyendo.</p>"),
    "a page that needs JavaScript: need to enable JavaScript": html(
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
    ),
    "a parked domain: domain is for sale": html("<h1>one.example</h1><p>Your domain is for sale!</p>"),
    "a parked domain: advertisements": html("<script src='https://img.sedoparking.com/a.js'></script>"),
    "a maintenance page: Sitio en mantenimiento": html("<h1>Volvemos</h1>", "Sitio en mantenimiento"),
    "a maintenance page: 系统维护中": html("<p>很快回来</p>", "系统维护中"),
}


@pytest.mark.parametrize("wall", WALLS)
def test_what_stands_in_front_of_a_page_is_named(wall: str) -> None:
    with pytest.raises(Walled) as told:
        check_page(page(WALLS[wall]))
    assert str(told.value) == f"{URL}: looks like {wall}"


@pytest.mark.parametrize("wall", ["a captcha page: GeeTest", "a bot check: Sina Visitor System"])
def test_the_menus_of_a_site_hide_no_wall_and_neither_does_the_media_type_of_a_feed(wall: str) -> None:
    menus = "".join(f"<li><a href=/{n}>Sección número {n} de la casa</a></li>" for n in range(40))
    text = WALLS[wall].replace("</body>", f"<nav><ul>{menus}</ul></nav></body>")
    with pytest.raises(Walled, match=wall):
        check_page(page(text, "application/rss+xml"))


CARD = "<li><a href='/{n}'>{title}</a> <span>13 noviembre, 2019</span></li>"
BANNER = (
    "<div id='onetrust-banner-sdk'><p>We value your privacy. Before you continue, accept our cookies.</p>"
    "<a href='/cookies'>Our cookie policy</a><button>Accept all</button></div>"
)
COMMENTS = (
    "<form><textarea name=comment></textarea><input type=email name=email><div class='g-recaptcha'></div>"
    "<p>Verify that you are human. This form is protected by reCAPTCHA.</p></form>"
)
LOGIN_BAR = (
    "<div class=top><span>您好，请登录</span><form>用户名<input><input type=password><button>登录</button></form></div>"
)
TITLES = {
    "captchas": "Weibo muestra un captcha: please complete the CAPTCHA",
    "codes": "请完成验证：微信验证码的十年",
    "firewalls": "Just a moment: WAF 拦截与访问过于频繁",
    "logins": "微信登录：登录后查看的内容越来越多",
    "sale": "This domain is for sale, says Tencent",
    "maintenance": "WeChat is down for maintenance, so are its shops",
    "script": "You need to enable JavaScript to shop at Pinduoduo",
}
SURROUNDINGS = {
    "nothing": "{}",
    "banner": BANNER + "{}",
    "comments": "{}" + COMMENTS,
    "login": LOGIN_BAR + "{}",
    "noscript": "<noscript>Please enable JavaScript to continue.</noscript>{}",
    "bot manager": "{}" + script("window.byted_acrawler") + "<script src='/_Incapsula_Resource?a'></script>",
    "jsd": "{}<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
}


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("title", TITLES)
def test_a_listing_is_read_whatever_it_writes_about_and_whatever_stands_around_it(title: str, around: str) -> None:
    cards = "".join(CARD.format(n=n, title=f"{TITLES[title]} ({n})") for n in range(1, 4))
    check_page(page(html(SURROUNDINGS[around].format(f"<ul>{cards}</ul>"), "Noticias")))


@pytest.mark.parametrize("around", sorted({*SURROUNDINGS} - {"banner", "login"}))
def test_a_listing_of_one_short_headline_is_read(around: str) -> None:
    body = SURROUNDINGS[around].format("<article><h2><a href=/1>验证码</a></h2><p>Texto.</p></article>")
    check_page(page(html(body, "验证码 - 标签")))


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><title>安全验证</title></channel></rss>',
        '{"code": -1, "msg": "请登录"}',
        '{"html": "<html><head><title>Just a moment...</title></head>"}',
        'callback({"html": "<html><head><title>安全验证</title></head></html>"})',
        html("<noscript>Enable JavaScript.</noscript>" + script('window.__INITIAL_STATE__ = {"list": []}')),
        html("<noscript>Enable JavaScript.</noscript><script id=__NEXT_DATA__>{}</script>"),
    ],
)
def test_what_is_no_page_for_people_or_brings_its_articles_along_is_no_wall(text: str) -> None:
    check_page(page(text))


def test_the_saved_pages_are_no_walls() -> None:
    for path in sorted((ROOT / "fixtures").glob("*/*.html")):
        check_page(Page(url=URL, body=path.read_bytes(), fetched_at=NOON))
