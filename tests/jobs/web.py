"""Sites in memory: what a visitor would get for each URL, and what it asked for."""

from datetime import UTC, datetime

from csm_crawler.errors import PageError
from csm_crawler.extract import Page, PageRequest

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Web:
    """URL → body, or the problem in which asking for it ends; answers 404 to all else."""

    def __init__(self, pages: dict[str, str | PageError], **headers: str) -> None:
        self.pages, self.headers = pages, headers
        self.asked: list[str] = []

    async def fetch(self, request: PageRequest) -> Page:
        self.asked.append(request.url)
        url = request.url.split("&_fields")[0]
        found = self.pages.get(url, PageError(request.url, "answered 404"))
        if isinstance(found, PageError):
            raise found
        return Page(url=request.url, body=found.encode(), fetched_at=NOW, headers=self.headers)


TITLES = (
    "Weibo opens a shop for small brands",
    "Douyin sings in the streets of Lima",
    "Tmall sells more tea than last year",
    "WeChat moves its button to the left",
    "Kuaishou buys a farm near the city",
    "Xiaohongshu teaches a class of cooks",
    "Bilibili shows the winter in colors",
    "Pinduoduo lends a field to students",
)


def teaser(number: int) -> str:
    return f"What came of it, and what the neighbors say, in {number + 3} sentences of our own."


def html(head: str = "", body: str = "", *, path: str = "/news") -> str:
    """A listing as a blog prints it."""
    cards = "".join(
        f"<li class=story><h3><a href='{path}/{n}/'>{title}</a></h3><time>{19 - n} November 2026</time>"
        f"<p>{teaser(n)}</p></li>"
        for n, title in enumerate(TITLES)
    )
    menu = "<nav><a href='/'>Home</a> <a href='/about/'>About us</a></nav>"
    return (
        f"<!doctype html><html lang=en><head><title>One example</title>{head}</head>"
        f"<body>{menu}<ul>{cards}</ul>{body}</body></html>"
    )


OTHER_TITLES = tuple(f"A reader says this of story {n}" for n in range(8))


def rss(
    *, path: str = "https://one.example/news", year: int = 2026, count: int = 8, titles: tuple[str, ...] = TITLES
) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{path}/{n}/</link><description>{teaser(n)}</description>"
        f"<pubDate>{19 - n:02} Nov {year} 09:00:00 +0800</pubDate></item>"
        for n, title in enumerate(titles[:count])
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>One feed</title>{items}</channel></rss>'
