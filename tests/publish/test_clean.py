import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from csm_crawler.publish import clean
from csm_crawler.publish.clean import (
    clean_line,
    clean_name,
    clean_summary,
    clean_text,
    language_tag,
    may_be_markup,
    web_url,
)

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


@settings(max_examples=1000)
@given(
    st.tuples(
        st.sampled_from(["https://", "http://", "HTTP://", "ftp://", ""]),
        st.text("abZ019.-:@", max_size=8) | st.text("a.", min_size=60, max_size=70),
        st.text("/;?:@&=+$.-_!~*'()%,#[]| aZ09Fé\\\n\t\ufffd", max_size=12),
    ).map("".join)
)
@example("https://a.example?")
@example("https://a.example/?")
@example("https://a.example/%zz")
@example("https://a.example/a\n")
def test_a_url_that_is_told_at_once_is_the_one_that_is_made(url: str) -> None:
    assert web_url(url) == clean._made_web_url(url)


def test_a_long_url_takes_no_long_time() -> None:
    assert web_url("https://a.example/" + "a" * 100_000 + "|").endswith("a%7C")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("https://a.example/%E5%BE%AE", "https://a.example/%E5%BE%AE"),
        ("https://a.example/微 信?q=[1]|2", "https://a.example/%E5%BE%AE%20%E4%BF%A1?q=%5B1%5D%7C2"),
        ("HTTP://Bücher.example", "http://xn--bcher-kva.example/"),
        ("https://a.example/100%?q=5%&z=%E5", "https://a.example/100%25?q=5%25&z=%E5"),
        ("http://user:secret@a.example:8080/", "http://a.example:8080/"),
        ("http://[::1]:80/x", ""),  # the W3C validator takes no address in brackets
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


@pytest.mark.parametrize("text", ["a\ufdd0b", "a\U0001fffeb", "a\U0010ffffb", "a\u202eb", "a\x00\x9fb", "\ud800ab"])
def test_what_html_forbids_and_what_turns_the_direction_of_text_goes(text: str) -> None:
    assert clean_text(text) == "ab"


def test_marks_that_languages_need_stay() -> None:
    for text in ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u200f", "\u200eA", "👩\u200d👧"):
        assert clean_text(text) == text


def test_separators_of_lines_are_spaces_in_a_line() -> None:
    assert clean_line("a\u2028b\u2029\n c") == "a b c"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AT&T", "AT&T"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("I <3 it", "I <3 it"),
        ("<b>R&nbsp;D</b>", "R & nbsp;D"),
        ("B&D2", "B & D2"),
        ("Ana <ana@a.example>", "Ana"),
        ("Ana <1@a.example>", "Ana"),
        ("x<scr\x00ipt>", "x"),
        ("<script", ""),
    ],
)
def test_a_name_is_no_markup_for_anybody(text: str, name: str) -> None:
    assert clean_name(text) == name
    assert not may_be_markup(name)


@given(ANY_TEXT)
def test_no_name_is_markup(text: str) -> None:
    assert not may_be_markup(clean_name(text))


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("corto", "corto"),
        ("palabra " * 126, "palabra " * 124 + "palabra…"),
        ("字" * 1001, "字" * 999 + "…"),
        ("x" * 100_000, "x" * 999 + "…"),
    ],
)
def test_a_summary_ends_behind_a_word_where_it_would_be_the_article(text: str, summary: str) -> None:
    assert clean_summary(text) == summary
