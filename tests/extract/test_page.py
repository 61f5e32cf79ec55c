"""Page: every encoding that Chinese, Spanish and other sites use, declared rightly, wrongly or not at all."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csm_crawler.extract.page import Page, decode

ZH = "社交电商平台的春节营销：品牌怎样赢得年轻消费者"
TW = "社群電商平台的春節行銷：品牌怎樣贏得年輕消費者"
ES = "El año próximo la compañía española venderá más: campañas, précios y «ofertas» en China"


def html(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!doctype html><html><head>{meta}<title>{text}</title></head><body><h2>{text}</h2></body></html>"


def title(text: str) -> str:
    return text.split("<title>")[1].split("</title>")[0]


@pytest.mark.parametrize(
    ("codec", "meta", "header", "text"),
    [
        ("utf-8", "utf-8", "text/html; charset=utf-8", ZH),
        ("utf-8", "", "text/html", ZH),
        ("utf-8", "gb2312", "text/html", ZH),
        ("utf-8", "utf-8", "text/html; charset=GBK", ZH),
        ("utf-8", "", "text/html; charset=ISO-8859-1", ES),
        ("utf-8", "utf-16", "text/html", ZH),
        ("utf-8-sig", "gbk", "text/html; charset=big5", ZH),
        ("gbk", "gb2312", "text/html", ZH + "朱镕基㎡"),
        ("gbk", "gbk", "text/html; charset=utf-8", ZH),
        ("gbk", "gbk", "text/html; charset=ISO-8859-1", ZH),
        ("gbk", "", "text/html", ZH),
        ("gbk", "", "text/html", "社交电商"),
        ("gbk", "", 'text/html; charset="x-gbk"', ZH),
        ("gb18030", "gb18030", "text/html", "㐀㑇𠮷野家"),
        ("hz", "hz-gb-2312", "text/html", "社交电商"),
        ("big5", "big5", "text/html", TW),
        ("big5", "", "text/html", TW),
        ("big5", "gbk", "text/html", TW),
        ("big5hkscs", "big5", "text/html", "佢哋喺香港嘅社群"),
        ("utf-16", "", "text/html", ZH),
        ("utf-16-le", "", "text/html; charset=utf-16", ES),
        ("utf-16-be", "", "text/html", ES),
        ("cp1252", "", "text/html", ES),
        ("cp1252", "iso-8859-1", "text/html", ES + " – 9,90 €"),
        ("cp1252", "utf-8", "text/html; charset=utf-8", ES),
        ("cp1252", "gb2312", "text/html", ES),
        ("cp1252", "", "text/html", "À bientôt, où êtes-vous, garçon ?"),
        ("iso8859-15", "iso-8859-15", "text/html", "9,90 €"),
        ("cp1251", "windows-1251", "text/html", "Новости рекламы в Китае"),
        ("euc_jp", "euc-jp", "text/html", "中国の広告市場について"),
        ("cp932", "shift_jis", "text/html", "中国の広告市場について"),
        ("cp949", "euc-kr", "text/html", "중국 광고 시장의 새로운 소식"),
    ],
)
def test_text_is_read_whatever_header_and_meta_tag_claim(codec: str, meta: str, header: str, text: str) -> None:
    assert title(decode(html(text, meta).encode(codec), header)) == text


def test_site_file_settles_what_nothing_else_tells() -> None:
    body = html("Dzień dobry, żółw").encode("iso8859-2")
    assert title(decode(body, encoding="iso-8859-2")) == "Dzień dobry, żółw"


def test_site_file_wins_over_a_header_that_it_contradicts() -> None:
    body = html("Žluťoučký kůň").encode("cp1250")
    assert title(decode(body, "text/html; charset=ISO-8859-1", "windows-1250")) == "Žluťoučký kůň"


def test_xml_declaration_is_read() -> None:
    feed = f'<?xml version="1.0" encoding="gb2312"?><rss><title>{ZH}</title></rss>'
    assert title(decode(feed.encode("gbk"), "text/xml")) == ZH


def test_declaration_after_long_comments_and_in_a_script_is_no_obstacle() -> None:
    fake = "<script>var x = '<meta charset=\"gbk\">'</script>"
    page = f'<html><!-- {"x" * 5000} --><head>{fake}<meta charset="utf-8"><title>{ZH}</title></head></html>'
    assert title(decode(page.encode())) == ZH


def test_one_broken_byte_costs_one_character() -> None:
    body = html(ES, "utf-8").encode().replace("próximo".encode(), "próximo\xe1".encode("latin-1")[:0] + b"pr\xf3ximo")
    assert title(decode(body)) == ES.replace("ó", "\ufffd", 1)
    body = html(ZH, "gbk").encode("gbk").replace("品牌".encode("gbk"), "品牌".encode("gbk") + b"\xff")
    assert title(decode(body)) == ZH.replace("品牌", "品牌\ufffd")


def test_euro_sign_of_windows_936_is_read() -> None:
    assert title(decode(html("9.9@", "gbk").encode("gbk").replace(b"@", b"\x80"))) == "9.9€"


def test_emoji_in_halves_is_joined_and_a_single_half_is_dropped() -> None:
    body = html("oferta @ y más", "utf-8").encode()
    halves = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    assert title(decode(body.replace(b"@", halves))) == "oferta 😀 y más"
    assert title(decode(body.replace(b"@", halves[:3]))) == "oferta  y más"
    assert title(decode(html("oferta &#55357;&#56832; &#xd83d;&#xde00;").encode())) == "oferta 😀 😀"


def test_illegal_references_are_dropped_before_a_parser_makes_them_unreadable() -> None:
    assert title(decode(html("a&#0;b&#11;c&#x1f;d&#xFFFE;e&#10;&#65;").encode())) == "abcde&#10;&#65;"


def test_page_decodes_once_and_stays_comparable() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    page = Page(url="https://example.com/", body=html(ZH).encode("gbk"), fetched_at=now)
    assert title(page.text) == ZH
    assert page.text is page.text
    assert page == Page(url="https://example.com/", body=html(ZH).encode("gbk"), fetched_at=now)
    assert "_text" not in repr(page)


@pytest.mark.parametrize("body", [ZH.encode("gbk"), TW.encode("big5"), ES.encode("cp1252"), bytes(range(256))])
def test_largest_page_is_decoded_in_about_a_second(body: bytes) -> None:
    large = (body * (16 * 2**20 // len(body) + 1))[: 16 * 2**20]
    start = time.process_time()
    decode(large)
    assert time.process_time() - start < 2


@given(st.binary(max_size=300), st.text(max_size=40), st.text(max_size=20))
@example(b"\xff\xfe", "text/html; charset=", "utf-7")
@example(b"\x80", "text/html; charset=hex", "base64")
@example(b"\xed\xa0\x80\xff", "", "idna")
@example(b'<meta charset="zlib">\xff', "text/html; charset=rot13", "punycode")
@example(b'<meta charset="unicode_escape">\\ud800\xff', "", "raw_unicode_escape")
def test_decoding_never_raises(body: bytes, content_type: str, encoding: str) -> None:
    assert isinstance(decode(body, content_type, encoding), str)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=200),
    st.sampled_from(["", "text/html; charset=gbk", "text/html; charset=iso-8859-1"]),
)
def test_utf8_is_always_read_as_utf8(text: str, content_type: str) -> None:
    body = ("<p>" + text.lstrip("\ufeff")).encode()
    if "&#" not in text:
        assert decode(body, content_type) == "<p>" + text.lstrip("\ufeff")
