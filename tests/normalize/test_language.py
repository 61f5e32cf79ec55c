"""The language of a text: script first, names of other scripts do not tip it, the same answer everywhere."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csm_crawler.normalize.language import detect_language

SENTENCES = {
    "es": "Las marcas españolas venden cada vez más a los jóvenes de Shanghái",
    "en": "Spanish brands are selling more and more to the young people of Shanghai",
    "zh-Hans": "西班牙品牌向上海年轻人销售的商品越来越多",
    "zh-Hant": "西班牙品牌向上海年輕人銷售的商品越來越多",
    "pt": "As marcas espanholas vendem cada vez mais aos jovens de Xangai",
    "ca": "Les marques espanyoles venen cada vegada més als joves de Xangai",
    "gl": "As marcas españolas venden cada vez máis aos mozos e mozas da cidade, segundo unha enquisa",
    "eu": "Espainiako markek gero eta gehiago saltzen diete hiriko gazteei, eta hori ez da berria",
    "fr": "Les marques espagnoles vendent de plus en plus aux jeunes de Shanghai",
    "de": "Spanische Marken verkaufen immer mehr an die jungen Leute in der Stadt",
    "it": "I marchi spagnoli vendono sempre di più ai giovani della città",
    "nl": "Spaanse merken verkopen steeds meer aan de jongeren van de stad",
    "pl": "Hiszpańskie marki sprzedają coraz więcej młodym ludziom w tym mieście",
    "tr": "İspanyol markaları şehrin gençlerine her yıl daha çok ürün satıyor",
    "id": "Merek Spanyol menjual lebih banyak kepada anak muda di kota itu",
    "vi": "Các thương hiệu Tây Ban Nha bán ngày càng nhiều cho giới trẻ thành phố",
    "ja": "スペインのブランドは上海の若者にますます売れている",
    "ko": "스페인 브랜드가 상하이 젊은이들에게 점점 더 많이 팔리고 있다",
    "ru": "Испанские бренды всё больше продают молодёжи Шанхая",
    "uk": "Іспанські бренди дедалі більше продають молоді Шанхая",
    "ar": "تبيع العلامات التجارية الإسبانية المزيد للشباب في شنغهاي",
    "el": "Οι ισπανικές μάρκες πουλάνε όλο και περισσότερο στους νέους",
    "he": "מותגים ספרדיים נמכרים יותר ויותר לצעירים",
    "th": "แบรนด์สเปนขายให้คนหนุ่มสาวมากขึ้น",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_names_its_language(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("language", ["es", "en", "pt", "ca", "fr", "de", "it", "nl", "pl"])
def test_capitals_change_nothing(language: str) -> None:
    assert detect_language(SENTENCES[language].upper()) == language


@pytest.mark.parametrize("language", ["es", "en", "pt", "ca", "fr", "de", "it"])
@pytest.mark.parametrize(
    "form", ["{} en 小红书", "微信支付: {}", "{} (抖音, WeChat)", "{} 🇨🇳 #618 https://example.com/the-page"]
)
def test_names_in_another_script_do_not_tip_it(language: str, form: str) -> None:
    assert detect_language(form.format(SENTENCES[language])) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("WeChat 和 Weibo 的 Social Commerce 有什么不同", "zh-Hans"),
        ("用 iPhone 在 Douyin 上直播的五個方法", "zh-Hant"),
        ("中国の広告市場について", "ja"),
        ("東京駅の売店で広告を読む", "ja"),
        ("双十一", "zh-Hans"),
        ("雙十一購物節", "zh-Hant"),
        ("Weibo 추천 기능", "ko"),
    ],
)
def test_latin_names_do_not_tip_a_text_of_another_script(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Qué comprarán mañana?", "es"),
        ("Cómo vender", "es"),
        ("Nueva consola gratis", "es"),
        ("Como vender mais e não gastar", "pt"),
        ("L'augment de les vendes", "ca"),
        ("L'augmentation des ventes", "fr"),
        ("L'aumento delle vendite", "it"),
        ("Don't miss it", "en"),
        ("Verkauf gestiegen", "de"),
        ("As vendas e as compras", "pt"),
        ("Tambien en otoño la campana sera mas cara", "es"),
    ],
)
def test_a_title_of_a_few_words_is_enough(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    ["", "   ", "11.11", "#618", "€ 9,90", "…", "🎉", "@example", "WeChat 8.0", "iPhone 17 Pro Max", "O2O", "Xi'an"],
)
@pytest.mark.parametrize("site_language", [None, "es", "zh-Hans"])
def test_text_without_words_tells_nothing(text: str, site_language: str | None) -> None:
    assert detect_language(text, site_language=site_language) is None


def test_site_settles_what_is_in_doubt() -> None:
    assert detect_language("中文", site_language="zh-Hant") == "zh-Hant"
    assert detect_language("中文", site_language="zh-Hans") == "zh-Hans"
    assert detect_language("Galeria de arte", site_language="pt") == "pt"
    assert detect_language("Galeria de arte", site_language="ca") == "ca"


@pytest.mark.parametrize("site_language", ["es", "zh-Hans", "de"])
def test_site_does_not_overrule_a_clear_text(site_language: str) -> None:
    for language in ("en", "fr", "ja", "zh-Hant", "ru"):
        assert detect_language(SENTENCES[language], site_language=site_language) == language


@given(st.text(), st.sampled_from([None, "es", "zh-Hant", "xx", ""]))
def test_any_text_has_one_answer(text: str, site_language: str | None) -> None:
    first = detect_language(text, site_language=site_language)
    assert first is None or first
    assert detect_language(text, site_language=site_language) == first


PROBE = """
import json, sys, threading
from csm_crawler.normalize.language import detect_language
assert not any(name.startswith("langdetect") for name in sys.modules), "loaded before the first text"
texts, answers, start = json.load(sys.stdin), [None] * 16, threading.Barrier(16)
def ask(place):
    start.wait()
    answers[place] = [detect_language(text) for text in texts]
threads = [threading.Thread(target=ask, args=(place,)) for place in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps(answers))
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_sixteen_threads_that_start_together_in_a_new_process_agree(seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROBE],
        input=json.dumps(list(SENTENCES.values())),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert json.loads(run.stdout) == [list(SENTENCES)] * 16


def test_traditional_and_simplified_are_told_by_their_characters_alone() -> None:
    assert detect_language("网络销售渠道 Weibo") == "zh-Hans"
    assert detect_language("網路銷售渠道 Weibo", site_language="zh-Hans") == "zh-Hant"
