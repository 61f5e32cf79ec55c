"""The picture of a feed's entry."""

import html
import re

_IMG = re.compile(r"<img\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(data-src|data-original|src|width|height)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.I
)
# WeChat's pictures have their form in the query: https://mmbiz.qpic.cn/…/0?wx_fmt=jpeg
_EXTENSION = re.compile(r"(?:\.|[?&]wx_fmt=)(?:jpe?g|png|webp|gif|avif)(?:[?!#&]|$)", re.IGNORECASE)
_NO_PICTURE = re.compile(r"/core/emoji/|/smilies/|[/.](?:pixel|stats?|count|feedburner)[/.]|~r/|~4/", re.IGNORECASE)
_LOOKED_AT = 200_000


def is_image(url: str, kind: str) -> bool:
    """Whether an enclosure is a picture: by its media type, and where it has none by its name."""
    return kind.lower().startswith("image") if kind else _EXTENSION.search(url) is not None


def first_image(markup: str) -> str:
    """The address of the first picture in HTML, as it stands there; tracking pixels are none."""
    for tag in _IMG.finditer(markup[:_LOOKED_AT]):
        values = {name.lower(): html.unescape(value.strip("\"'")).strip() for name, value in _ATTRIBUTE.findall(tag[1])}
        url = values.get("data-src") or values.get("data-original") or values.get("src", "")
        is_pixel = values.get("width") in ("0", "1") or values.get("height") in ("0", "1")
        if url and not (is_pixel or url.startswith("data:") or _NO_PICTURE.search(url)):
            return url
    return ""
