"""The ends that sites add are found as well where they are looked for fast."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from csm_crawler.normalize import tails
from csm_crawler.normalize.tails import cut_tails

WORDS = (
    "Leer más",
    "leer el artículo completo",
    "Read the rest of this article",
    "Continue reading Five Trends",
    "Continue reading",
    "Seguir leyendo «Diez claves»",
    "The post Five trends appeared first on Site",
    "La entrada Diez claves se publicó primero en Gaceta",
    "Der Beitrag Zehn erschien zuerst auf Seite",
    "L'articolo Dieci proviene da Sito",
    "阅读全文",
    "点击查看更多内容",
    "了解更多",
    "[…]",
    "(más…)",
    "[ ... ]",
    "una frase de quien escribe",
    "微信小程序的增长",
    "quieren leer más",
)
BETWEEN = ("", " ", ". ", "… ", "... ", " → ", " » ", "。", "] ", " (", ")", "[", " – ", "!", "x" * 90, " a" * 60)
TEXT = some.lists(some.tuples(some.sampled_from(WORDS), some.sampled_from(BETWEEN)), min_size=1, max_size=5)


@settings(max_examples=400)
@given(TEXT)
def test_what_is_cut_does_not_depend_on_where_it_is_looked_for(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in parts).strip()
    fast = cut_tails(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tails, "_SHORT_REACH", 10_000)
        patch.setattr(tails, "_NAMED_MARKS", ("",))
        patch.setattr(tails, "_ORIGIN_MARKS", ("",))
        assert fast == cut_tails(text)


@pytest.mark.parametrize("word", WORDS[:16])
def test_each_is_cut_behind_a_sentence(word: str) -> None:
    assert cut_tails(f"Una frase entera. {word}") == "Una frase entera."
