import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from csm_crawler.publish.clean import clean_line, clean_text, language_tag, web_url

ANY_TEXT = st.text(st.characters(codec=None))


@given(ANY_TEXT)
def test_clean_text_fits_into_xml(text: str) -> None:
    element = etree.Element("title")
    element.text = clean_text(text)
    assert etree.fromstring(etree.tostring(element)).text in (element.text, None)


@given(ANY_TEXT)
def test_a_line_has_no_break_and_an_end(text: str) -> None:
    line = clean_line(text)
    assert len(line) <= 300
    assert not re.search(r"[\r\n\t]|^ | $", line)


@given(st.one_of(ANY_TEXT, ANY_TEXT.map("https://a.example/{}".format), ANY_TEXT.map("http://{}".format)))
def test_web_url_is_ascii_http_or_empty(url: str) -> None:
    assert re.fullmatch(r"(https?://[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]+)?", web_url(url))
    assert web_url(web_url(url)) == web_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("https://a.example/%E5%BE%AE", "https://a.example/%E5%BE%AE"),
        ("https://a.example/微 信?q=[1]|2", "https://a.example/%E5%BE%AE%20%E4%BF%A1?q=%5B1%5D%7C2"),
        ("HTTP://Bücher.example", "http://xn--bcher-kva.example/"),
        ("http://user:secret@a.example:8080/", "http://a.example:8080/"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://a.example:99999/", ""),
        ("http://[bad/", ""),
        ("java\nscript:alert(1)", ""),
        ("javascript://a.example/%0aalert(1)", ""),
        ("//a.example/", ""),
        ("/path", ""),
        ("", ""),
    ],
)
def test_web_url(url: str, expected: str) -> None:
    assert web_url(url) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("es", "es"), ("zh-Hant", "zh-Hant"), (None, ""), ("", ""), ("und", ""), ('en" onload="', "")],
)
def test_language_tag(language: str | None, expected: str) -> None:
    assert language_tag(language) == expected
