"""The lead image of an entry: shown only where the site's file allows it, and told no more of than is known."""

from urllib.parse import urlsplit

from csm_crawler.items import Article
from csm_crawler.publish.clean import web_url
from csm_crawler.publish.feed import Source, is_link_only

_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def entry_image(article: Article, source: Source) -> str:
    """URL; empty where the article has none, or its site does not let it be shown."""
    return web_url(article.image) if source.images and article.image and not is_link_only(article) else ""


def image_type(url: str) -> str:
    """The media type that the ending of the URL's path names; empty where it names none that we know."""
    return _TYPES.get(urlsplit(url).path.rpartition(".")[2].lower(), "")
