"""The linter over platforms.toml, and what its loader refuses."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from csm_crawler.errors import ConfigError
from csm_crawler.platforms import Catalogue, load_catalogue, tag_platforms, tag_topics, topic_names
from csm_crawler.platforms.entries import COMPANY, RESERVED, SCOPES, SLUG
from csm_crawler.platforms.lint import problems

CATALOGUE = load_catalogue()
LINES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "weak_aliases.toml").read_text("utf-8")
)


def weak_names() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for slug, platform in CATALOGUE.platforms.items():
        for names in platform.weak.values():
            yield from ((slug, name, (slug,)) for name in names)
    for company, meanings in CATALOGUE.several.items():
        if company != "strong":
            yield from (("several", name, slugs) for name, slugs in meanings.items())


WEAK = list(weak_names())


def slugs_by(name: str, text: str) -> set[str]:
    return {one.slug for one in tag_platforms(text, "") if one.alias == name}


def test_the_catalogue_is_sound() -> None:
    assert list(problems(CATALOGUE)) == []


def test_the_catalogue_is_whole() -> None:
    assert len(CATALOGUE.platforms) == 165
    assert sum(len(one.aliases) for one in CATALOGUE.platforms.values()) > 850
    named = "baidu sina youku iqiyi acfun bilibili meipai miaopai panda-tv zhanqi-tv periscope"
    assert set(named.split()) <= set(CATALOGUE.platforms)


def test_every_slug_can_be_a_feed() -> None:
    for slug, platform in CATALOGUE.platforms.items():
        assert SLUG.fullmatch(slug), slug
        assert slug not in RESERVED, slug
        assert platform.slug == slug
        assert platform.scope in SCOPES
        assert platform.aliases, slug


def test_groups_have_several_members() -> None:
    assert set(CATALOGUE.groups) == {"bats", "bat", "independents"}
    assert all(len(group.members) > 1 for group in CATALOGUE.groups.values())


def test_every_strong_name_is_found_alone() -> None:
    for slug, platform in CATALOGUE.platforms.items():
        for name in (*platform.strong, *platform.cased, *platform.guarded):
            assert slug in slugs_by(name, name), f"{name} does not tag {slug}"


def test_every_weak_name_has_its_two_lines() -> None:
    assert {(slug, name) for slug, name, _ in WEAK} == {(slug, name) for slug, lines in LINES.items() for name in lines}


@pytest.mark.parametrize(("slug", "name", "means"), WEAK, ids=[f"{slug} {name}" for slug, name, _ in WEAK])
def test_a_weak_name_counts_in_company_only(slug: str, name: str, means: tuple[str, ...]) -> None:
    counts, counts_not = LINES[slug][name]
    assert slugs_by(name, counts) == set(means)
    assert not {one.slug for one in tag_platforms(counts_not, "")} & set(means)


def test_a_weak_name_alone_tags_nothing() -> None:
    for _, name, _ in WEAK:
        assert tag_platforms(name, "") == [], name


def test_traditional_characters_map_to_single_simplified_ones() -> None:
    assert len(CATALOGUE.simplified) > 500
    for traditional, simplified in CATALOGUE.simplified.items():
        assert ord(simplified) != traditional
        assert ord(simplified) not in CATALOGUE.simplified, f"{chr(traditional)} folds to {simplified}, which folds on"


def test_traditional_names_are_found_like_simplified_ones() -> None:
    for slug, platform in CATALOGUE.platforms.items():
        simplified = {one.slug for one in tag_platforms(platform.zh_hans, "")}
        assert {one.slug for one in tag_platforms(platform.zh_hant, "")} == simplified, slug


def test_topics_have_words_in_each_language() -> None:
    tables = tomllib.loads((Path(load_catalogue.__code__.co_filename).parent / "topics.toml").read_text("utf-8"))[
        "topics"
    ]
    assert set(topic_names()) == set(tables)
    for slug, table in tables.items():
        assert set(table) <= {"name", "any", "es", "en", "zh"}, slug
        for language in ("es", "en", "zh"):
            words = [*table.get("any", ()), *table.get(language, ())]
            assert words, f"{slug} has no word in {language}"
            assert all(slug in tag_topics(word, "", language=language) for word in words), slug


# The home folder's own file


def written(folder: Path, text: str) -> Path:
    path = folder / "platforms.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_home_adds_platforms_names_and_groups(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [platforms.lotus-video]
        name = 'Lotus Video'
        zh_hans = '莲花视频'
        owner = 'tencent'
        strong = ['Lotus Video', '莲花视频']
        [platforms.weibo]
        strong = ['Weibo Lite']
        weak = { kin = ['Lite'] }
        [groups.flowers]
        name = 'Flowers'
        members = ['lotus-video', 'weibo']
        [about]
        lotus-news = ['lotus-video']
        """,
    )
    catalogue = load_catalogue(path)
    tagged = {one.slug for one in tag_platforms("Lotus Video and Weibo Lite", "", catalogue=catalogue)}
    assert tagged == {"lotus-video", "weibo"}
    assert catalogue.feed_names({"lotus-video"}) == {
        "lotus-video",
        "tencent",
        "group/bats",
        "group/bat",
        "group/flowers",
    }
    assert catalogue.label("group/flowers") == "Flowers"
    assert catalogue.platforms["weibo"].strong[0] == load_catalogue().platforms["weibo"].strong[0]
    assert re.fullmatch(re.escape(load_catalogue().version) + r"\+[0-9a-f]{8}", catalogue.version)


def test_a_platform_without_names_is_found_by_its_own(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path, "[platforms.lotus]\nname = 'Lotusgram'\nzh_hans = '莲花圈'"))
    assert {one.alias for one in tag_platforms("Lotusgram (莲花圈)", "", catalogue=catalogue)} == {
        "Lotusgram",
        "莲花圈",
    }


def test_no_home_file_is_the_built_in_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path / "platforms.toml") is load_catalogue()
    assert isinstance(load_catalogue(), Catalogue)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("[platforms.x", "", "is not TOML"),
        ("colour = 1", "colour", "is no key; allowed are version"),
        ("a = " + "[" * 5000, "", "is not TOML: maximum recursion depth exceeded"),
        ("platforms = 3", "platforms", "is 3; a table"),
        ("[platforms]\nlotus = 'x'", "platforms.lotus", "is 'x'; a table"),
        ("[platforms.Lotus_TV]\nname='x'", "platforms.Lotus_TV", "is no slug"),
        (f"[platforms.{'l' * 201}]\nname='x'", f"platforms.{'l' * 201}", "is too long a slug; 200 characters at most"),
        ("[platforms.'../lotus']\nname='x'", "platforms.../lotus", "is no slug"),
        ("[platforms.all]\nname='x'", "platforms.all", "is the name of a page or folder"),
        ("[platforms.lotus]\nzh_hans='x'", "platforms.lotus.name", "is missing"),
        ("[platforms.lotus]\nname=7", "platforms.lotus.name", "is 7; a string"),
        ("[platforms.lotus]\nname='x'\nalias=['y']", "platforms.lotus.alias", "is no key; allowed are name"),
        ("[platforms.lotus]\nname='x'\nstrong='y'", "platforms.lotus.strong", "is 'y'; a list of strings"),
        ("[platforms.lotus]\nname='x'\nstrong=[1]", "platforms.lotus.strong", "is [1]; a list of strings"),
        (
            "[platforms.lotus]\nname='x'\nscope='mars'",
            "platforms.lotus.scope",
            f"is 'mars'; one of {', '.join(SCOPES)}",
        ),
        (
            "[platforms.lotus]\nname='x'\nowner='nobody'",
            "platforms.lotus.owner",
            "names 'nobody', which is no platform",
        ),
        ("[platforms.weibo]\nowner='miaopai'", "platforms.weibo.owner", "which leads in a circle"),
        ("[platforms.lotus]\nname='x'\nsince='2019'", "platforms.lotus.since", "is '2019'; a date like 2019-03"),
        ("[platforms.lotus]\nname='x'\nabroad=1", "platforms.lotus.abroad", "is 1; true or false"),
        ("[platforms.lotus]\nname='x'\ndeny=['(']", "platforms.lotus.deny", "is '(', no pattern"),
        ("[platforms.lotus]\nname='x'\nguarded={x='('}", "platforms.lotus.guarded.x", "is '(', no pattern"),
        ("[platforms.lotus]\nname='x'\nguarded={x='y'}", "platforms.lotus.guarded.x", "does not match 'x' itself"),
        ("[platforms.lotus]\nname='x'\nguarded=['x']", "platforms.lotus.guarded", "a table of names and patterns"),
        (
            "[platforms.lotus]\nname='x'\nweak=['x']",
            "platforms.lotus.weak",
            f"a table with any of {', '.join(COMPANY)}",
        ),
        (
            "[platforms.lotus]\nname='x'\nweak={often=['x']}",
            "platforms.lotus.weak.often",
            "is no key; allowed are list",
        ),
        ("[platforms.lotus]\nname='Weibo'", "platforms.lotus", "has the name 'Weibo', which weibo has already"),
        ("[groups.one]\nname='One'\nmembers=['weibo']", "groups.one.members", "a group has two members or more"),
        ("[groups.two]\nname='Two'", "groups.two", "a table of name and members"),
        ("[groups.two]\nname='Two'\nmembers=['weibo','y']", "groups.two.members", "names 'y', which is no platform"),
        ("[about]\nnews=['y']", "about.news", "names 'y', which is no platform"),
        ("[several.often]\n'x y'=['weibo','jd']", "several.often", "is no key; allowed are strong"),
        ("several=[1]", "several", "is [1]; a table"),
        ("[several]\nstrong=[1]", "several.strong", "is [1]; a table of names and slugs"),
        ("traditional='飛'", "traditional", "must be a string as long as `simplified`"),
    ],
)
def test_a_wrong_home_file_is_told_with_file_and_key(tmp_path: Path, text: str, key: str, problem: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as told:
        load_catalogue(path)
    assert (told.value.where, told.value.key) == (str(path), key)
    assert problem in told.value.problem
    assert "\n" not in str(told.value)


def test_a_home_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "platforms.toml"
    path.write_text("[platforms.lotus]\nname = 'Lotus'\n", "utf-8-sig")
    assert load_catalogue(path).platforms["lotus"].name == "Lotus"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "platforms.toml"
    path.write_bytes(b"name = '\xff\xfe'")
    with pytest.raises(ConfigError, match="is not TOML"):
        load_catalogue(path)
