"""What a first run of many sites costs beside a spider that only reads their cards, and what memory beside a small one.

Run: python bench/many.py [ROUNDS]      (default 5; needs nginx, which serves the pages on loopback; a minute a round)

Fifty sites of twenty pages with ten cards each, every site a host of its own (127.0.1.1, 127.0.1.2, …), one request at
a time to each and no delay. `scrapy crawl csm` puts all of it through everything: dates, languages, tags, the store and
its search, feeds in three formats, their archives and pages. The other spider parses the same pages and yields the same
four words of each card. All run in turn, A B C A B C …; a ratio is the median of the ratios of the rounds.
"""

import shutil
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from made import SITES as LANGUAGES_TURN
from made import Maker, maker
from nochange import PORT, measure, served

SITES, FEW_SITES, PAGES, CARDS = 50, 5, 20, 10
AT_MOST, MEMORY_AT_MOST = 2.0, 1.3
LAST = datetime(2025, 11, 20, tzinfo=UTC)
"""The day of each site's newest article; it has one a day."""
SITE = """\
title = "Site {number}"
url = "{base}page/1/"
kind = "selectors"
min_cards = {cards}
[selectors]
item = "article"
title = "h2"
link = "h2 a"
date = ".date"
teaser = ".summary p"
[pages]
url = "{base}page/{{page}}/"
limit = {pages}
"""
PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Site {site}, page {number}</title>
<link rel="stylesheet" href="/style.css"><meta name="viewport" content="width=device-width"></head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main>
{articles}
<nav class="pages">{next}</nav>
</main>
<aside><form action="/search/"><input name="q"></form><ul>{menu}</ul></aside><footer><p>Site {site}</p></footer>
</body></html>
"""
ARTICLE = """\
<article class="post" id="post-{number}"><header><h2><a href="/news/{number}/" rel="bookmark">{title}</a></h2>
<div class="meta"><span class="date">{date:%Y-%m-%d}</span> <a href="/author/editor/" rel="author">Editor</a></div>
</header>
<div class="summary"><p>{teaser}</p></div>
<footer><a class="more" href="/news/{number}/">Read on</a> <a href="/news/{number}/#comments">No comments</a></footer>
</article>
"""
YIELDS = """\
import scrapy
class Yields(scrapy.Spider):
    name = "yields"
    custom_settings = {{"CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0}}
    start_urls = [f"http://127.0.1.{{number}}:{port}/page/1/" for number in range(1, {sites} + 1)]
    def parse(self, response):
        for card in response.css("article"):
            yield {{
                "url": response.urljoin(card.css("h2 a::attr(href)").get()),
                "title": card.css("h2 a::text").get().strip(),
                "date": card.css(".date::text").get(),
                "teaser": card.css(".summary p::text").get().strip(),
            }}
        if after := response.css("a.next::attr(href)").get():
            yield response.follow(after, self.parse)
    def closed(self, reason):
        open("cards", "w").write(str(self.crawler.stats.get_value("item_scraped_count")))
"""


def main() -> None:
    """Serve, warm up, compare."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx serves as another user where it is started as root
        write_pages(folder / "www", maker())
        many, few = make_home(folder / "many", SITES), make_home(folder / "few", FEW_SITES)
        bare = folder / "bare"
        bare.mkdir()
        (bare / "yields.py").write_text(YIELDS.format(port=PORT, sites=SITES), "utf-8")
        with served(folder):
            turns = [(crawl(many, SITES), yields(bare), crawl(few, FEW_SITES)) for _ in range(rounds + 1)][1:]
        files = sum(path.is_file() for path in (many / "feeds").rglob("*"))
    print(f"{SITES * PAGES * CARDS} cards, {files} files written, {rounds} rounds")
    print(f"{'':12}{'csm':>9}{'other':>9}{'ratio':>8}{'at most':>9}   beside")
    for row, at, other, bound, beside in (
        ("wall s", 0, 1, AT_MOST, "a spider that yields the cards"),
        ("CPU s", 1, 1, AT_MOST, "a spider that yields the cards"),
        ("peak MB", 2, 2, MEMORY_AT_MOST, f"a run of {FEW_SITES * PAGES * CARDS} cards"),
    ):
        ours, theirs = (statistics.median(turn[side][at] for turn in turns) for side in (0, other))
        ratio = statistics.median(turn[0][at] / turn[other][at] for turn in turns)
        print(f"{row:12}{ours:9.2f}{theirs:9.2f}{ratio:8.2f}{bound:9.1f}   {beside}")


def write_pages(www: Path, make: Maker) -> None:
    """The pages of all sites, below a folder for each host."""
    for site in range(SITES):
        host = www / f"127.0.1.{site + 1}"
        for number in range(1, PAGES + 1):
            path = host / "page" / str(number) / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(page(make, site, number), "utf-8")
        (host / "robots.txt").write_text("User-agent: *\nDisallow: /admin/\n", "utf-8")


def page(make: Maker, site: int, number: int) -> str:
    """One page of a site; its articles name the platforms that they are about."""
    places = range((number - 1) * CARDS, number * CARDS)
    articles = [make.reading(place * LANGUAGES_TURN + site, SITES * PAGES * CARDS).article for place in places]
    names = [", ".join(make.catalogue.platforms[slug].name for slug in one.platforms) for one in articles]
    return PAGE.format(
        site=site,
        number=number,
        language=articles[0].language,
        menu="".join(f'<li><a href="/topic/{topic}/">{topic}</a></li>' for topic in make.topics),
        articles="".join(
            ARTICLE.format(
                number=place, title=f"{about}: {one.title}", teaser=one.summary, date=LAST - timedelta(days=place)
            )
            for place, one, about in zip(places, articles, names, strict=True)
        ),
        next=f'<a class="next" href="/page/{number + 1}/">Older</a>' if number < PAGES else "",
    )


def make_home(home: Path, sites: int) -> Path:
    """A home that collects so many of the sites."""
    (home / "sites").mkdir(parents=True)
    for number in range(1, sites + 1):
        text = SITE.format(number=number, base=f"http://127.0.1.{number}:{PORT}/", cards=CARDS, pages=PAGES)
        (home / "sites" / f"s{number:02}.toml").write_text(text, "utf-8")
    names = ", ".join(f'"s{number:02}"' for number in range(1, sites + 1))
    (home / "csm.toml").write_text(f"sites = [{names}]\n", "utf-8")
    (home / "scrapy.cfg").write_text("[settings]\ndefault = csm_crawler.settings\n", "utf-8")
    return home


def crawl(home: Path, sites: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of a first run of so many sites."""
    for path in home.glob("csm.sqlite3*"):
        path.unlink()
    shutil.rmtree(home / "feeds", ignore_errors=True)
    at_once = ["-s", "DOWNLOAD_DELAY=0", "-s", "DOWNLOAD_DELAY_JITTER=0"]
    cost = measure([sys.executable, "-m", "scrapy", "crawl", "csm", *at_once], home)
    with closing(sqlite3.connect(home / "csm.sqlite3")) as store:
        check(store.execute("SELECT count(*) FROM article").fetchone()[0], sites)
    return cost


def yields(folder: Path) -> tuple[float, float, float]:
    """The same of the spider that only reads the cards."""
    cost = measure([sys.executable, "-m", "scrapy", "runspider", "-L", "ERROR", "yields.py"], folder)
    check(int((folder / "cards").read_text("utf-8")), SITES)
    return cost


def check(cards: int, sites: int) -> None:
    """Stop where not all cards came."""
    if cards != sites * PAGES * CARDS:
        raise SystemExit(f"{cards} cards came of {sites} sites")


if __name__ == "__main__":
    main()
