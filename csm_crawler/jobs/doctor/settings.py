"""Whether csm.toml, the site files and the catalogue say what a run can do."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from csm_crawler.config import BASE_URL, Config
from csm_crawler.errors import ConfigError
from csm_crawler.extract import check_site
from csm_crawler.fixtures import saved_page
from csm_crawler.jobs.doctor.finding import Finding, note, ok, wrong
from csm_crawler.jobs.queries import choosers
from csm_crawler.platforms import load_catalogue
from csm_crawler.sites import KnownSites, Site, read_site, site_folders, unknown_site


def findings(config: Config) -> Iterator[Finding]:
    """Of a configuration that could be read."""
    yield ok("configuration", str(config.file or "the demonstration, without csm.toml"))
    yield _base_url(config)
    yield _contact(config)
    known, broken = _known(config)
    yield from broken
    sites, problems = _enabled(config, known)
    yield from problems
    if not config.sites:
        yield wrong("sites", "none is enabled", "`csm sites enable NAME` adds one; `csm sites list` shows all")
    elif not broken and not problems:
        saved = sum(bool(site.saved) for site in sites)
        yield ok("sites", f"{len(sites)} enabled" + (f", {saved} of them read saved pages" if saved else ""))
    yield _robots(sites)
    yield from _feeds(config, known)


def _base_url(config: Config) -> Finding:
    if config.base_url == BASE_URL and not config.demonstration:
        advice = "set base_url in csm.toml to where feeds/ is served, before you publish"
        return note("base_url", f"is still {BASE_URL}, which only this machine can read", advice)
    return ok("base_url", config.base_url)


def _contact(config: Config) -> Finding:
    if not config.contact and not config.demonstration:
        advice = "set contact in csm.toml to a mail address or page: whoever is disturbed can write to you"
        return note("contact", "is empty", advice)
    return ok("contact", config.contact or "not needed: no server is visited")


def _known(config: Config) -> tuple[KnownSites, list[Finding]]:
    """All sites whose files are right, and a finding for each file of the home that is not."""
    built_in, own = ({path.stem: path for path in folder.glob("*.toml")} for folder in site_folders(config.home))
    broken = {}
    for name, path in sorted(own.items()):
        try:
            check_site(read_site(path))
        except ConfigError as error:
            broken[name] = wrong("sites", str(error), "mend the file, or move it away: it ends every run")
    return KnownSites(built_in | {name: path for name, path in own.items() if name not in broken}), [*broken.values()]


def _enabled(config: Config, known: KnownSites) -> tuple[list[Site], list[Finding]]:
    sites, problems = [], []
    broken = {path.stem for path in (config.home / "sites").glob("*.toml")} - set(known)
    for name in config.sites:
        if name in broken:
            continue
        if name not in known:
            problems.append(wrong("sites", f"sites {unknown_site(name, known)}", "mend `sites` in csm.toml"))
            continue
        site = known[name]
        missing = [page for page in site.saved if saved_page(config.home, name, page) is None]
        if missing:
            advice = f"put it there, or leave `saved` out of {site.file} to read the site itself"
            problems.append(wrong("sites", f"{name}: fixtures/{name}/{missing[0]} is missing", advice))
        sites.append(site)
    return sites, problems


def _robots(sites: list[Site]) -> Finding:
    own = [site for site in sites if site.own]
    if not own:
        return ok("robots.txt", "is obeyed everywhere")
    said = ", ".join(f"{site.name} ({urlsplit(site.feed or site.url).hostname})" for site in own)
    return note("robots.txt", f"is not asked by {said}", "right for servers of your own: own = true says so")


def _feeds(config: Config, known: KnownSites) -> Iterator[Finding]:
    """The catalogue of the home, and the feeds of the user's choice."""
    try:
        catalogue = load_catalogue(config.home / "platforms.toml")
        choosers(config.queries, catalogue, known, file=config.file or "csm.toml")
    except ConfigError as error:
        yield wrong("catalogue", str(error), "mend it; CONTRIBUTING.md shows how a platform is described")
    else:
        own = f", {len(config.queries)} feeds of your choice" if config.queries else ""
        yield ok("catalogue", f"{len(catalogue.platforms)} platforms{own}")
