"""Shapes of JSON that real sites answer with: each is a site file, and an answer made by hand."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from csm_crawler.extract import PageRequest, Walk, check_site, kind_of, read_cards
from csm_crawler.extract.page import Page
from csm_crawler.normalize.dates import settle_dates
from csm_crawler.sites.loader import read_site

NOW = datetime(2026, 7, 11, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A site file and what it makes of an answer."""

    file: str
    answer: Any
    card: tuple[str, str, str, str]
    """Title, link, teaser, and the moment that the date is read as."""
    asked: PageRequest


def html(body: str) -> bytes:
    return f"<!doctype html><html><head><title>One</title></head><body>{body}</body></html>".encode()


SHAPES = {
    "list-of-an-api": Shape(
        file="""
            title = "One"
            url = "https://www.one.example/news/"
            kind = "json"
            language = "en"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://gateway.one.example/api/home.jsp?subject=10;20&start=0&count=20&type=2"

            [json]
            items = "data.datas"
            title = "desc"
            link = "link"
            date = "time"
            teaser = "summ"
            categories = "tags[].name"
        """,
        answer={
            "code": 0,
            "data": {
                "datas": [
                    {
                        "desc": "Stores reopen",
                        "link": "/2026/a.html",
                        "time": 1783641600000,
                        "summ": "<p>Doors open.</p>",
                    }
                ]
            },
        },
        card=(
            "Stores reopen",
            "https://www.one.example/2026/a.html",
            "<p>Doors open.</p>",
            "2026-07-10T00:00:00+00:00",
        ),
        asked=PageRequest(url="https://gateway.one.example/api/home.jsp?subject=10;20&start=0&count=20&type=2"),
    ),
    "posted-form": Shape(
        file="""
            title = "Two"
            url = "https://www.two.example/"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://www.two.example/site/index"
            method = "POST"
            form = { page = "{page}", limit = "20" }

            [json]
            items = "data"
            title = "title"
            link = "detail_url"
            date = "release_time"
            categories = "label[].label"

            [pages]
        """,
        answer={"data": [{"title": "新店开业", "detail_url": "/news/dj?id=7", "release_time": "07月10日"}]},
        card=("新店开业", "https://www.two.example/news/dj?id=7", "", "2026-07-09T16:00:00+00:00"),
        asked=PageRequest(
            url="https://www.two.example/site/index",
            method="POST",
            headers=(("Content-Type", "application/x-www-form-urlencoded"),),
            body=b"page=1&limit=20",
        ),
    ),
    "posted-json": Shape(
        file="""
            title = "Three"
            url = "https://www.three.example/kx"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://api.three.example/v1/forum_list"
            method = "POST"
            json = { page = "{page}", page_size = 12, fid = 4 }

            [json]
            items = "data.rows"
            title = "title"
            link = { template = "https://www.three.example/kx/{id}" }
            date = "published_at"
            teaser = "description"

            [pages]
        """,
        answer={"status": 0, "data": {"rows": [{"id": 7, "title": "平台更新", "published_at": 1783641600}]}},
        card=("平台更新", "https://www.three.example/kx/7", "", "2026-07-10T00:00:00+00:00"),
        asked=PageRequest(
            url="https://api.three.example/v1/forum_list",
            method="POST",
            headers=(("Content-Type", "application/json"),),
            body=b'{"page": 1, "page_size": 12, "fid": 4}',
        ),
    ),
    "cursor": Shape(
        file="""
            title = "Four"
            url = "https://www.four.example/article/"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://api.four.example/web/channel/articleListV1"
            method = "POST"
            form = { platform = "www", last_id = "{cursor}" }

            [json]
            items = "data.datalist"
            title = "title"
            link = { template = "/article/{aid}.html" }
            date = "dateline"
            author = "user_info.username"
            id = "aid"

            [pages]
            cursor = "data.last_id"
        """,
        answer={
            "success": True,
            "data": {"last_id": 5, "datalist": [{"aid": "7", "title": "出海", "dateline": 1783641600}]},
        },
        card=("出海", "https://www.four.example/article/7.html", "", "2026-07-10T00:00:00+00:00"),
        asked=PageRequest(
            url="https://api.four.example/web/channel/articleListV1",
            method="POST",
            headers=(("Content-Type", "application/x-www-form-urlencoded"),),
            body=b"platform=www&last_id=",
        ),
    ),
    "variable": Shape(
        file="""
            title = "Five"
            url = "https://five.example/information/web_news/"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [json]
            embedded = "window.initialState"
            items = "information.informationList.itemList"
            title = "templateMaterial.widgetTitle"
            link = { template = "/p/{itemId}" }
            date = "templateMaterial.publishTime"
            teaser = ["templateMaterial.summary", "templateMaterial.widgetContent"]
        """,
        answer=html(
            '<script>window.initialState={"information":{"informationList":{"itemList":[{"itemId":7,"templateMaterial":'
            '{"widgetTitle":"直播带货","publishTime":1783641600000,"summary":"","widgetContent":"一句话"}}]}}}</script>'
        ),
        card=("直播带货", "https://five.example/p/7", "一句话", "2026-07-10T00:00:00+00:00"),
        asked=PageRequest(url="https://five.example/information/web_news/"),
    ),
    "next-data": Shape(
        file="""
            title = "Six"
            url = "https://www.six.example/section/greater-china"
            kind = "json"
            language = "en"

            [json]
            embedded = "__NEXT_DATA__"
            items = "props.pageProps.stories[].node"
            title = "title"
            link = "uri"
            date = "date"
        """,
        answer=html(
            '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"stories":[{"node":'
            '{"title":"A fund &#8217;s first close","uri":"/stories/a-7","date":"2026-07-10T08:00:00"}}]}}}</script>'
        ),
        card=(
            "A fund &#8217;s first close",
            "https://www.six.example/stories/a-7",
            "",
            "2026-07-10T08:00:00+00:00",
        ),
        asked=PageRequest(url="https://www.six.example/section/greater-china"),
    ),
    "jsonp-of-html": Shape(
        file="""
            title = "Seven"
            url = "https://www.seven.example/lists/49.html"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://a.seven.example/index.php?m=lists&a=ajaxNews&page={page}&cid=49"

            [json]
            html = "rst"

            [selectors]
            item = ".item-news"
            title = "a"
            link = "a"
            date = ".item-date div"
            teaser = "p"

            [pages]
        """,
        answer=b"("
        + json.dumps(
            {
                "rst": '<div class="item-news"><div class="item-date"><div>07/10 08:30</div></div>'
                '<a href="//www.seven.example/article/7.html">美妆新品</a><p>一句话。</p></div>'
            }
        ).encode()
        + b")",
        card=("美妆新品", "https://www.seven.example/article/7.html", "一句话。", "2026-07-10T00:30:00+00:00"),
        asked=PageRequest(url="https://a.seven.example/index.php?m=lists&a=ajaxNews&page=1&cid=49"),
    ),
    "html-in-json": Shape(
        file="""
            title = "Eight"
            url = "https://www.eight.example/status"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://www.eight.example/api/state/list"

            [json]
            html = "data.list"

            [selectors]
            item = "section.item"
            title = "p.title a"
            link = "p.title a"
            date = "section.time span"
            categories = ".item-tag-list a"
        """,
        answer={
            "data": {
                "list": '<section class="item"><section class="time"><span>3小时前</span></section>'
                '<p class="title"><a href="//www.eight.example/w/7">搜索升级</a></p></section>'
            }
        },
        card=("搜索升级", "https://www.eight.example/w/7", "", "2026-07-11T00:00:00+00:00"),
        asked=PageRequest(url="https://www.eight.example/api/state/list"),
    ),
    "key-of-a-store": Shape(
        file="""
            title = "Nine"
            url = "https://www.nine.example/info"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [json]
            embedded = "compositionStore"
            items = "compositionsData.list"
            title = "title"
            link = { template = "/article/{compositionId}" }
            date = "gmtPublish"
        """,
        answer=html(
            '<script>window.__STORES__ = {user: undefined, "compositionStore":{"compositionsData":{"list":'
            '[{"title":"年度案例","compositionId":7,"gmtPublish":1783641600000}]}},"detailStore":{}}</script>'
        ),
        card=("年度案例", "https://www.nine.example/article/7", "", "2026-07-10T00:00:00+00:00"),
        asked=PageRequest(url="https://www.nine.example/info"),
    ),
    "day-in-digits": Shape(
        file="""
            title = "Ten"
            url = "https://ten.example/article"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://ten.example/api/getNewsList?page={page}&pageSize=100"

            [json]
            items = "data.data"
            title = "newstitle"
            link = { template = "https://ten.example/news/{newsid}.html" }
            date = ["createdateint", "createdate"]
            teaser = "newsnotes"

            [pages]
        """,
        answer={
            "data": {"data": [{"newsid": 7, "newstitle": "数据", "newsnotes": "一句话", "createdateint": 20260710}]}
        },
        card=("数据", "https://ten.example/news/7.html", "一句话", "2026-07-09T16:00:00+00:00"),
        asked=PageRequest(url="https://ten.example/api/getNewsList?page=1&pageSize=100"),
    ),
    "ajax-of-cards": Shape(
        file="""
            title = "Eleven"
            url = "https://eleven.example/"
            kind = "json"
            language = "zh"
            timezone = "Asia/Shanghai"

            [request]
            url = "https://eleven.example/get/home?page={page}"
            headers = { X-Requested-With = "XMLHttpRequest" }

            [json]
            html = "data[].html"

            [selectors]
            item = "div.con"
            title = "div.tit a"
            link = "div.tit a"
            date = "div.date"
            teaser = "div.meta"
            categories = "div.tag a"

            [pages]
        """,
        answer={
            "data": [
                {
                    "html": '<div class="con"><div class="tit"><a href="/t/7">联名</a></div>'
                    '<div class="meta">一句话</div><div class="date">昨天</div></div>'
                }
            ]
        },
        card=("联名", "https://eleven.example/t/7", "一句话", "2026-07-09T16:00:00+00:00"),
        asked=PageRequest(
            url="https://eleven.example/get/home?page=1", headers=(("X-Requested-With", "XMLHttpRequest"),)
        ),
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_a_short_site_file(name: str, tmp_path: Path) -> None:
    shape = SHAPES[name]
    path = tmp_path / f"{name}.toml"
    path.write_text(shape.file, "utf-8")
    assert 4 <= len([line for line in shape.file.splitlines() if line.strip()]) <= 25
    site = read_site(path)
    check_site(site)
    assert kind_of("json").first(site, Walk()) == [shape.asked]
    body = shape.answer if isinstance(shape.answer, bytes) else json.dumps(shape.answer).encode()
    found = read_cards(Page(url=shape.asked.url, body=body, fetched_at=NOW), site)
    (date,) = settle_dates(found, timezone=site.timezone, language=site.language)
    assert date is not None
    assert [(card.title, card.link, card.teaser, date.moment.isoformat()) for card in found] == [shape.card]
