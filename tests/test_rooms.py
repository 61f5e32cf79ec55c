"""The rooms of ARCHITECTURE.md: imports go downward, each library has its door, the floors below load no Scrapy."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "csm_crawler"

FLOORS = {
    "__init__": 0,
    "items": 0,
    "errors": 0,
    "logs": 0,
    "masking": 0,
    "bounds": 1,
    "config": 1,
    "fixtures": 1,
    "periods": 1,
    "queries": 1,
    "retention": 1,
    "sites": 1,
    "matcher": 1,
    "platforms": 1,
    "normalize": 2,
    "extract": 3,
    "store": 3,
    "publish": 3,
    "jobs": 4,
    "spiders": 5,
    "choosing": 5,
    "commands": 5,
    "collect": 5,
    "contracts": 5,
    "details": 5,
    "extensions": 5,
    "failures": 5,
    "freshness": 5,
    "handlers": 5,
    "interrupt": 5,
    "logformatter": 5,
    "middlewares": 5,
    "observing": 5,
    "outcome": 5,
    "pipelines": 5,
    "recall": 5,
    "responses": 5,
    "rounds": 5,
    "settings": 5,
    "signals": 5,
    "telling": 5,
    "visitor": 5,
    "walking": 5,
    "cli": 6,
    "__main__": 6,
}
"""Room → floor, from the ground: 0, 1, 2a, 2b, 2c, 3, 4."""

BESIDE = {("platforms", "matcher"), ("config", "bounds"), ("config", "queries"), ("config", "retention")}
"""Rooms of one floor of which the first may ask the second; on Scrapy's floor all know each other."""

DOORS = {
    "scrapy": (
        "spiders",
        "commands",
        "collect",
        "contracts",
        "details",
        "extensions",
        "failures",
        "handlers",
        "interrupt",
        "logformatter",
        "middlewares",
        "observing",
        "pipelines",
        "responses",
        "rounds",
        "settings",
        "visitor",
        "cli/run",
    ),
    "twisted": ("spiders", "extensions", "failures", "interrupt", "logformatter", "visitor"),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "feedgen": ("publish/rss_atom", "publish/elements", "publish/paging"),
    "jinja2": ("publish/website", "publish/status"),
    "dateutil": ("normalize/dates",),
    "langdetect": ("normalize/language",),
    "filelock": ("jobs/lock",),
    "click": ("cli",),
    "rich": ("cli",),
    "parsel": ("extract",),
    "cssselect": ("extract",),
    "lxml": ("extract", "publish"),
    "feedparser": ("extract/feed",),
    "jmespath": ("extract",),
    "tomlkit": ("jobs",),
    "w3lib": ("normalize/urls", "extract"),
}
"""Library → where it may be imported: one door a library, so that changing it is a change in one place."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def room(name: str) -> str:
    return name.split("/")[0]


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=place)
def test_a_room_imports_downward_only(path: Path) -> None:
    own = room(place(path))
    assert own in FLOORS, f"{own} is a new room: give it the lowest floor that its imports allow"
    for name in imported(path):
        if not name.startswith("csm_crawler."):
            continue
        other = name.split(".")[1]
        if other not in FLOORS or other == own:  # a name of the package itself, such as __version__
            continue
        same_floor = FLOORS[other] == FLOORS[own] and (FLOORS[own] in (0, 5, 6) or (own, other) in BESIDE)
        assert FLOORS[other] < FLOORS[own] or same_floor, f"{place(path)} (floor {FLOORS[own]}) imports {name}"


@pytest.mark.parametrize("path", modules(), ids=place)
def test_a_library_is_imported_through_its_door(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library in DOORS:
            doors = DOORS[library]
            assert any(place(path) == door or place(path).startswith(f"{door}/") for door in doors), (
                f"{place(path)} imports {library}: its door is {DOORS[library]}"
            )


def test_the_floors_below_scrapy_load_neither_scrapy_nor_twisted() -> None:
    below = [
        "csm_crawler." + place(path).replace("/", ".").removesuffix(".__init__")
        for path in modules()
        if FLOORS[room(place(path))] < 5 and "migrations" not in place(path) and place(path) != "__init__"
    ]
    code = f"import importlib, sys\nfor name in {below!r}: importlib.import_module(name)\n"
    code += "sys.exit(str([n for n in sys.modules if n.split('.')[0] in ('scrapy', 'twisted')] or ''))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "", done.stderr


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        ("--version", ("click", "scrapy", "sqlalchemy", "feedgen")),
        ("--help", ("scrapy", "sqlalchemy", "feedgen", "rich", "lxml")),
    ],
)
def test_the_command_line_starts_lean(arguments: str, absent: tuple[str, ...]) -> None:
    code = (
        f"import sys; sys.argv = ['csm', {arguments!r}]\nfrom csm_crawler.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"loaded = [n for n in {absent!r} if n in sys.modules]\nassert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "csm" in done.stdout
