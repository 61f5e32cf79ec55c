"""An OPML file may hold anything: what cannot be taken over is told, and the home still loads."""

import time
import tomllib
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csm_crawler.errors import ConfigError
from csm_crawler.jobs import opml_import
from csm_crawler.jobs.opml_import import import_opml
from csm_crawler.sites import load_sites
from tests.jobs.opml_texts import NAMESPACE, TODAY, imported, opml, written


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/xml,x",
        "//one.example/feed",
        "../../csm.toml",
        "http://",
        "http://[bad",
        "http://one.example:99999/",
        "http://one.example/a b",
        "ftp://one.example/feed",
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(home: Path, url: str) -> None:
    (result,) = imported(home, opml(f'<outline text="One" xmlUrl="{url}"/>')).results
    assert (result.state, result.name) == ("left out", "One")
    assert "it must begin with http:// or https://" in result.told[0]
    assert list((home / "sites").glob("*")) == []


@pytest.mark.parametrize(
    "title", ["../../evil", "/etc/cron.d/x", "..", "csm.toml", "a\x07b&#10;[feed]", '"]\nown = true']
)
def test_no_title_leads_out_of_the_folder_or_into_another_key(home: Path, title: str) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    escaped = title.replace('"', "&quot;")
    (result,) = imported(home, opml(f'<outline text="{escaped}" xmlUrl="https://one.example/feed"/>')).results
    (file,) = (home / "sites").glob("*")
    assert (result.state, file.name) == ("new", f"{result.name}.toml")
    assert set(tomllib.loads(file.read_text("utf-8"))) == {"title", "url", "kind"}
    assert {path: path.read_bytes() for path in before} == before


def test_no_entity_is_expanded_and_no_file_is_read(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", "utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE opml SYSTEM "file://{secret}" [<!ENTITY e0 "lol">{bomb}<!ENTITY x SYSTEM "file://{secret}">]>'
    text = opml(
        '<outline text="One &e11; &x;" xmlUrl="https://one.example/feed"/>',
        '<outline text="&x;" xmlUrl="https://two.example/&x;"/>',
        head=head,
    )
    start = time.perf_counter()
    results = imported(home, text).results
    assert time.perf_counter() - start < 5
    assert [one.state for one in results] == ["new", "new"]
    assert written(home, "one-e11-x").title == "One &e11; &x;"
    assert all("hidden" not in path.read_text("utf-8") for path in (home / "sites").iterdir())


def test_a_list_that_never_ends_is_read_to_a_bound(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml_import, "MAX_SITES", 3)
    outlines = [f'<outline text="N{n}" xmlUrl="https://one.example/{n}"/>' for n in range(5)]
    result = imported(home, opml(*outlines))
    assert result.names("new") == ["n0", "n1", "n2"]
    assert [one.told for one in result.results[3:]] == [("more than 3 new sites",)] * 2
    deep = opml("<outline text='x'>" * 400 + '<outline text="Deep" xmlUrl="https://deep.example/"/>')
    assert "was read to there: Excessive depth" in imported(home, deep).problem
    monkeypatch.setattr(opml_import, "MAX_BYTES", 1000)
    with pytest.raises(ConfigError, match="MB, which no list of feeds is"):
        imported(home, "x" * 1001)


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_and_told(home: Path) -> None:
    whole = opml(*(f'<outline text="N{n}" xmlUrl="https://one.example/{n}"/>\n' for n in range(5)))
    result = imported(home, whole[: whole.index("one.example/3")])
    assert result.names("new") == ["n0", "n1", "n2"]
    assert result.problem.startswith("is broken in line 6, and was read to there: ")


@pytest.mark.parametrize("body", [b"", b"<html><body>opml</body></html>", b"\x00\xff" * 50, b"{}"])
def test_what_is_no_opml_is_told(home: Path, body: bytes) -> None:
    with pytest.raises(ConfigError, match=r"their\.opml: is no OPML$"):
        imported(home, body)
    with pytest.raises(ConfigError, match=r"gone\.opml: cannot be read: No such file"):
        import_opml(home / "gone.opml", home, today=TODAY)


def test_other_encodings_and_undeclared_prefixes_are_understood(home: Path) -> None:
    text = opml('<outline text="微博" type="HTML+XPath" xmlUrl="https://one.example/" frss:xPathItem="//li"/>')
    text = text.replace("UTF-8", "GBK").replace(NAMESPACE, "")
    assert imported(home, text.encode("gbk")).names("new") == ["one"]
    assert (written(home, "one").title, written(home, "one").kind) == ("微博", "selectors")


KEYS = (
    *("text", "title", "type", "xmlUrl", "htmlUrl", "url", "language"),
    *("frss:xPathItem", "frss:xPathItemTitle", "frss:xPathItemUri", "frss:jsonItem", "frss:jsonItemTitle"),
    *("frss:jsonItemUri", "frss:xPathItemTimeFormat", "frss:cssFullContent"),
    *("csm:name", "csm:kind", "csm:feed", "csm:timezone", "csm:topics", "csm:min_cards", "csm:scope"),
)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["https://one.example/feed", "HTML+XPath", "JSON+DotNotation", "rss", "link", "//a", "a[0].b", "@href", "auto"]
    ),
    st.sampled_from(
        ["../x", "javascript:a", "https://[", "\x00", "{page}", "'\"", "]]>", "&#0;&x;", "feed", "9" * 30, "("]
    ),
)
OUTLINES = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=3), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(outlines=OUTLINES, kept=st.floats(0.3, 1), escaped=st.booleans())
def test_whatever_a_file_holds_the_home_still_loads(
    tmp_path_factory: pytest.TempPathFactory, outlines: list[dict[str, str]], kept: float, escaped: bool
) -> None:
    home = tmp_path_factory.mktemp("home")
    quoted = quoteattr if escaped else '"{}"'.format
    text = opml(*(f"<outline {' '.join(f'{key}={quoted(value)}' for key, value in one.items())}/>" for one in outlines))
    with suppress(ConfigError):
        imported(home, text[: int(len(text) * kept)])
    load_sites(home)
    assert {path.parent for path in home.rglob("*.toml")} <= {home / "sites"}
