"""What people type to find articles, as what is looked for."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError
from csm_crawler.normalize.searching import MAX_LENGTH, Choice, Phrase, Search, read_search

SYNTAX = set(string.punctuation + string.whitespace + "\0¦")
"""What might mean something to a database, or stands between our words."""


def one(*words: str, is_open: bool = False) -> Choice:
    return (Phrase(words=words, is_open=is_open),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Campaña WECHAT campana", [one("campana"), one("wechat")]),
        ('"live  Commerce" taobao', [one("live", "commerce"), one("taobao")]),
        ("“live commerce” «en vivo»", [one("live", "commerce"), one("en", "vivo")]),
        ('live"en vivo"', [one("live"), one("en", "vivo")]),
        ('"never closed', [one("never", "closed")]),
        ("Douyin*", [one("douyin", is_open=True)]),
        ("ＷｅＣｈａｔ＊", [one("wechat", is_open=True)]),
        ("*chat we*chat", [one("chat"), one("we", "chat")]),
        ("Taobao’s", [one("taobao")]),
        ("e-commerce", [(Phrase(words=("e", "commerce")), Phrase(words=("ecommerce",)))]),
        (
            "e-comm*",
            [(Phrase(words=("e", "comm"), is_open=True), Phrase(words=("ecomm",), is_open=True))],
        ),
        ('"e-commerce"', [one("e", "commerce")]),
        ("jd.com AT&T", [one("jd", "com"), one("at", "t")]),
        ("小紅書", [one("小红", "红书")]),
        ("书 書*", [one("书", is_open=True)]),
        ("小红书*", [one("小红", "红书")]),
        ("微信pay 用QQ", [one("微信", "信", "pay"), one("用", "qq")]),
        ("6月", [one("6", "月", is_open=True)]),
        (
            '"微信 小程序 app"',
            [
                (
                    Phrase(words=("微信", "信", "小程", "程序", "序", "app")),
                    Phrase(words=("微信", "信小", "小程", "程序", "序", "app")),
                )
            ],
        ),
        ("AND OR NOT NEAR(a b)", [one("and"), one("or"), one("not"), one("near", "a"), one("b")]),
        ("title: x & - taobao ' \\", [one("title"), one("x"), one("taobao")]),
    ],
)
def test_a_query_is_words_that_must_all_occur(text: str, wanted: list[Choice]) -> None:
    assert read_search(text, where="--query") == Search(wanted=tuple(wanted))


def test_what_is_led_by_a_minus_is_not_wanted() -> None:
    assert read_search('tmall -taobao －微信 -"live commerce" --jd -e* e-mail', where="--query") == Search(
        wanted=(one("tmall"), (Phrase(words=("e", "mail")), Phrase(words=("email",)))),
        unwanted=(one("taobao"), one("微信"), one("live", "commerce"), one("jd"), one("e", is_open=True)),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "'' holds no word to look for"),
        (" \t\n", r"' \t\n' holds no word to look for"),
        ('*** & "…" - "" -', """'*** & "…" - "" -' holds no word to look for"""),
        ("-taobao", "'-taobao' only says what is not wanted; name a word that is"),
        ('-"a b" -c*', """'-"a b" -c*' only says what is not wanted; name a word that is"""),
        ("\udcff", r"'\udcff' holds no word to look for"),
        ("a" * 1001, f"is longer than {MAX_LENGTH} characters"),
        ("ﷺ" * 99, f"is longer than {MAX_LENGTH} characters"),
    ],
)
def test_a_query_that_asks_for_nothing_is_told_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_search(text, where="--query")
    assert str(caught.value) == f"--query: {problem}"


@given(st.text(max_size=1200))
def test_any_text_is_a_query_or_is_refused_as_one(text: str) -> None:
    told = ""
    try:
        search = read_search(text, where="--query")
    except ConfigError as error:
        search, told = Search(wanted=()), str(error)
    assert bool(search.wanted) != bool(told)
    assert len(told.splitlines()) <= 1
    for choice in search.wanted + search.unwanted:
        assert choice
        for phrase in choice:
            assert phrase.words
            assert SYNTAX.isdisjoint("".join(phrase.words)), phrase
