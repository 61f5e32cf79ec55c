"""`csm import` and `csm sites export`, as a user types them."""

from pathlib import Path

from csm_crawler.config import load_config
from csm_crawler.sites import load_sites
from tests.conftest import Run, run

TEXT = (
    '<opml version="2.0"><body>'
    '<outline text="One" xmlUrl="https://one.example/feed" frss:priority="main"/>'
    '<outline text="Alizila" xmlUrl="https://www.alizila.com/feed/"/>'
    '<outline text="Evil" xmlUrl="javascript:alert(1)"/>'
    "</body></opml>"
)


def test_import_says_what_became_of_each_entry_and_enables_what_is_asked(csm: Run, home: Path) -> None:
    (home / "their.opml").write_text(TEXT, "utf-8")
    done = csm("import", "their.opml")
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.splitlines() == [
        "new      one",
        "             not kept: priority",
        "known    alizila",
        "left out Evil: url is 'javascript:alert(1)'; it must begin with http:// or https:// and name a host",
        "1 new sites, 1 known, 1 left out; csm sites enable one",
    ]
    assert load_config(home).sites == ("chinasocialmedia",)
    done = csm("import", "their.opml", "--enable")
    assert done.stdout.splitlines()[-1] == "0 new sites, 2 known, 1 left out"
    assert load_config(home).sites == ("chinasocialmedia", "one", "alizila")


def test_import_of_nothing_that_works_fails(csm: Run, home: Path) -> None:
    (home / "their.opml").write_text(TEXT.replace("https://", "ftp://"), "utf-8")
    assert csm("import", "their.opml").returncode == 1
    assert csm("import", "nowhere.opml").stderr == "csm: nowhere.opml: cannot be read: No such file or directory\n"
    (home / "their.opml").write_text(TEXT[:150], "utf-8")
    done = csm("import", "their.opml")
    assert done.returncode == 3
    assert done.stderr.startswith("csm: their.opml: is broken in line 1, and was read to there: ")


def test_import_needs_a_home_to_write_into(tmp_path: Path) -> None:
    (tmp_path / "their.opml").write_text(TEXT, "utf-8")
    done = run("csm_crawler", "import", "their.opml", cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no csm.toml" in done.stderr


def test_all_sites_are_exported_and_known_where_they_are_imported(csm: Run, home: Path, tmp_path: Path) -> None:
    done = csm("sites", "export", "--opml", "--all", "all.opml")
    assert (done.returncode, done.stdout) == (0, "")
    assert "csm: yicai: OPML has no words for kind json, so it is not in it\n" in done.stderr
    left_out = done.stderr.count("so it is not in it")
    done = csm("import", "all.opml")
    known = len(load_sites(home)) - left_out
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"0 new sites, {known} known, 0 left out")
    assert not (home / "sites").exists()


def test_the_enabled_sites_are_printed(csm: Run, home: Path) -> None:
    (home / "csm.toml").write_text('sites = ["alizila"]\n', "utf-8")
    done = csm("sites", "export", "--opml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("<outline ") == 1
    assert 'xmlUrl="https://www.alizila.com/feed/"' in done.stdout
    assert csm("sites", "export").returncode == 2
