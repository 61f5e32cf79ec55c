"""Live without a server: the lines of the workflow, run by bash in clean checkouts, with plain git for GitHub."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from csm_crawler.config import load_config
from tests.conftest import ROOT, environment, listing

pytestmark = pytest.mark.slow

WORKFLOW = (ROOT / ".github" / "workflows" / "live.yml").read_text("utf-8")
PAGE = "fixtures/one/listing.html"
DATED = ("WeChat opens its shops", "/a", "2026-11-20", "What it says of WeChat.")
UNDATED = ("Douyin without a day", "/b", "", "Nobody said when.")
LATER = ("Weibo comes later", "/c", "2026-11-21", "The newest of Weibo.")


def steps() -> dict[str, str]:
    """The lines that the workflow gives to bash, by the names of their steps; but for the installation."""
    found = re.findall(r"- name: (.+)\n +run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)", WORKFLOW)
    return {name: dedent(block) or line for name, block, line in found if name != "Install"}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=somebody", "-c", "user.email=somebody", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@dataclass
class Runs:
    """Runs of the workflow, each on a machine of its own."""

    folder: Path
    repository: str = "Some-Body/China"

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    def commit(self, files: Mapping[str, str | bytes]) -> None:
        """Somebody edits files of `live/` in the browser."""
        for name, body in files.items():
            path = self.folder / "edited" / "live" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body if isinstance(body, bytes) else body.encode())
        git(self.folder / "edited", "add", ".")
        git(self.folder / "edited", "commit", "--quiet", "--message", "An edit")
        git(self.folder / "edited", "push", "--quiet", "origin", "HEAD:main")

    def run(self, name: str) -> "Checkout":
        """One run of the job that collects: it ends at the first step that fails."""
        checkout = Checkout(self.folder / name)
        git(self.folder, "clone", "--quiet", "--depth=1", "--branch=main", self.origin.as_uri(), name)
        env = environment(checkout.folder) | {
            "PATH": f"{self.folder}/bin:/usr/bin:/bin",
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_REPOSITORY_OWNER": self.repository.partition("/")[0],
            "GITHUB_ENV": str(checkout.folder / ".git" / "env"),
            "CSM_HOME": "live",
        }
        for step, lines in steps().items():
            done = subprocess.run(
                ["bash", "-e", "-c", lines], cwd=checkout.folder, env=env, capture_output=True, text=True, check=False
            )
            checkout.said += done.stdout + done.stderr
            if done.returncode:
                checkout.failed = step
                break
            told = Path(env["GITHUB_ENV"])
            env |= dict(line.split("=", 1) for line in told.read_text("utf-8").splitlines()) if told.exists() else {}
        return checkout


@dataclass
class Checkout:
    """What a run left."""

    folder: Path
    said: str = ""
    failed: str = ""

    @property
    def published(self) -> dict[str, bytes]:
        feeds = self.folder / "live" / "feeds"
        return {str(path.relative_to(feeds)): path.read_bytes() for path in feeds.rglob("*") if path.is_file()}


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    """A repository made from the template, with a site that reads saved pages of its own."""
    shim = tmp_path / "bin" / "csm"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m csm_crawler "$@"\n', "utf-8")
    shim.chmod(0o755)
    one = Runs(tmp_path)
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(one.origin))
    git(tmp_path, "clone", "--quiet", str(one.origin), "edited")
    shutil.copy(ROOT / ".gitignore", tmp_path / "edited")
    site = (
        'title = "One"\nurl = "https://one.example/"\nkind = "selectors"\nsaved = ["listing.html"]\n'
        '[selectors]\nitem = "article"\ntitle = "h2"\nlink = "a"\ndate = "time"\nteaser = "p"\n'
    )
    one.commit({"csm.toml": 'sites = ["one"]\n', "sites/one.toml": site, PAGE: listing(DATED, UNDATED)})
    return one


def test_two_runs_from_two_clean_checkouts_publish_no_known_entry_as_new(runs: Runs) -> None:
    first = runs.run("first")
    assert (first.failed, first.said.count("2 cards, 2 new articles")) == ("", 1), first.said
    assert "there is no branch csm-store yet" in first.said
    second = runs.run("second")
    assert (second.failed, second.said.count("2 cards, 0 new articles")) == ("", 1), second.said
    assert "wechat.rss" in first.published
    assert second.published == first.published, "an undated entry keeps its first sight only in the store"
    assert git(runs.origin, "rev-list", "--count", "csm-store") == "1"
    assert git(second.folder, "status", "--porcelain") == ""
    runs.commit({PAGE: listing(LATER, DATED, UNDATED)})
    third = runs.run("third")
    assert "3 cards, 1 new articles" in third.said
    assert third.published["wechat.rss"] == first.published["wechat.rss"]
    assert third.published["all.rss"].count(b"<item>") == 3


def test_the_address_of_the_feeds_comes_from_the_name_of_the_repository(runs: Runs) -> None:
    feeds = runs.run("project").published
    assert b'href="https://some-body.github.io/China/wechat.rss"' in feeds["wechat.rss"]
    runs.repository = "Some-Body/some-body.GitHub.io"
    assert b'href="https://some-body.github.io/wechat.rss"' in runs.run("person").published["wechat.rss"]
    runs.commit({"csm.toml": 'base_url = "https://news.example/"\nsites = ["one"]\n'})
    assert b'href="https://news.example/wechat.rss"' in runs.run("domain").published["wechat.rss"]


def test_where_some_sites_fail_the_others_are_published_with_a_warning(runs: Runs) -> None:
    broken = (runs.folder / "edited/live/sites/one.toml").read_text("utf-8").replace("listing", "gone")
    runs.commit({"csm.toml": 'sites = ["one", "two"]\n', "sites/two.toml": broken})
    done = runs.run("first")
    assert done.failed == ""
    assert "\n::warning title=csm::some sites failed" in done.said
    assert "csm: two: fixtures/two/gone.html: is missing" in done.said
    assert "wechat.rss" in done.published
    assert git(runs.origin, "rev-list", "--count", "csm-store") == "1"


@pytest.mark.parametrize(
    ("name", "text", "step"),
    [
        ("csm.toml", "sites = [", "Restore the store"),
        ("csm.toml", 'sites = ["nowhere"]', "Collect"),
        ("sites/one.toml", "title = 1", "Collect"),
        (PAGE, "<p>Nothing", "Collect"),
    ],
)
def test_where_nothing_succeeds_nothing_is_kept_or_published(runs: Runs, name: str, text: str, step: str) -> None:
    runs.run("first")
    before = git(runs.origin, "rev-parse", "csm-store")
    runs.commit({name: text})
    assert runs.run("second").failed == step
    assert git(runs.origin, "rev-parse", "csm-store") == before


def test_a_damaged_store_ends_the_run_and_stays_as_it_is(runs: Runs) -> None:
    git(runs.origin, "branch", "csm-store", "main")
    done = runs.run("first")
    assert done.failed == "Restore the store"
    assert "the branch csm-store is damaged: it holds .gitignore, live, not csm.sqlite3.xz.000" in done.said
    assert git(runs.origin, "rev-parse", "csm-store") == git(runs.origin, "rev-parse", "main")
    assert done.published == {}


def test_the_workflow_publishes_on_success_only_and_never_twice_at_a_time() -> None:
    assert (
        "concurrency: # one run hands the store on to the next\n  group: live\n  cancel-in-progress: false\n"
        in WORKFLOW
    )
    assert list(steps()) == ["Address", "Restore the store", "Collect", "Save the store"]
    save, upload = WORKFLOW.index("csm store save"), WORKFLOW.index("actions/upload-pages-artifact@")
    publish = WORKFLOW.index("  publish:\n    needs: collect\n")
    assert save < upload < publish < WORKFLOW.index("actions/deploy-pages@")
    assert not re.search(r"run:.*\$\{\{|^ {10}.*\$\{\{", WORKFLOW, re.MULTILINE), "GitHub would fill it in unquoted"


def test_the_home_of_the_template_is_ready_to_run() -> None:
    config = load_config(ROOT / "live")
    assert (config.sites, config.feeds) == (("chinasocialmedia",), ROOT / "live" / "feeds")
    assert git(ROOT, "check-ignore", "live/feeds/all.rss", "live/csm.sqlite3", "live/csm.lock").count("\n") == 2
