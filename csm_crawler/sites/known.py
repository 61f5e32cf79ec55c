"""The sites there are by name, each read when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from csm_crawler.sites.loader import read_site, site_folders
from csm_crawler.sites.site import Site


class KnownSites(Mapping[str, Site]):
    """Every site by its name, sorted: to ask which there are reads no file, to ask for one reads its file once.

    A run knows a hundred sites and visits three; reading them all would take longer than much of what it does.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = dict(sorted(files.items()))
        """Name → the site's file."""
        self._read: dict[str, Site] = {}

    def __getitem__(self, name: str) -> Site:
        """ConfigError where the file is not right."""
        if name not in self._read:
            self._read[name] = read_site(self.files[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def load_sites(home: Path) -> KnownSites:
    """The built-in sites, and the home's own over them; ConfigError at the first of the home's that is not right.

    Somebody wrote those by hand: a slip in one of them is told also where no run visits it.
    """
    built_in, own = ({path.stem: path for path in folder.glob("*.toml")} for folder in site_folders(home))
    sites = KnownSites(built_in | own)
    for name in sorted(own):
        sites[name]  # reads it
    return sites


def unknown_site(name: str, known: Iterable[str]) -> str:
    """What to tell of a name that no site has: those near it, and where all are."""
    from difflib import get_close_matches  # here, not above: hardly any run needs it

    near = ", ".join(get_close_matches(name.lower(), list(known)))
    return f"names {name!r}, which is no site{f'; near it: {near}' if near else ''}; csm sites list shows all"
