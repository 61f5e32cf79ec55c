"""Foreign text to plain text: markup, entities, unseen characters, wrong decodings, tails, derived titles."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from csm_crawler.normalize.text import MAX_TITLE, clean_teaser, clean_title, derive_title, plain_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<p>Ventas&nbsp;<b>re</b>cord</p><p>en abril</p>", "Ventas record en abril"),
        ("uno<br/>dos<li>tres", "uno dos tres"),
        ("<a href='/a>b' title=\"x\">enlace</a>", "enlace"),
        ("<!-- nota --><![CDATA[Hola <i>mundo</i>]]>", "Hola mundo"),
        ("<script>var a = '<b>';</script>texto<style>p{}</style>", "texto"),
        ('La marca crece <a href="https://exam', "La marca crece"),
        ("<o:p>Word</o:p> <amp-img src=x></amp-img>fin", "Word fin"),
        ("1 < 2 y 3 > 2", "1 < 2 y 3 > 2"),
        ("si a <b entonces", "si a <b entonces"),
        ("I <3 compras", "I <3 compras"),
        ("List<String> y <ana@example.com>", "List<String> y <ana@example.com>"),
    ],
)
def test_markup_goes_and_what_only_looks_like_it_stays(value: str, expected: str) -> None:
    assert plain_text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Q&amp;A &ndash; &#8220;x&#x201D;", "Q&A – “x”"),
        ("Q&amp;amp;A &amp;#8211; &amp;amp;quot;x", 'Q&A – "x'),
        ("&amp;lt;b&amp;gt;negrita&amp;lt;/b&amp;gt;", "negrita"),
        ("l&#146;any &#133;", "l’any …"),
        ("AT&T ?a=1&copy=2&region=3", "AT&T ?a=1&copy=2&region=3"),
        ("a&#0;b&#xFFFE;c&#xD83D;d&#55357;&#56832;", "abcd😀"),
        ("fin&nbsp", "fin"),
    ],
)
def test_entities_are_resolved_also_where_they_are_encoded_twice(value: str, expected: str) -> None:
    assert plain_text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x00b\x0bc\x1fd\x7fe\x85f\x93g\ufffeh\uffffi", "abcdefghi"),
        ("a\ud83d\ude00b\ud83dc\ude00", "a😀bc"),
        ("\ufeff社\u200b交\u200d电\u2060商\u00ad a\u200eb\u202ec", "社交电商 abc"),
        ("\ue600 社交\U000f0001", "社交"),
        ("13\u00a0de\u202fmayo\u3000a\u2003b\u2028c\td\r\ne", "13 de mayo a b c d e"),
        ("👩\u200d💻 ❤\ufe0f 🇨🇳 👍🏽 1\ufe0f⃣", "👩\u200d💻 ❤\ufe0f 🇨🇳 👍🏽 1\ufe0f⃣"),
        ("an\u0303o proximo\u0301", "año proximó"),
        ("２０１９年 ＷｅＣｈａｔ（５Ｇ）", "2019年 WeChat(5G)"),
        ("价格：１，２００．５元，打８０％折！", "价格：1,200.5元，打80%折！"),
        ("⼀⽉ ㍿", "一月 株式会社"),
        ("oferta \ufffd\ufffd\ufffd", "oferta"),
        ("campa\ufffda", "campa\ufffda"),
    ],
)
def test_what_nobody_sees_goes_and_what_emoji_need_stays(value: str, expected: str) -> None:
    assert plain_text(value) == expected


def twice(text: str, codec: str) -> str:
    return text.encode().decode(codec)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (twice("Campaña de año nuevo", "latin-1"), "Campaña de año nuevo"),
        ("El aÃ±o â€“ mÃ¡s â€œcaroâ€\x9d por 9 â‚¬", "El año – más “caro” por 9 €"),
        (twice("社交电商：春节营销", "latin-1"), "社交电商：春节营销"),
        (twice("Новости рекламы", "latin-1"), "Новости рекламы"),
        (twice("oferta 😀", "latin-1"), "oferta 😀"),
        ("ESPAÃ‘A", "ESPAÑA"),
        ("社交电商春节营销".encode("gbk").decode("latin-1"), "社交电商春节营销"),
        ("WeChat 微信支付".encode("gbk").decode("latin-1"), "WeChat 微信支付"),
        (twice(twice("año", "latin-1"), "latin-1"), "año"),
    ],
)
def test_wrong_decodings_are_put_right(value: str, expected: str) -> None:
    assert plain_text(value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ»",
        "La «TRIBU DEL CAFÉ», según ‘IRMÃ’",
        "«AMANHû",
        "ÁÉÍÓÚ áéíóú àèìòù äëïöü",
        "São Paulo: NÃO É ÃO",
        "Ça va à l’été… été»",
        "100 €, 20 °C, 3 µm, ½ kg, ¡olé!",
        "Łódź, Škoda, Århus, Ærø, naïve",
    ],
)
def test_accents_and_signs_that_could_be_a_wrong_decoding_stay(text: str) -> None:
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("El lujo crece en China [&hellip;]", "El lujo crece en China…"),
        ("El lujo crece en China [...]", "El lujo crece en China…"),
        ("El lujo crece. [...]", "El lujo crece."),
        ("El lujo crece en China…", "El lujo crece en China…"),
        ("El lujo crece… Leer más", "El lujo crece…"),
        ("El lujo crece... leer más »", "El lujo crece..."),
        ("El lujo crece en China Seguir leyendo →", "El lujo crece en China"),
        ("El lujo crece (más…)", "El lujo crece…"),
        ("Los jóvenes quieren leer más", "Los jóvenes quieren leer más"),
        ("Sales are up. Continue reading Five lessons of spring →", "Sales are up."),
        ("Sales are up… [Read more]", "Sales are up…"),
        ("The post is up. The post Five lessons appeared first on Example.", "The post is up."),
        ("Suben las ventas. La entrada Cinco lecciones se publicó primero en Ejemplo.", "Suben las ventas."),
        ("As vendas sobem. Leia mais", "As vendas sobem."),
        ("Les ventes montent. Lire la suite", "Les ventes montent."),
        ("春节销售增长。阅读全文", "春节销售增长。"),
        ("春节销售增长……查看更多>>", "春节销售增长……"),
        ("他们没有看全文", "他们没有看全文"),
        ("Leer más", ""),
    ],
)
def test_tail_of_the_site_is_cut_and_the_words_of_the_author_stay(value: str, expected: str) -> None:
    assert clean_teaser(value) == expected
    assert clean_teaser(expected) == expected


def test_title_is_cut_at_a_word() -> None:
    title = clean_title("palabra " * 60)
    assert len(title) <= MAX_TITLE
    assert title.endswith("palabra…")
    assert clean_title("<b>corto</b>") == "corto"


def test_title_without_spaces_is_cut_between_characters() -> None:
    assert clean_title("春节营销" * 100) == ("春节营销" * 100)[: MAX_TITLE - 1] + "…"
    family = "👩\u200d👩\u200d👧" * 100
    assert not clean_title(family)[:-1].endswith("\u200d")


@pytest.mark.parametrize(
    ("teaser", "url", "expected"),
    [
        (
            "Las marcas vuelven a Shanghái. Luego hablan de precios y de otras cosas.",
            "",
            "Las marcas vuelven a Shanghái",
        ),
        ("¡Ojo! Las marcas vuelven a Shanghái", "", "¡Ojo! Las marcas vuelven a Shanghái"),
        ("品牌怎样赢得年轻消费者的心。第二句说的是价格。", "", "品牌怎样赢得年轻消费者的心"),
        ("", "https://example.com/2019/11/cinco-lecciones_de_abril.html?x=1", "Cinco lecciones de abril"),
        ("", "https://example.com/a/%E6%98%A5%E8%8A%82/", "春节"),
        ("", "https://example.com/?p=12", "https://example.com/?p=12"),
        ("", "", "—"),
        ("Leer más", "https://example.com/abril-2019", "Abril 2019"),
    ],
)
def test_title_is_derived_of_teaser_or_url(teaser: str, url: str, expected: str) -> None:
    assert derive_title(teaser, url) == expected


def test_derived_title_of_a_long_sentence_ends_at_a_word() -> None:
    title = derive_title("Una frase muy larga que sigue y sigue " * 5, "")
    assert title == "Una frase muy larga que sigue y sigue Una frase muy larga que sigue y sigue Una…"


ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&;#/ab\"'!-[]Ã±Â»âé€å¾®\u200d\ufe0f😀\ud83d\ude00\ufffd\u0301（Ａ１）．\x00\x85\u00a0"),
    ),
    max_size=60,
)
BITS = "<b> </p> < > &lt; &amp; &amp;amp; amp; #60; &# 38; <!-- --> <![CDATA[ ]]> &#55357; &#56832; Ã ± â€ ™ script> x"
PIECES = st.lists(
    st.sampled_from([*BITS.split(), " ", "\u200d", "👩", "\ufe0f", "\u0338", "\ud83d", "\ude00"]), max_size=25
).map("".join)


@given(ODD | PIECES)
@example("<<b>b>x<</b>/b>")
@example("&" + "amp;" * 50 + "lt;b>")
@example("<\u0338b>")
@example("&#38;#38;#38;lt;")
def test_plain_text_is_idempotent_and_well_formed_in_xml(value: str) -> None:
    text = plain_text(value)
    assert plain_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    element = etree.Element("title")
    element.text = text
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (text or None)


@given(ODD | PIECES)
def test_titles_and_teasers_are_plain_short_and_never_empty(value: str) -> None:
    title, teaser = clean_title(value), clean_teaser(value)
    assert len(title) <= MAX_TITLE
    assert plain_text(teaser) == teaser
    assert 0 < len(derive_title(value, value)) <= MAX_TITLE


@pytest.mark.parametrize(
    "piece", ["<", "&", "<a ", "<!--", "&amp;", "<a href='", "Ã", "<![CDATA[", "[…", "\u200d", "(", "Leer más "]
)
def test_long_nonsense_takes_no_time(piece: str) -> None:
    plain_text(piece * 20_000)
    clean_teaser(piece * 20_000)
