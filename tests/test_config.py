"""csm.toml, the environment and the command line: one line with file, key, what was found and what is allowed."""

from pathlib import Path

import pytest

from csm_crawler.config import Config, find_home, load_config, over
from csm_crawler.errors import ConfigError
from csm_crawler.retention import Keep


def test_defaults_of_a_home(home: Path) -> None:
    config = load_config(home)
    assert config == Config(
        home=home,
        file=home / "csm.toml",
        demonstration=False,
        base_url="http://127.0.0.1:8000/",
        database=f"sqlite:///{home}/csm.sqlite3",
        feeds=home / "feeds",
        log_level="WARNING",
        sites=("chinasocialmedia",),
    )


def test_the_environment_beats_the_file_and_the_command_line_beats_both(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "csm.toml").write_text('base_url = "https://file.example"\nlog_level = "info"\n', "utf-8")
    assert load_config(home).base_url == "https://file.example/"
    assert load_config(home).log_level == "INFO"
    monkeypatch.setenv("CSM_BASE_URL", "https://variable.example/x")
    monkeypatch.setenv("CSM_SITES", "one, two")
    config = load_config(home)
    assert (config.base_url, config.sites) == ("https://variable.example/x/", ("one", "two"))
    config = over(config, {"CSM_BASE_URL": "https://line.example/", "CSM_SITES": "three"})
    assert (config.base_url, config.sites) == ("https://line.example/", ("three",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sights = []", ["sights", "is no key", "sites"]),
        ("sites = 'one'", ["sites", "'one'", "a list of site names"]),
        ("sites = [1]", ["sites", "[1]", "a list of site names"]),
        ("base_url = 8000", ["base_url", "8000", "a string"]),
        ("base_url = 'example.org'", ["base_url", "'example.org'", "https://example.org/feeds/"]),
        ("base_url = 'https://example.org/?page=feeds'", ["base_url", "https://example.org/feeds/"]),
        ("hub = 'hub.example'", ["hub", "'hub.example'", "the URL of a WebSub hub"]),
        ("hub = 'javascript:alert(1)'", ["hub", "the URL of a WebSub hub"]),
        ("hub = 1", ["hub", "1", "a string"]),
        ("log_level = 'LOUD'", ["log_level", "'LOUD'", "DEBUG"]),
        ("database = 'csm.sqlite3'", ["database", "'csm.sqlite3'", "sqlite:///"]),
        ("= 1", ["is not TOML"]),
        ("sites = " + "[" * 5000, ["is not TOML", "recursion"]),
        ("keep = 'forever'", ["keep", "'forever'", "[keep]"]),
        ("keep.articles = 0", ["keep.articles", "0", "forever"]),
    ],
)
def test_a_wrong_csm_toml_is_told_in_one_line(home: Path, text: str, words: list[str]) -> None:
    (home / "csm.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(home)
    line = str(caught.value)
    assert line.startswith(str(home / "csm.toml"))
    assert "\n" not in line
    for word in words:
        assert word in line


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [("CSM_BASE_URL", "nowhere", "https://"), ("CSM_LOG_LEVEL", "LOUD", "DEBUG"), ("CSM_BASEURL", "x", "CSM_BASE_URL")],
)
def test_a_wrong_variable_is_told_by_name(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, word: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=rf"^{name}: .*{word}"):
        load_config(home)


def test_what_is_kept_for_how_long(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_config(home).keep == Keep(articles_days=None, bodies_days=90, bodies_mb=200)
    (home / "csm.toml").write_text("[keep]\narticles = 'forever'\nbodies_mb = 0\n", "utf-8")
    assert load_config(home).keep == Keep(articles_days=None, bodies_days=90, bodies_mb=0)
    (home / "csm.toml").write_text("[keep]\narticles = 365\nbodies_days = 7\n", "utf-8")
    assert load_config(home).keep == Keep(articles_days=365, bodies_days=7, bodies_mb=200)
    monkeypatch.setenv("CSM_KEEP", "7")
    with pytest.raises(ConfigError, match=r"^CSM_KEEP: is no variable"):
        load_config(home)


def test_an_unknown_setting_of_ours_on_the_command_line_is_refused(home: Path) -> None:
    with pytest.raises(ConfigError, match=r"^-s CSM_FEED: is no setting; allowed are CSM_BASE_URL"):
        over(load_config(home), {"CSM_FEED": "x"})


def test_home_is_the_named_folder_else_the_variable_else_the_working_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home() == tmp_path
    monkeypatch.setenv("CSM_HOME", str(home))
    assert find_home() == home
    assert find_home(tmp_path) == tmp_path
    monkeypatch.setenv("CSM_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match="csm init"):
        find_home()


def test_a_folder_inside_a_checkout_belongs_to_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout / "csm_crawler" / "spiders")
    config = load_config()
    assert (config.home, config.demonstration, config.sites) == (checkout, True, ("chinasocialmedia",))


def test_an_unreadable_csm_toml_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "csm.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not TOML"):
        load_config(home)
