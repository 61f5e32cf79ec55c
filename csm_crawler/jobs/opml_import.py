"""OPML → site files of the home, each read back by the loader before it stays."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from csm_crawler.errors import ConfigError
from csm_crawler.extract import check_site
from csm_crawler.extract.opml import Outline, read_opml
from csm_crawler.jobs.opml_site import NotRead, describe
from csm_crawler.jobs.sitefile import text_of
from csm_crawler.normalize.urls import canonical_url
from csm_crawler.sites import Site, load_sites, read_site

MAX_BYTES = 16 * 2**20
MAX_SITES = 2000
"""New ones of one file; whoever follows more has it in several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one outline."""

    state: str
    """new, known or left out."""
    name: str
    """Of the site; of one that was left out its title or address."""
    told: tuple[str, ...] = ()
    """What was lost, or why it was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file."""

    results: tuple[Result, ...]
    problem: str = ""
    """Where it was not read to its end."""

    def names(self, *states: str) -> list[str]:
        """Of the sites in these states."""
        return list(dict.fromkeys(one.name for one in self.results if one.state in states))


def import_opml(file: Path, home: Path, *, today: datetime, scope: str = "china") -> Imported:
    """Write a site file for each feed of an OPML file that no site reads yet; ConfigError where it is none.

    Nothing is written over, and nobody is asked.
    """
    opml = read_opml(_body(file))
    if opml is None:
        raise ConfigError(file, "", "is no OPML")
    importer = _Importer(file, home, today, scope)
    return Imported(results=tuple(importer.results(opml.outlines)), problem=opml.problem)


def _body(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            body = source.read(MAX_BYTES + 1)
    except OSError as problem:
        raise ConfigError(file, "", f"cannot be read: {problem.strerror}") from problem
    if len(body) > MAX_BYTES:
        raise ConfigError(file, "", f"is over {MAX_BYTES // 2**20} MB, which no list of feeds is")
    return body


class _Importer:
    """What is there already, kept up while sites are added."""

    def __init__(self, file: Path, home: Path, today: datetime, scope: str) -> None:
        self.comment = f"Imported from {file.name} on {today:%Y-%m-%d}."
        self.folder, self.scope = home / "sites", scope
        known = load_sites(home)
        self.names = set(known)
        self.addresses = {key: site.name for site in known.values() for key in _keys(site)}

    def results(self, outlines: Collection[Outline]) -> Iterator[Result]:
        """One an outline, in their order."""
        new = 0
        for outline in outlines:
            result = self._add(outline) if new < MAX_SITES else _left_out(outline, f"more than {MAX_SITES} new sites")
            new += result.state == "new"
            yield result

    def _add(self, outline: Outline) -> Result:
        try:
            described = describe(outline)
        except (NotRead, ConfigError) as problem:
            return _left_out(outline, problem.problem if isinstance(problem, ConfigError) else str(problem))
        site = described.site
        name = next((self.addresses[key] for key in _keys(site) if key in self.addresses), "")
        if name:
            return Result(state="known", name=name)
        site = replace(site, name=self._free(site.name), scope=self.scope if site.scope == "china" else site.scope)
        try:
            self._write(site)
        except ConfigError as error:
            return _left_out(outline, f"{error.key} {error.problem}".strip())
        self.names.add(site.name)
        self.addresses |= dict.fromkeys(_keys(site), site.name)
        return Result(state="new", name=site.name, told=described.lost)

    def _free(self, wanted: str) -> str:
        """The name, with a number where it is taken, also by a file that is no site."""
        name, number = wanted, 1
        while name in self.names or (self.folder / f"{name}.toml").exists():
            number += 1
            name = f"{wanted}-{number}"
        return name

    def _write(self, site: Site) -> None:
        file = self.folder / f"{site.name}.toml"
        try:
            file.parent.mkdir(exist_ok=True)
            with file.open("x", encoding="utf-8", errors="strict") as out:
                out.write(text_of(site, self.comment))
        except OSError as problem:
            raise ConfigError(file, "", f"cannot be written: {problem.strerror}") from problem
        try:
            check_site(read_site(file))
        except ConfigError:
            file.unlink()
            raise


def _keys(site: Site) -> list[str]:
    """The addresses that a site is known by."""
    urls = (site.feed, site.url, site.request.url) if site.kind != "feed" else (site.feed or site.url,)
    return [(canonical_url(url) or url).rstrip("/") for url in urls if url]


def _left_out(outline: Outline, why: str) -> Result:
    title = " ".join((outline.title or outline.url).split())[:80]
    return Result(state="left out", name="".join(one for one in title if one.isprintable()), told=(why,))
