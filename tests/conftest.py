"""What every test stands on: a closed network, homes in temporary folders, the two commands as subprocesses."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import prepared

if TYPE_CHECKING:
    from tests.server import Server

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine, also where a test does not mean to."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"the network is closed in tests: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith(("CSM_", "SCRAPY_")) and not name.startswith("CSM_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder whose one site is the demonstration's, read from its saved page."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "csm.toml").write_text('sites = ["chinasocialmedia"]\n', "utf-8")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a fresh clone holds, in a folder of its own: for the demonstration, which writes where it stands."""
    folder = tmp_path / "checkout"
    for name in ("csm_crawler", "fixtures"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", folder)
    return folder


def run(
    *arguments: str, cwd: Path, env: dict[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """`python -m …` in a folder, from this source whether it is installed or not."""
    return prepared.run(*arguments, cwd=cwd, env=environment(cwd) | (env or {}), timeout=timeout)


def environment(cwd: Path) -> dict[str, str]:
    """The least that a process needs, as cron gives it; a checkout runs its own source."""
    source = cwd if (cwd / "csm_crawler").is_dir() else ROOT
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "COVERAGE_PROCESS_START") if name in os.environ
    }
    return kept | {"PYTHONPATH": str(source), "LC_ALL": "C.UTF-8", "SCRAPY_SETTINGS_MODULE": "csm_crawler.settings"}


@pytest.fixture
def scrapy(home: Path) -> Run:
    """`scrapy …` in the home."""
    return lambda *arguments, **options: run("scrapy", *arguments, **{"cwd": home} | options)


@pytest.fixture
def csm(home: Path) -> Run:
    """`csm …` in the home."""
    return lambda *arguments, **options: run("csm_crawler", *arguments, **{"cwd": home} | options)


@pytest.fixture
def site_file(home: Path) -> Callable[..., Path]:
    """Add a site with a saved page to the home: `site_file("one", page=b"…", min_cards=1)`."""

    def add(name: str, *, page: bytes | None, min_cards: int = 1, extra: str = "") -> Path:
        folder = home / "fixtures" / name
        folder.mkdir(parents=True, exist_ok=True)
        if page is not None:
            (folder / "listing.html").write_bytes(page)
        (home / "sites").mkdir(exist_ok=True)
        path = home / "sites" / f"{name}.toml"
        path.write_text(
            f'title = "Site {name}"\nurl = "https://{name}.example/news/"\nkind = "selectors"\n'
            f'saved = ["listing.html"]\nmin_cards = {min_cards}\n{extra}\n'
            '[selectors]\nitem = "article"\ntitle = "h2"\nlink = "a"\ndate = "time"\nteaser = "p"\n',
            "utf-8",
        )
        return path

    return add


def listing(*cards: tuple[str, str, str, str]) -> bytes:
    """A page of cards: title, link, printed date, teaser."""
    items = "".join(
        f"<article><h2><a href='{link}'>{title}</a></h2><time>{date}</time><p>{teaser}</p></article>"
        for title, link, date, teaser in cards
    )
    return f"<!doctype html><html><meta charset=utf-8><body>{items}</body></html>".encode()


@pytest.fixture
def loopback() -> None:
    """Skips where even 127.0.0.1 is out of reach, as in a network namespace of its own."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        try:
            socket.create_connection(server.getsockname(), timeout=2).close()
        except OSError as problem:
            pytest.skip(f"no loopback here: {problem}")


@pytest.fixture
def serve(loopback: None) -> Iterator[Callable[[], "Server"]]:
    """Start a server on loopback; it ends with the test."""
    from tests.server import Server

    servers: list[Server] = []

    def start() -> Server:
        servers.append(Server())
        return servers[-1]

    yield start
    for server in servers:
        server.http.shutdown()
        server.http.server_close()


@pytest.fixture
def live(site_file: Callable[..., Path]) -> Callable[..., Path]:
    """Add a site that is read from a URL: `live("one", "http://127.0.0.1:8000/", min_cards=1)`."""

    def add(name: str, url: str, *, min_cards: int = 1) -> Path:
        path = site_file(name, page=None, min_cards=min_cards)
        text = path.read_text("utf-8").replace('saved = ["listing.html"]\n', "")
        path.write_text(text.replace(f"https://{name}.example/news/", url), "utf-8")
        return path

    return add


@pytest.fixture
def at(home: Path) -> Run:
    """`csm …` so many hours after a start: `at(1.5, "run")`."""
    from tests.timed import csm_at

    return csm_at(home)


@pytest.fixture
def one(serve: Callable[[], "Server"], live: Callable[..., Path], home: Path) -> "Server":
    """The server of the home's one site, `one`, which has three cards."""
    from tests.server import Answer
    from tests.timed import enable, page

    server = serve()
    server.answers = {"/": Answer(page(1, 2, 3))}
    live("one", f"{server.url}/", min_cards=2)
    enable(home, "one")
    return server
