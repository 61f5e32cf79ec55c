"""What runs csm again and again: the files for cron, systemd, GitHub, Docker and nginx, for one installation."""

import json
import re
import shlex
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from csm_crawler.config import PROJECT
from csm_crawler.errors import ConfigError

TEMPLATES = Path(__file__).parent / "templates"
EVERY_MINUTES = 30
"""A run is cheap where no site is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What the files are made for; all paths are absolute."""

    csm: tuple[str, ...]
    """How this csm is called, by its path."""
    version: str
    home: Path
    user: str
    """The owner of the home: whoever runs csm must be allowed to write there."""
    uid: int
    gid: int
    feeds: Path
    database: Path | None
    """The file of SQLite; None where the database is on a server."""
    base_url: str
    top: Path
    """The repository of git that the home lies in, or the home."""
    top_is_source: bool
    """Whether that is one of csm_crawler itself."""
    source: Path | None
    """The checkout that this csm runs from."""


def files_for(kind: str, one: Installation) -> dict[str, str]:
    """The files of a kind by their names; ConfigError where a path cannot be written in them."""
    for path in (*one.csm, str(one.home), str(one.feeds), str(one.database or "")):
        if not path.isprintable():
            raise ConfigError(path, "", "has a line break or the like in its name, which no schedule can hold")
    return KINDS[kind](one)


def _cron(one: Installation) -> dict[str, str]:
    first = zlib.crc32(str(one.home).encode()) % EVERY_MINUTES  # not everybody at the full hour
    command = shlex.join([*one.csm, "-C", str(one.home)])
    return _filled(
        ["csm.cron"],
        HOME=str(one.home),
        USER=one.user,
        COMMAND=command,
        LINE=command.replace("%", r"\%"),  # cron ends a line at a bare %
        PATH=f"{PurePosixPath(one.csm[0]).parent}:/usr/local/bin:/usr/bin:/bin",
        MINUTES=",".join(str(minute) for minute in range(first, 60, EVERY_MINUTES)),
    )


def _systemd(one: Installation) -> dict[str, str]:
    command = [_unit_word(word).replace("$", "$$") for word in (*one.csm, "-C", str(one.home))]
    folders = [one.home, one.feeds, *([one.database.parent] if one.database else [])]
    apart = [folder for folder in dict.fromkeys(folders) if folder == one.home or not folder.is_relative_to(one.home)]
    return _filled(
        ["csm.service", "csm.timer"],
        PROJECT=PROJECT,
        USER=one.user,
        COMMAND=" ".join(command),
        WRITABLE=" ".join(_unit_word(str(folder)) for folder in apart),
    )


def _unit_word(word: str) -> str:
    """As systemd.syntax(7) quotes it; % would begin a specifier."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return escaped if re.fullmatch(r"[\w./@:+%-]+", escaped) else f'"{escaped}"'


def _github(one: Installation) -> dict[str, str]:
    home = one.home.relative_to(one.top).as_posix()
    if not one.feeds.is_relative_to(one.top):
        raise ConfigError(one.feeds, "", f"is outside of the repository {one.top}, where the workflow looks for feeds")
    feeds = one.feeds.relative_to(one.top).as_posix()
    for path in (home, feeds):
        if not re.fullmatch(r"[\w./-]+", path, re.ASCII):
            raise ConfigError(
                path, "", "has other signs than letters, digits, '-', '_' and '.', which a workflow quotes"
            )
    return _filled(
        [".github/workflows/live.yml"],
        REPOSITORY=urlsplit(PROJECT).path.strip("/"),
        HOME=home,
        FEEDS=feeds,
        PACKAGE="." if one.top_is_source else shlex.quote(f"csm_crawler @ {_archive(one)}"),
    )


def _docker(one: Installation) -> dict[str, str]:
    compose = _filled(
        ["compose.yaml"],
        BUILD=_yaml_word(str(one.source)) if one.source else ".",
        HOME=_yaml_word(str(one.home)),
        UID=str(one.uid),
        GID=str(one.gid),
    )
    return compose if one.source else {**dockerfile(f"csm_crawler[postgres] @ {_archive(one)}"), **compose}


def dockerfile(package: str, *, copied: str = "") -> dict[str, str]:
    """An image in which a package of pip is installed; `copied` is what of the build's folder it is made from."""
    copy = f"COPY {copied} /src/\n" if copied else ""
    return _filled(["Dockerfile"], SOURCE=copy, PACKAGE=shlex.quote(package))


def _yaml_word(word: str) -> str:
    """In double quotes, which YAML shares with JSON; a $ would begin a variable of compose."""
    return json.dumps(word, ensure_ascii=False).replace("$", "$$")


def _nginx(one: Installation) -> dict[str, str]:
    if "$" in str(one.feeds):
        raise ConfigError(one.feeds, "", "has a $ in its name, which nginx would take for a variable")
    parts = urlsplit(one.base_url)
    feeds = str(one.feeds).replace("\\", "\\\\").replace('"', '\\"')
    return _filled(
        ["nginx.conf"],
        BASE_URL=one.base_url,
        SERVER=parts.hostname or "localhost",
        PATH=parts.path,
        FEEDS=f'"{feeds}/"',
    )


def _archive(one: Installation) -> str:
    return f"{PROJECT}/archive/refs/tags/v{one.version}.tar.gz"


def _filled(names: Sequence[str], **values: str) -> dict[str, str]:
    """The templates of these names with each @NAME@ replaced, in one pass: no value is looked into."""
    marks = re.compile("|".join(f"@{name}@" for name in values))
    files = {}
    for name in names:
        template = (TEMPLATES / PurePosixPath(name).name).read_text("utf-8")
        files[name] = marks.sub(lambda mark: values[mark[0].strip("@")], template)
    return files


KINDS: Mapping[str, Callable[[Installation], dict[str, str]]] = {
    "cron": _cron,
    "systemd": _systemd,
    "github": _github,
    "docker": _docker,
    "nginx": _nginx,
}
