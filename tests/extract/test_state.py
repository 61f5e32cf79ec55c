"""JSON of an answer: guards, callbacks, what is none, and how that is told."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page
from csm_crawler.extract.state import as_text, ask_json, check_path, complaint, describe, read_state

URL = "https://api.one.example/list"


def page(text: str | bytes) -> Page:
    body = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return Page(url=URL, body=body, fetched_at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1]}',
        '\ufeff {"a": [1]}\n',
        ')]}\'\n{"a": [1]}',
        ')]}\',\n{"a": [1]}',
        'while(1);{"a": [1]}',
        'for(;;);{"a": [1]}',
        '{}&&{"a": [1]}',
        '/* made for one.example */ {"a": [1]}',
        '/**/ cb({"a": [1]});',
        'jQuery17_99({"a": [1]})',
        '({"a": [1]})',
        'window.one.cb({"a": [1]})',
        'window["cb"]({"a": [1]})',
        'cb && cb({"a": [1]});',
        "typeof cb === 'function' && cb({\"a\": [1]});",
        '"{\\"a\\": [1]}"',
        "{a: [1]}",
        '{"a": [1]} <!-- made in 3 ms -->',
    ],
)
def test_an_answer_is_read_through_its_guard_or_callback(text: str) -> None:
    assert read_state(page(text)) == {"a": [1]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "<!doctype html><html><head><title>Inicie\n sesión</title></head></html>",
            "is a page of HTML or XML («Inicie sesión»); JSON is expected",
        ),
        ("<rss/>", "is a page of HTML or XML; JSON is expected"),
        ("not json", "is not JSON: Expecting value at character 1"),
        ('{"a": [1, {"b', "is not JSON: Unterminated string starting at at character 12"),
        ('{"a": [1', "is not JSON: Expecting ',' delimiter at character 9, where it ends"),
        ("[" * 100_000, "is JSON nested too deeply to be read"),
    ],
)
def test_what_is_no_json_is_told_in_a_line(text: str, problem: str) -> None:
    with pytest.raises(PageError) as error:
        read_state(page(text))
    assert error.value.problem == problem


def test_numbers_that_no_machine_holds_cost_no_neighbour() -> None:
    text = f'[{{"id": {"9" * 5000}, "n": NaN, "i": -Infinity, "e": 1e999, "twice": 1, "twice": 2}}]'
    (one,) = read_state(page(text))
    assert (one["id"], one["n"], one["i"], as_text(one["e"]), one["twice"]) == ("9" * 5000, None, None, "", 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Uno <b>dos</b>", "Uno <b>dos</b>"),
        (1783641600, "1783641600"),
        (1783641600000.0, "1783641600000"),
        (1.5, "1.5"),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
        ({"a": 1}, ""),
        ("half \ud83d, whole \U0001f600", "half \ufffd, whole \U0001f600"),
    ],
)
def test_texts_and_numbers_are_words_and_nothing_else_is(value: Any, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (False, "false"),
        (3, "the number 3"),
        ("a\nb", "the text 'a b'"),
        ([], "an empty list"),
        ([1, 2], "a list of 2"),
        ({}, "an empty object"),
        ({"code": 1, "msg": 2}, "an object with code, msg"),
        (dict.fromkeys("abcdefg"), "an object with a, b, c, d, e, …"),
    ],
)
def test_a_value_is_described_for_people(value: Any, words: str) -> None:
    assert describe(value) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"code": 40001, "msg": "token  is\nmissing"}, "40001: token is missing"),
        ({"status": "error", "message": "no such channel"}, "error: no such channel"),
        ({"error": {"code": 7, "message": "too fast"}}, "7: too fast"),
        ({"error": {"error": {"error": {}}}}, ""),
        ({"errmsg": "x" * 500}, "x" * 119 + "…"),
        ({"data": []}, ""),
        ([], ""),
    ],
)
def test_what_an_api_says_of_its_error_is_quoted(data: Any, words: str) -> None:
    assert complaint(data) == words


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("data.[", "Invalid jmespath expression: Incomplete expression"),
        ("data.my-key", "Bad jmespath expression: Unknown token '-'"),
        ("a b", 'Unexpected token: b: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER)'),
        ("list[].upper(name)", "it has no function upper()"),
        ("join(', ')", "join() takes 2 values, 1 are given"),
    ],
)
def test_a_path_that_is_none_is_told_in_a_line(path: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        check_path(path)


@pytest.mark.parametrize(
    "path", ["a.b[].c", "values(a)", "not_null(a, b)", "merge(a, b, c)", "[?x > `3`].y | [0]", "@"]
)
def test_a_path_is_any_expression(path: str) -> None:
    check_path(path)


def test_a_function_that_does_not_suit_its_value_finds_nothing() -> None:
    assert ask_json({"a": None}, "join(', ', a)") is None
    assert ask_json({"a": "text"}, "contains(a, `1`)") is None
    assert ask_json({"a": [1]}, "a[::0]") is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_any_value_can_be_described_in_one_printable_line(value: Any) -> None:
    for words in (describe(value), complaint(value)):
        assert words.isprintable()
        assert len(words) < 250 or isinstance(value, int)


@given(st.binary(max_size=300) | st.text(alphabet="{}[]\"'\\/*()=,:u0d8 abx<>&;\n").map(str.encode))
def test_any_bytes_are_a_value_or_a_page_error(body: bytes) -> None:
    for name in ("", "x", "data-x"):
        outcome = ""
        try:
            read_state(page(body), name)
        except PageError as error:
            outcome = str(error)
        assert "\n" not in outcome
