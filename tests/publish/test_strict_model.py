"""The model of the validator can complain: a good feed, made bad in one place, and what must be said of it."""

import json
from typing import Any

import pytest

from csm_crawler.publish.feed import Source
from csm_crawler.publish.json_feed import to_json
from csm_crawler.publish.rss_atom import to_atom, to_rss
from tests.publish.examples import BASE_URL, SAMPLE, make_article, make_feed
from tests.publish.strict import complaints

RSS = to_rss(make_feed(*SAMPLE)).decode()
ATOM = to_atom(make_feed(*SAMPLE)).decode()
GUID = f'<guid isPermaLink="false">{SAMPLE[0].guid}</guid>'
DATE = "<pubDate>Wed, 18 Nov 2026 11:00:00 +0000</pubDate>"
SELF = f'<atom:link href="{BASE_URL}all.rss" rel="self" type="application/rss+xml"/>'


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("</rss>", "", "SAXError"),
        ("UTF-8", "ISO-8859-1", "MissingEncoding"),
        ("<rss ", "<!DOCTYPE rss><rss ", "InvalidDoctype"),
        ('href="feed.css"', 'href="javascript:x"', "UnexpectedInstruction"),
        ('version="2.0"', 'version="0.91"', "InvalidRSSVersion"),
        ("xmlns:dc=", 'xmlns:x="https://x.example/" xmlns:dc=', "UnknownNamespace"),
        ("xmlns:dc=", 'xmlns:dublin="http://purl.org/dc/elements/1.1/" xmlns:dc=', "NonstdPrefix"),
        ("<item>", '<item xmlns:dc="http://purl.org/dc/elements/1.1/">', "NonstdPrefix"),
        ("    <title>All articles</title>\n", "", "MissingTitle"),
        (f"<link>{BASE_URL}index.html</link>", "", "MissingLink"),
        ("<description>News", "<subtitle>x</subtitle><description>News", "UndefinedElement"),
        ("<language>es</language>", "", "MissingDCLanguage"),
        ("<language>es</language>", "<language>spanish</language>", "InvalidLanguage"),
        ("<language>es</language>", "<language>qx</language>", "InvalidLanguage"),
        (SELF, "", "MissingAtomSelfLink"),
        (f"{BASE_URL}all.rss", f"{BASE_URL}other.rss", "SelfDoesntMatchLocation"),
        (f"{BASE_URL}all.rss", "all.rss", "InvalidFullLink"),
        ("application/rss+xml", "text/html", "SelfNotAtom"),
        ('rel="self"', 'rel="own"', "UnregisteredAtomLinkRel"),
        ("<ttl>60</ttl>", "<ttl>0</ttl>", "InvalidPositiveInteger"),
        ("<ttl>60</ttl>", "<managingEditor>ana@hoy.example</managingEditor>", "InvalidContact"),
        ("</channel>", "<category>late</category></channel>", "MisplacedItem"),
        ("<title>Something without a date</title>", "<title></title>", "NotBlank"),
        ("<title>Something without a date</title>", "", "ItemMustContainTitleOrDescription"),
        ("<title>Something without", "<title>&lt;b&gt;Something&lt;/b&gt; without", "ContainsHTML"),
        ("<title>Something without", "<title>Some &amp;amp; without", "ContainsHTML"),
        ("<title>Something without", "<title>Some &lt;Aix without", "CharacterData"),
        ("<title>Something without", "<title>Some&#x93; without", "BadCharacters"),
        ("<title>Something without", "<title>Some\ufffd without", "BadCharacters"),
        ("<title>Something without", "<title>MÃ©jico without", "BadCharacters"),
        ("<title>Something without", "<title>Some\u202e without", "BidiControl"),
        ("<title>Something without", "<title>Some\ufdd0 without", "BadCharacters"),
        ("<title>Something without", "<title>Some<br/> without", "UndefinedElement"),
        ("<item>", "<item>stray", "UnexpectedText"),
        ("<item>", '<item index="1">', "UnexpectedAttribute"),
        (GUID, "", "MissingGuid"),
        (GUID, GUID * 2, "DuplicateElement"),
        (GUID, f'<guid isPermaLink="false">{SAMPLE[1].guid}</guid>', "DuplicateValue"),
        (GUID, GUID.replace("false", "no"), "InvalidBooleanAttribute"),
        (GUID, GUID.replace(' isPermaLink="false"', ""), "InvalidPermalink"),
        (GUID, GUID.replace("urn:uuid:", "urn:uuid:x"), "InvalidUUID"),
        (GUID, f"{GUID}<atom:id>{SAMPLE[0].guid}</atom:id>", "DuplicateItemSemantics"),
        (DATE, f"{DATE}<dc:date>2026-11-18T11:00:00Z</dc:date>", "DuplicateItemSemantics"),
        ("<dc:source>", '<source url="https://hoy.example/feed/">x</source><dc:source>', "DuplicateItemSemantics"),
        ("<dc:creator>", "<author>a@hoy.example (Ana)</author><dc:creator>", "DuplicateItemSemantics"),
        (DATE, DATE.replace("Wed", "Thu"), "IncorrectDOW"),
        (DATE, DATE.replace(" +0000", ""), "InvalidRFC2822Date"),
        (DATE, DATE.replace("Nov", "nov"), "InvalidRFC2822Date"),
        (DATE, "<pubDate>Fri, 31 Feb 2026 11:00:00 +0000</pubDate>", "InvalidRFC2822Date"),
        (DATE, "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>", "ImplausibleDate"),
        (DATE, "<pubDate>Wed, 18 Nov 2027 11:00:00 +0000</pubDate>", "ImplausibleDate"),
        ("https://hoy.example/douyin/", "/douyin/", "InvalidFullLink"),
        ("https://hoy.example/douyin/", "javascript:alert(1)", "InvalidFullLink"),
        ("https://hoy.example/douyin/", "https://hoy.example/[1]", "InvalidFullLink"),
        ("https://hoy.example/douyin/", "https://hoy.example/100%", "InvalidFullLink"),
        ("https://hoy.example/douyin/", "https:///douyin/", "InvalidFullLink"),
        ("mesas &amp; cupones", "&lt;b&gt;mesas&lt;/b&gt;", "SecurityRisk"),
        ("mesas &amp; cupones", "mesas &amp;cupones", "NotHtml"),
        ("mesas &amp; cupones", "mesas &amp;nosuch; cupones", "NotHtml"),
        ('url="https://letter.example/feed/"', 'url="/feed/"', "InvalidFullLink"),
        (' url="https://letter.example/feed/"', "", "MissingAttribute"),
        (GUID, f'{GUID}<enclosure url="https://hoy.example/a.jpg" type="image/jpeg"/>', "MissingAttribute"),
        (GUID, f'{GUID}<media:content url="https://hoy.example/a.jpg"/>', "SAXError"),
        ("<dc:language>es", "<dc:language>", "InvalidLanguage"),
    ],
)  # fmt: skip
def test_the_model_complains_of_bad_rss(old: str, new: str, complaint: str) -> None:
    assert RSS.count(old) >= 1
    found = complaints(RSS.replace(old, new, 1).encode(), url=f"{BASE_URL}all.rss")
    assert complaint in {one.partition(":")[0] for one in found}


MEDIA_RSS = to_rss(
    make_feed(
        make_article(image="https://hoy.example/a.jpg"),
        sources={"hoy": Source(name="hoy", title="Hoy", url="https://hoy.example/", images=True)},
    )
).decode()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('medium="image"', 'medium="picture"', "InvalidMediaMedium"),
        ('type="image/jpeg"', 'type="jpeg"', "InvalidMIMEType"),
        ('url="https://hoy.example/a.jpg" ', "", "MissingAttribute"),
        ('medium="image"', 'medium="image" fileSize="0"', "InvalidPositiveInteger"),
        ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss", "UnknownNamespace"),
        ("<media:content ", "<media:group><media:content ", "SAXError"),
    ],
)
def test_the_model_complains_of_bad_media(old: str, new: str, complaint: str) -> None:
    url = f"{BASE_URL}all.rss"
    assert complaints(MEDIA_RSS.encode(), url=url) == []
    found = complaints(MEDIA_RSS.replace(old, new, 1).encode(), url=url)
    assert complaint in {one.partition(":")[0] for one in found}


STAMP = ATOM.partition('<entry xml:lang="en">')[2].partition("<updated>")[2].partition("</updated>")[0]
FEED_ID = f"<id>{make_feed().id}</id>"
AUTHOR = "  <author>\n    <name>csm_crawler</name>\n  </author>\n"
ALTERNATE = '<link href="https://letter.example/basket" rel="alternate"/>'


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (FEED_ID, "", "MissingElement"),
        (FEED_ID, FEED_ID * 2, "DuplicateElement"),
        (FEED_ID, FEED_ID.replace("<id>", "<id> "), "UnexpectedWhitespace"),
        ("<title>All articles</title>", "", "MissingElement"),
        ("<title>All articles</title>", "<title>All &lt;b&gt;articles&lt;/b&gt;</title>", "ContainsUndeclaredHTML"),
        ("<title>All articles</title>", '<title type="text/html">All</title>', "InvalidTextType"),
        ("<title>All articles</title>", "<title> </title>", "NotBlank"),
        ("<title>All articles</title>", "<title>A</title><guid>x</guid>", "UndefinedElement"),
        (AUTHOR, "", "MissingElement"),
        ("<name>csm_crawler</name>", "<name></name>", "NotBlank"),
        ("<name>Ana Prueba</name>", "<name>Ana &lt;ana@hoy.example&gt;</name>", "ContainsEmail"),
        ("<name>Ana Prueba</name>", "<name>Ana &amp;copy; Prueba</name>", "ContainsHTML"),
        ('rel="self"', 'rel="related"', "MissingSelf"),
        (f"{BASE_URL}all.atom", f"{BASE_URL}all.rss", "SelfDoesntMatchLocation"),
        ("application/atom+xml", "application/rss+xml", "SelfNotAtom"),
        (' xml:lang="es"', "", "MissingDCLanguage"),
        ('<entry xml:lang="en">', '<entry xml:lang="">', "MissingDCLanguage"),
        ('<entry xml:lang="en">', '<entry xml:lang="english">', "InvalidLanguage"),
        ("</feed>", "<subtitle>late</subtitle></feed>", "MisplacedMetadata"),
        (SAMPLE[1].guid, SAMPLE[0].guid, "DuplicateEntries"),
        ("T11:00:00+00:00</published>", "T11:00:00</published>", "InvalidRFC3339Date"),
        ("2026-11-19T09:05:00+00:00</published>", "2026-13-19T09:05:00+00:00</published>", "InvalidRFC3339Date"),
        ("2026-11-19T09:05:00+00:00</published>", "2036-11-19T09:05:00+00:00</published>", "ImplausibleDate"),
        (f"<updated>{STAMP}</updated>", "", "MissingElement"),
        (ALTERNATE, "", "MissingContentOrAlternate"),
        (ALTERNATE, ALTERNATE * 2, "DuplicateAtomLink"),
        (ALTERNATE, ALTERNATE.replace("/>", ">x</link>"), "AtomLinkNotEmpty"),
        (ALTERNATE, ALTERNATE.replace("alternate", "main"), "UnregisteredAtomLinkRel"),
        (ALTERNATE, ALTERNATE.replace(' href="https://letter.example/basket"', ""), "MissingAttribute"),
        ('term="wechat"', 'term=""', "NotBlank"),
        ('label="WeChat"', 'label="&lt;b&gt;We&lt;/b&gt;"', "ContainsHTML"),
        ("<summary>Shoppers can pay several shops at once.</summary>", "", "MissingTextualContent"),
        ("<summary>Shoppers", '<summary type="html">&lt;p&gt;Shoppers', "SecurityRisk"),
        ("<title>The Platform Letter</title>", "", "MissingSourceElement"),
        ("<source>", "<source><entry/>", "UndefinedElement"),
        ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "UndefinedElement"),
    ],
)
def test_the_model_complains_of_bad_atom(old: str, new: str, complaint: str) -> None:
    assert ATOM.count(old) >= 1
    found = complaints(ATOM.replace(old, new, 1).encode(), url=f"{BASE_URL}all.atom")
    assert complaint in {one.partition(":")[0] for one in found}


def test_the_model_complains_of_two_entries_that_were_updated_at_once() -> None:
    entries = ATOM.split("<entry")[1:]
    stamps = [entry.partition("<updated>")[2].partition("</updated>")[0] for entry in entries]
    found = complaints(ATOM.replace(stamps[1], stamps[0]).encode(), url=f"{BASE_URL}all.atom")
    assert "DuplicateUpdated" in {one.partition(":")[0] for one in found}


@pytest.mark.parametrize(
    ("place", "value", "complaint"),
    [
        (("version",), "https://jsonfeed.org/version/1", "InvalidVersion"),
        (("title",), None, "InvalidValue"),
        (("title",), "", "NotBlank"),
        (("feed_url",), f"{BASE_URL}all.rss", "SelfDoesntMatchLocation"),
        (("home_page_url",), "index.html", "InvalidFullLink"),
        (("author",), {"name": "x"}, "UndefinedKey"),
        (("items",), {}, "InvalidValue"),
        (("hubs",), [{"type": "WebSub"}], "MissingKey"),
        (("language",), "spanish", "InvalidLanguage"),
        (("items", 0, "id"), 7, "InvalidValue"),
        (("items", 0, "id"), SAMPLE[1].guid, "DuplicateValue"),
        (("items", 0, "url"), "javascript:alert(1)", "InvalidFullLink"),
        (("items", 0, "content_text"), "", "MissingContent"),
        (("items", 0, "title"), "a\x85", "BadCharacters"),
        (("items", 0, "date_published"), "2026-11-19", "InvalidRFC3339Date"),
        (("items", 0, "date_published"), "1970-01-01T00:00:00Z", "ImplausibleDate"),
        (("items", 0, "tags"), "WeChat", "InvalidValue"),
        (("items", 0, "tags"), [""], "NotBlank"),
        (("items", 0, "authors"), [{}], "MissingKey"),
        (("items", 0, "_source"), "Hoy", "InvalidValue"),
        (("items", 0, "pubDate"), "x", "UndefinedKey"),
        (("items", 0, "image"), "/a.jpg", "InvalidFullLink"),
    ],
)  # fmt: skip
def test_the_model_complains_of_bad_json(place: tuple[Any, ...], value: object, complaint: str) -> None:
    document = json.loads(to_json(make_feed(*SAMPLE)))
    *path, key = place
    parent: Any = document
    for step in path:
        parent = parent[step]
    parent[key] = value
    found = complaints(json.dumps(document).encode(), url=f"{BASE_URL}all.json")
    assert complaint in {one.partition(":")[0] for one in found}


def test_the_model_complains_of_a_key_that_comes_twice_and_of_what_is_no_feed() -> None:
    body = to_json(make_feed()).replace(b'"title"', b'"version": "", "title"')
    assert "DuplicateKey: version" in complaints(body, url=f"{BASE_URL}all.json")
    assert complaints(b"{", url="")[0].startswith("NotJson")
    assert complaints(b"<html/>", url="")[-1] == "UndefinedElement: html"
