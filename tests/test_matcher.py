"""Names in running text: borders, folding, spans."""

import pytest

from csm_crawler.matcher import Matcher, Name

SIMPLIFIED = {ord("書"): "书", ord("紅"): "红"}


def matcher(*names: Name) -> Matcher:
    return Matcher(names, simplified=SIMPLIFIED)


def found(text: str, *names: Name | str) -> list[str]:
    """The stretches of the original text that are found."""
    index = matcher(*(Name(text=one, means=(one,)) if isinstance(one, str) else one for one in names))
    folded = index.fold(text)
    return [folded.printed(match.start, match.end) for match in index.find(folded)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Lotus opens", "Lotus", ["Lotus"]),
        ("LOTUS, lotus; «Lotus»", "Lotus", ["LOTUS", "lotus", "Lotus"]),
        ("Lotus's, Lotus’ and (Lotus)", "Lotus", ["Lotus", "Lotus", "Lotus"]),
        ("Lotusland, alotus, lotusía, Lotusя", "Lotus", []),
        ("Lotusi\u0301a", "Lotus", []),
        ("Lotus\u0301", "Lotus", []),
        ("in中lotus文", "Lotus", ["lotus"]),
        ("two Petals", "Petal", ["Petal"]),
        ("Petal3, PetalV2.5, petal-9", "Petal", ["Petal", "Petal", "petal"]),
        ("Petalos", "Petal", []),
        ("@petal_flor #petal", "Petal", ["petal", "petal"]),
        ("#PetalMarketing and #MyPetal", "Petal", ["Petal", "Petal"]),
        ("#petalmarketing", "Petal", []),
        ("red‑petal RED-PETAL red\u00a0petal Red Petal redpetal", "red petal", 5),
        ("red, petal", "red petal", []),
        ("Ｌｏｔｕｓ", "Lotus", ["Ｌｏｔｕｓ"]),
        ("𝐋𝐨𝐭𝐮𝐬", "Lotus", ["𝐋𝐨𝐭𝐮𝐬"]),
        ("Lo\u00adtus Lo\u200btus", "Lotus", ["Lo\u00adtus", "Lo\u200btus"]),
        ("Cafe\u0301 Sol", "Café Sol", ["Cafe\u0301 Sol"]),
        ("Café Sol", "Cafe\u0301 Sol", ["Café Sol"]),
        ("紅書和红书", "红书", ["紅書", "红书"]),
        ("B 站与B站", "B站", ["B 站", "B站"]),
        ("oil…lotus.com", "lotus.com", ["lotus.com"]),
        ("", "Lotus", []),
        (" \n", "Lotus", []),
    ],
)
def test_a_name_is_found_as_a_word(text: str, name: str, expected: list[str] | int) -> None:
    stretches = found(text, name)
    assert (len(stretches) if isinstance(expected, int) else stretches) == expected


def test_the_longest_name_wins_and_masks_those_within() -> None:
    assert found("Lotus Live Shop", "Lotus", "Lotus Live", "Live Shop") == ["Lotus Live"]
    assert found("红书城书店", "红书", "红书城", "书店") == ["红书城", "书店"]


def test_a_longer_name_that_does_not_fit_leaves_the_shorter() -> None:
    assert found("Lotus Liverpool", "Lotus", "Lotus Live") == ["Lotus"]


def test_case_counts_where_the_name_says_so() -> None:
    assert found("Petal PETAL petal", Name(text="PETAL", means=("p",), cased=True)) == ["PETAL"]


def test_the_same_word_may_be_two_names_by_case() -> None:
    upper = Name(text="PETAL", means=("upper",), cased=True)
    capital = Name(text="Petal", means=("capital",), cased=True)
    index = matcher(upper, capital)
    assert [one.name.means for one in index.find(index.fold("PETAL Petal petal"))] == [("upper",), ("capital",)]


def test_a_guard_looks_around() -> None:
    guarded = Name(text="红书", means=("r",), guard="(?<!网)红书(?!店)")
    assert found("网红书店 红书店 看红书 红书", guarded) == ["红书", "红书"]


def test_a_weak_name_takes_no_ending() -> None:
    assert found("Petals Petal2 Petal", Name(text="Petal", means=("p",), company="china")) == ["Petal"]


def test_a_name_in_one_word_is_no_part_of_a_longer_one() -> None:
    assert found("the Lotusai family and LotusAI", "Lotus AI") == []


def test_spans_count_in_the_original() -> None:
    index = matcher(Name(text="Lotus", means=("l",)))
    text = "ﬁne ½ Lo\u00adtus…"
    folded = index.fold(text)
    (match,) = index.find(folded)
    start, end = folded.span(match.start, match.end)
    assert text[start:end] == "Lo\u00adtus"


def test_a_matcher_without_names_finds_nothing() -> None:
    index = matcher()
    assert index.find(index.fold("Lotus 红书")) == []
