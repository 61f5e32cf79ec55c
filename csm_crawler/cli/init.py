"""`csm init`: a home folder."""

import shlex
from pathlib import Path

import click

from csm_crawler.cli.context import home_folder
from csm_crawler.config import FILE
from csm_crawler.errors import ConfigError

TEMPLATE = """\
# csm_crawler: this folder is a home. Every key may also come from the environment (CSM_BASE_URL …)
# and, for `scrapy crawl csm`, from `-s CSM_BASE_URL=…`; the later of these wins.

# Where feeds/ is served. Subscribers' readers see it in every feed, so set it before you publish.
# base_url = "https://example.org/china/"

# The sites to collect: `csm sites list` shows all, `csm sites enable NAME` asks one and adds it here. This one reads
# saved pages and needs no network.
sites = ["chinasocialmedia"]

# A mail address or page, named to the sites that we visit.
# contact = "you@example.org"

# Where articles are kept, and where feeds are written.
# database = "sqlite:////srv/csm/csm.sqlite3"
# feeds = "feeds"

# A WebSub hub that your subscribers' readers follow: named in the feeds, and told at once when one changes.
# hub = "https://hub.example.org/"

# How much is told on stderr: CRITICAL, ERROR, WARNING, INFO or DEBUG.
# log_level = "WARNING"
# And how: text, or json for one object a line.
# log_format = "text"

# How often `csm run` asks a site at most and at least; between these it learns when each of them publishes.
# [schedule]
# min_minutes = 30
# max_hours = 24

# How long what is stored is kept; `csm clean` removes the rest, and a run the bodies of pages that are too old or too
# many. Articles that were removed never come back as new.
# [keep]
# articles = "forever"          # or a number of days from their first sight
# bodies_days = 90              # of the pages that articles were read from; 0 keeps none
# bodies_mb = 200               # of all of them together, compressed

# A feed of your own choice, filled from the whole archive: feeds/luxury-shops.rss
# [[feed]]
# name = "luxury-shops"
# title = "Luxury on China's shops"
# platforms = ["tmall", "jd"]   # also groups, topics, languages, sites
# topics = ["luxury"]
# exclude = ["outlet"]          # words; include: words of which title or summary must hold one
# dated = "found"              # by first sight: for readers that take only what is dated later than the last
"""


@click.command(epilog="Example: csm init ~/csm")
@click.argument("directory", required=False, type=click.Path(file_okay=False, path_type=Path))
def command(directory: Path | None) -> None:
    """Make DIRECTORY (default: the home folder) a home, with a commented csm.toml."""
    folder = directory or home_folder(must_exist=False)
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sites").mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(TEMPLATE)
    except FileExistsError:
        raise ConfigError(file, "", "is there already; it was left as it is") from None
    except OSError as problem:
        raise ConfigError(folder, "", f"cannot be made: {problem.strerror}") from problem
    where = f"-C {shlex.quote(str(folder))} " if folder.resolve() != Path.cwd() else ""
    click.echo(f"{file} is made; now run: csm {where}run")
