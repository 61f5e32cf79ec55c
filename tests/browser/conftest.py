"""A browser, two thousand articles published by the real code, and readers that note whatever goes wrong on a page."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from csm_crawler.config import Config, load_config
from csm_crawler.jobs.healthfeed import publish_health
from csm_crawler.jobs.publish import publish
from csm_crawler.jobs.serving.server import Server
from csm_crawler.publish.status import MARKS
from csm_crawler.store import ArticleStore, SiteState
from tests.browser.newsroom import make_home

CHROMIUM = shutil.which("chromium")
WIDE, NARROW = 1440, 390
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HIGH = {WIDE: 900, NARROW: 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these want a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no chromium here"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    with sync_playwright() as playwright:
        # In a container there is no sandbox; what is opened is our own.
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home with its published pages; made once, also where several processes test."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "newsroom"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            publish_home(make_home(folder))
            (folder / "done").touch()
    return folder


def publish_home(config: Config) -> Path:
    """The folder of what a home publishes."""
    with ArticleStore.open(config.database) as store:
        publish(store, config)
        publish_health(store, config, dict(_states(config.sites)))
    return config.feeds


def _states(names: Sequence[str]) -> Iterator[tuple[str, SiteState]]:
    """The sites in all states that there are, one behind the other."""
    for name, state in zip(names, cycle(MARKS)):
        reason = "" if state == "fine" else f"https://{name}.example/: answered 503"
        yield name, SiteState(site=name, state=state, reason=reason, since=NOON, visited_at=NOON, next_at=NOON)


@pytest.fixture(scope="session")
def feeds(home: Path) -> Path:
    """The folder of what it publishes."""
    return load_config(home).feeds


@pytest.fixture(scope="session")
def pages(feeds: Path) -> list[str]:
    """The paths of all pages below that folder, those at the top first."""
    found = [path.relative_to(feeds).as_posix() for path in feeds.rglob("*.html")]
    assert {"index.html", "trends.html", "wechat.html", "zh/group/bats.html", "es/topic/luxury.html"} <= {*found}
    return sorted(found, key=lambda path: (path.count("/"), path))


@contextmanager
def served(home: Path) -> Iterator[str]:
    """What `csm serve` listens at for a home."""
    with Server(load_config(home), host="127.0.0.1", port=0) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.url
        server.shutdown()


@pytest.fixture(params=["file", "served"])
def origin(request: pytest.FixtureRequest, home: Path, feeds: Path) -> Iterator[str]:
    """Where the pages are: in a folder that is opened as files, or behind `csm serve`."""
    if request.param == "file":
        yield f"file://{feeds}/"
        return
    with served(home) as url:
        yield url


@dataclass
class Reader:
    """Who opens pages, with what went wrong on them."""

    context: BrowserContext
    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """The page at this path."""
        answer = self.page.goto(self.origin + path)
        assert answer is None or answer.ok
        return self.page


Opens = Callable[..., Reader]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Opens]:
    """Make a reader of the pages at an origin; whatever a page complains of or asks of elsewhere fails the test."""
    made: list[Reader] = []

    def make(origin: str, *, width: int = WIDE, theme: str = "light", scripts: bool = True, **more: Any) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": HIGH[width]},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
            **more,
        )
        one = Reader(context=context, page=context.new_page(), origin=origin)
        made.append(one)
        _watch(one)
        return one

    yield make
    for one in made:
        one.context.close()
    assert [fault for one in made for fault in one.faults] == []


def _watch(one: Reader) -> None:
    def ours(request: Request) -> bool:
        return request.url.startswith((one.origin, "data:", "about:"))

    def route(route: Route) -> None:
        if ours(route.request):
            route.continue_()
        else:
            one.faults.append(f"{one.page.url} asks for {route.request.url}")
            route.abort()

    one.context.route("**/*", route)
    one.page.on("console", lambda said: one.faults.append(f"{one.page.url} says {said.type}: {said.text}"))
    one.page.on("pageerror", lambda error: one.faults.append(f"{one.page.url} fails: {error}"))
