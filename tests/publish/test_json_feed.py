import json
import re

import pytest

from csm_crawler.publish.json_feed import to_json
from tests.publish.examples import BASE_URL, HOSTILE, SAMPLE, make_article, make_feed


def test_a_feed_in_full() -> None:
    assert json.loads(to_json(make_feed(SAMPLE[1]))) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "All articles",
        "description": make_feed(SAMPLE[1]).description,
        "home_page_url": f"{BASE_URL}index.html",
        "feed_url": f"{BASE_URL}all.json",
        "language": "en",
        "items": [
            {
                "id": SAMPLE[1].guid,
                "url": "https://letter.example/basket",
                "title": "WeChat mini programs get a shared basket",
                "content_text": "Shoppers can pay several shops at once.",
                "date_published": "2026-11-19T09:05:00+00:00",
                "date_modified": "2026-11-20T07:00:00+00:00",
                "tags": ["WeChat", "live-commerce"],
                "language": "en",
                "_date": {"precision": "minute"},
                "_source": {
                    "title": "The Platform Letter",
                    "url": "https://letter.example/",
                    "feed_url": "https://letter.example/feed/",
                },
            }
        ],
    }


def test_an_item_without_words_repeats_its_title_and_says_no_more_than_it_knows() -> None:
    (item,) = json.loads(to_json(make_feed(SAMPLE[4], sources={})))["items"]
    assert item == {
        "id": SAMPLE[4].guid,
        "url": "https://hoy.example/undated/",
        "title": "Something without a date",
        "content_text": "Something without a date",
        "date_published": "2026-11-20T08:30:12+00:00",
        "_date": {"precision": "none"},
        "_source": {"title": "hoy", "url": "https://hoy.example/"},
    }


def test_author_is_named() -> None:
    assert json.loads(to_json(make_feed(SAMPLE[0])))["items"][0]["authors"] == [{"name": "Ana Prueba"}]


def test_an_empty_feed_has_an_empty_list() -> None:
    assert json.loads(to_json(make_feed()))["items"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_harmless(text: str) -> None:
    article = make_article(title=text, summary=text, author=text, language=text, platforms=(text,))
    document = json.loads(to_json(make_feed(article, make_article(url="javascript:alert(1)"), title=text)))
    assert len(document["items"]) == 1
    assert document["items"][0]["title"]
    told = json.dumps(document, ensure_ascii=False)
    assert not re.search("[\x00-\x08\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff]", told)
    assert "javascript" not in told
