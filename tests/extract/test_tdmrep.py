"""What a server's tdmrep.json says of its pages."""

import pytest

from csm_crawler.extract.tdmrep import MAX_RULES, TdmRule, read_rules, says


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (b'[{"location": "/", "tdm-reservation": 1}]', [TdmRule("/", True)]),
        (b'\xef\xbb\xbf[{"location": "/", "tdm-reservation": "0", "tdm-policy": "/p"}]', [TdmRule("/", False)]),
        (
            b'[7, {"location": 1, "tdm-reservation": 1}, {"location": "/b", "tdm-reservation": 2}, {"location": "/c"}]',
            [],
        ),
        (
            b'[{}, {"location": "", "tdm-reservation": 1}, {"location": "/d", "tdm-reservation": 1}]',
            [TdmRule("/d", True)],
        ),
        (b'{"location": "/", "tdm-reservation": 1}', []),
        (b"<!doctype html><html></html>", []),
        (b"", []),
        (b"\xff\xfe\x00", []),
        (b"[" * 100_000, []),
        (b'[{"location": "/%s", "tdm-reservation": 1}]' % (b"a" * 3000), []),
        (b"[%s]" % b",".join([b'{"location": "/a", "tdm-reservation": 0}'] * 2000), [TdmRule("/a", False)] * MAX_RULES),
    ],
)
def test_rules_are_read_and_what_is_none_counts_for_nothing(body: bytes, rules: list[TdmRule]) -> None:
    assert read_rules(body) == rules


@pytest.mark.parametrize(
    ("location", "path", "matches"),
    [
        ("/", "", True),
        ("/", "/news/?p=1", True),
        ("/news", "/newspaper", True),
        ("/news/", "/news", False),
        ("/News", "/news", False),
        ("news/", "/news/1", True),
        ("*", "/x", True),
        ("/*.jpg", "/a/b.jpg?big", True),
        ("/*.jpg$", "/a/b.jpg?big", False),
        ("/*.jpg$", "/a.jpg/b.jpg", True),
        ("/this/*/then", "/this/and/that/then/on", True),
        ("/this/*/then", "/this/then", False),
        ("/exactly$", "/exactly", True),
        ("/exactly$", "/exactly/not", False),
        ("/a*a$", "/a", False),
        ("/*$", "/anything", True),
        ("/foo-%24", "/foo-$", True),
        ("/foo-%2a", "/foo-*", True),
        ("/foo-$", "/foo-$", False),
        ("/%7euser", "/~user", True),
        ("/año", "/a%C3%B1o/1", True),
        ("/a%c3%b1o", "/año", True),
        ("/a%2Fb", "/a/b", False),
        ("/?p=*", "/?p=12", True),
        ("/" + "*a" * 900 + "b", "/" + "a" * 5000, False),
    ],
)
def test_a_location_is_a_pattern_as_in_robots_txt(location: str, path: str, matches: bool) -> None:
    assert says([TdmRule(location, True)], f"https://one.example{path}") is (True if matches else None)


def test_the_first_rule_that_matches_is_the_one_that_counts() -> None:
    rules = [TdmRule("/free/", False), TdmRule("/", True), TdmRule("/news/long/", False)]
    pages = ("/free/1", "/news/long/1", "/")
    assert [says(rules, f"https://one.example{path}") for path in pages] == [False, True, True]
    assert says([], "https://one.example/") is None
