"""Templates → pages: what all of them share, and the one door to Jinja2."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from csm_crawler.publish.place import Place
from csm_crawler.publish.wording import LANGUAGES, TAGS, words

NAVIGATION = (("index", "nav_index"), ("index#feeds", "nav_feeds"), ("trends", "nav_trends"))
STATUS = ("status", "nav_status")
"""Only where sites are asked over the network: nobody judges saved pages."""
"""What the head of every page leads to: a page, with a place on it, and the key of its name in words/base.toml."""
EARLY, LATE = "early.js", "page.js"
"""Scripts of all pages: one that sets the theme before anything is drawn, one for the buttons."""
_TEMPLATES = Path(__file__).parent / "templates"


def render(
    template: str,
    place: Place,
    *,
    words_of: Sequence[str] = (),
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    base_url: str = "",
    has_status: bool = False,
    **values: object,
) -> bytes:
    """A page in UTF-8, of a template that extends base.html. It needs no other file and no server.

    `words_of` names files beside words/base.toml, `scripts` and `styles` files beside the templates that it runs and
    looks by; `has_status`: whether status.html is there to lead to. `values` are what the template itself shows; it
    also knows `w` (the words), `place` and `base_url`.
    """
    late = "\n".join(map(_text, (LATE, *scripts)))
    page = (
        _environment()
        .get_template(template)
        .render(
            w=words(place.language, *words_of),
            place=place,
            tag=TAGS[place.language],
            base_url=base_url,
            css="\n".join(map(_text, ("page.css", *styles))),
            early=_text(EARLY),
            late=late,
            policy=_policy(_text(EARLY), late),
            navigation=list(_navigation(place, has_status=has_status)),
            languages=[(tag, name, TAGS[tag], place.page(place.name, tag)) for tag, name in LANGUAGES.items()],
            **values,
        )
    )
    return page.encode()


def _navigation(place: Place, *, has_status: bool) -> Iterator[tuple[str, str, bool]]:
    """Link, key of its name, and whether it is this page itself."""
    for target, key in (*NAVIGATION, STATUS) if has_status else NAVIGATION:
        name, mark, part = target.partition("#")
        yield f"{place.page(name)}{mark}{part}", key, target == place.name


def _policy(*scripts: str) -> str:
    """What a browser may do: run just these scripts, load nothing."""
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts
    )
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("csm_crawler.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _text(name: str) -> str:
    """A stylesheet or script, as it stands in a page."""
    return (_TEMPLATES / name).read_text("utf-8").strip()
