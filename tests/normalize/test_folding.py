"""What is the same to a search, and which words a text is found by."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.normalize.folding import MAX_WORD, MAX_WORDS, fold, runs, stretches, variants_in, words
from csm_crawler.platforms import load_catalogue


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("La Campaña de OTOÑO", "la campana de otono"),
        ("cafe\u0301 – São Paulo, Łódź, Ærø, Straße", "cafe – sao paulo, lodz, aero, strasse"),
        ("ＷｅＣｈａｔ　２０２６", "wechat 2026"),
        ("ﬁn de año ①", "fin de ano 1"),
        ("小紅書、臺灣、後來、裏面、羣組、爲", "小红书、台湾、后来、里面、群组、为"),
        ("週年慶 遊戲 佈局 證券 讚 鑑 綫 衞 啓", "周年庆 游戏 布局 证券 赞 鉴 线 卫 启"),
        ("ｶﾞｲﾄﾞ がか", "ガイド がか"),
        ("한국 e-커머스", "한국 e-커머스"),
        ("Taobao's, TAOBAO’S and Taobao＇s plans", "taobao, taobao and taobao plans"),
        ("It's the brands' sale: l'été, 1990s", "it the brands' sale: l'ete, 1990s"),
        ("Йога İstanbul ΣΊΣΥΦΟΣ", "иога istanbul σισυφοσ"),
    ],
)
def test_texts_fold_to_what_people_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_a_text_is_found_however_it_is_written(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert stretches(unicodedata.normalize(form, text)) == stretches(text)


def test_names_that_the_catalogue_takes_for_one_are_one_to_the_search() -> None:
    simplified = load_catalogue().simplified
    assert len(simplified) > 700
    assert [chr(code) for code, other in simplified.items() if fold(chr(code)) != fold(other)] == []


def test_no_sign_is_folded_to_one_that_folds_further() -> None:
    text = "".join(map(chr, range(0x3400, 0xA000)))
    changed = [(sign, fold(sign)) for sign in text if fold(sign) != sign]
    assert len(changed) > 3000
    assert [pair for pair in changed if fold(pair[1]) != pair[1] or len(pair[1]) != 1] == []


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("小红书", ["小红", "红书", "书"]),
        ("微信", ["微信", "信"]),
        ("书", ["书"]),
        ("ガイド", ["ガイ", "イド", "ド"]),
        ("wechat", ["wechat"]),
        ("a" * 99, ["a" * MAX_WORD]),
    ],
)
def test_what_has_no_spaces_is_indexed_by_pairs(run: str, found: list[str]) -> None:
    assert words(run) == found


def test_a_word_ends_where_the_script_changes() -> None:
    assert runs(fold("微信Pay，2026年6月：B站 & e-commerce_app")) == [
        *("微信", "pay", "2026", "年", "6", "月", "b", "站", "e", "commerce", "app")
    ]


def test_title_and_summary_are_stretches_and_each_compound_is_one_more() -> None:
    assert stretches("E-commerce en 小红书", "Cross‑border e‑commerce, Wi-Fi and 3-in-1 -") == [
        ["e", "commerce", "en", "小红", "红书", "书"],
        ["cross", "border", "e", "commerce", "wi", "fi", "and", "3", "in", "1"],
        ["ecommerce"],
        ["crossborder"],
        ["wifi"],
        ["3in1"],
    ]
    assert stretches("…", "") == [[], []]


def test_a_text_without_end_is_looked_at_as_far_as_a_database_takes_it() -> None:
    title, summary, *compounds = stretches("a-b " * 9999, "".join(map(chr, range(0x4E00, 0x4E00 + 9999))))
    assert (len(title), len(summary), compounds) == (MAX_WORDS, MAX_WORDS, [["ab"]])


def test_the_variants_are_read_by_a_text_that_needs_them() -> None:
    code = (
        "from csm_crawler.normalize import folding\n"
        "folding.fold('La campaña'); print(folding._variants.cache_info().currsize)\n"
        "folding.fold('小紅書'); print(folding._variants.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n1\n"


def test_the_pairs_of_a_text_are_all_that_lead_to_its_signs() -> None:
    pairs = variants_in("WeChat 腾訊")
    told = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert {"騰": "腾", "訊": "讯"}.items() <= told.items()
    assert all(fold(sign) == other == fold(other) for sign, other in told.items())
    assert set(told.values()) == {"腾", "讯"}
    assert variants_in("WeChat, el «WhatsApp» chino") == ""
