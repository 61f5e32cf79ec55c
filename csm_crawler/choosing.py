"""The spider's arguments → the sites that a run reads."""

from collections.abc import Mapping

from csm_crawler.errors import ConfigError
from csm_crawler.extract import check_site
from csm_crawler.sites import Site, unknown_site
from csm_crawler.walking import read_since

ARGUMENTS = ("sites", "backfill", "since")


def choose_sites(known: Mapping[str, Site], enabled: list[str], arguments: dict[str, str]) -> dict[str, Site]:
    """The sites that a run reads; ConfigError names what is unknown and what there is."""
    for key in arguments:
        if key not in ARGUMENTS:
            raise ConfigError(
                f"-a {key}", "", "is no argument; allowed are sites=NAME,NAME, backfill=NAME,NAME, since=DAY"
            )
    if "sites" in arguments and "backfill" in arguments:
        raise ConfigError("-a sites", "", "is not for a backfill, which names its sites itself: backfill=NAME,NAME")
    if "since" in arguments and "backfill" not in arguments:
        raise ConfigError("-a since", "", "says where a backfill ends; name its sites with backfill=NAME,NAME")
    read_since(arguments.get("since", ""))
    where = "backfill" if "backfill" in arguments else "sites"
    named = [name.strip() for name in arguments.get(where, "").split(",") if name.strip()]
    if where in arguments and not named:
        raise ConfigError(f"-a {where}", "", f"is empty; it must be {where}=NAME,NAME")
    for name in named or enabled:
        if name not in known:
            said = f"-a {where}" if named else "sites"  # of csm.toml, CSM_SITES or -s: whichever was the last to say it
            raise ConfigError(said, "", unknown_site(name, known))
    chosen = {name: known[name] for name in named or enabled}
    for site in chosen.values():
        check_site(site)
    return chosen
