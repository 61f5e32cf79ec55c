"""JSON in a page: as the whole of it, in a callback, in a `<script>`, or assigned to a variable."""

import json
import re
from typing import Any

import jmespath
import parsel

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page


def read_state(page: Page, embedded: str = "") -> Any:
    """The JSON of a page, or what it embeds under a script's id or a variable's name; PageError where it is none."""
    text = page.text.strip().lstrip("\ufeff")
    if embedded:
        text = _embedded(text, embedded, page.url)
    elif match := re.match(r"(?:/\*.*?\*/)?\s*[\w$.]*\(", text):
        text = text[match.end() :]  # JSONP
    try:
        return json.JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError) as problem:
        raise PageError(page.url, f"is not JSON: {problem}") from problem


def ask_json(data: Any, path: str) -> Any:
    """What a JMESPath expression finds; None where it finds nothing."""
    return jmespath.search(path, data)


def _embedded(text: str, name: str, url: str) -> str:
    root = parsel.Selector(text=text, type="html")
    script = next(iter(root.xpath("//script[@id=$name]/text()", name=name).getall()), None)
    if script is not None:
        return script
    found = re.search(rf"(?<![\w$.]){re.escape(name)}\s*=\s*(?=[\[{{])", text)
    if not found:
        raise PageError(url, f"embeds no {name}")
    return text[found.end() :]
