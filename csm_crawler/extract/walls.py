"""Pages that stand in front of the real one: captchas, bot checks, logins, consent, and what is no listing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from csm_crawler.errors import PageError
from csm_crawler.extract.page import Page

if TYPE_CHECKING:
    from csm_crawler.extract.wallmarks import Mark


MOST_TEXT = 1_500_000
"""Characters of a page that is looked at: walls bring their scripts and styles along, but not that many."""
_MOST_ELEMENTS = 5000
_MOST_SAID = 12_000
"""Characters of what it says."""
_MOST_TITLE = 200
_MOST_QUOTED = 40
_HEADLINE, _LONG = 4.0, 8.0
"""Words of a link from which on it is a headline; a long one is, whatever it is about."""
_WORD = re.compile(r"\w+")
_UNSEEN = frozenset(
    ["style", "template", "svg", "math", "select", "object", "iframe", "noscript", "script", "textarea"]
)
_TELLING = frozenset(["noscript", "script", "textarea"])
_MENUS = frozenset(["nav", "footer"])
_WEIGHTY = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "article"])
"""A link in one of these, or around it, is a headline however short it is."""
_OWN = (
    "cookie privac datenschutz terms condition condicion aviso legal polic polít consent partner socios login log~in"
    " sign register account sesión registr password contraseña help ayuda support contact captcha cloudflare domain"
    " dominio subscri suscr browser navegador javascript 隐私 协议 条款 登录 注册 帮助 反馈 域名"
)
"""Stems of words of the links that walls have of their own; ~ is a blank."""
_OWN_STEMS = tuple(stem.replace("~", " ") for stem in _OWN.split())
_STATE = ("__next_data__", "__nuxt__", "initial_state__", "initialstate", "application/ld+json", "application/json")
"""In lower case: what a page has that asks for JavaScript and brings all its articles along."""
_MOST_SHELL = 100_000
"""Characters of scripts in a page of nothing else, of which none is state under a name of its own."""
_PROTECTED = r"(?i)(?<!\w)\w{1,30} (?:\w{1,30} ){0,3}(?:by|por|durch|par) (?:google )?(?:re|h)captcha[^.]{0,200}"
"""What stands below a form for comments or letters."""


class Walled(PageError):
    """The page is not the one that was asked for: something stands in front of it."""


def check_wall(page: Page) -> None:
    """Walled where something stands in front of the page, with what it looks like and by which sign."""
    if wall := find_wall(page):
        raise Walled(page.url, f"looks like {wall}")


def find_wall(page: Page) -> str:
    """What a page of HTML looks like, such as "a captcha page: GeeTest"; empty where it is the page itself.

    A site may show a banner, a link to log in or a captcha below its comments, and write about all these. So no page
    with a headline, a date or many words is a wall, and what links say is not what the page says.
    """
    if not page.is_html or len(page.text) > MOST_TEXT:
        return ""
    sight = _look(page)
    return _name(sight) if sight else ""


@dataclass(slots=True)
class _Sight:
    """What a page shows, as far as it tells a wall from a listing."""

    title: str = ""
    said: str = ""
    """Outside of links and menus, in one line."""
    unscripted: str = ""
    """What is said where scripts do not run."""
    code: str = ""
    """Scripts and attributes, in lower case."""
    links: int = 0
    """Those that lead to other pages, but for a wall's own."""
    has_form: bool = False
    """For comments or letters: a captcha may be its own."""
    weight: float = 0.0
    """Words that are said."""


def _name(sight: _Sight) -> str:
    # Most pages show at once that they are none: only the others pay for some forty patterns.
    from csm_crawler.extract.wallmarks import MARKS

    return next((found for mark in MARKS if (found := _matches(mark, sight))), "")


def _matches(mark: Mark, sight: _Sight) -> str:
    if sight.weight > mark.most or sight.links > mark.most_links:
        return ""
    if mark.code and not any(one in sight.code for one in mark.code):
        return ""
    if mark.code and mark.words and sight.has_form:
        return ""
    found = ""
    if mark.title:
        found = next((part for part in _parts(sight.title) if mark.title.fullmatch(part)), "")
    elif mark.words:
        said = mark.words.search(f"{sight.said} {sight.unscripted}" if mark.unscripted else sight.said)
        found = said[0] if said else ""
    if (mark.title or mark.words) and not found:
        return ""
    if mark.unscripted and (len(sight.code) > _MOST_SHELL or any(one in sight.code for one in _STATE)):
        return ""
    return f"{mark.wall}: {mark.name or found[:_MOST_QUOTED]}"


def _parts(title: str) -> list[str]:
    """A title and its parts: "Attention Required! | Cloudflare"."""
    return [title, *(part.strip() for part in re.split(r"[|_–—·-]", title))]


def _look(page: Page) -> _Sight | None:
    """None where it is sure to be no wall."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return None if root is None else _Look(page.url).at(root)


class _Look:
    """One walk over a page, element by element."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sight = _Sight()
        self.said: list[str] = []
        self.code: list[str] = []
        self.unscripted: list[str] = []
        self.menus = self.weighty = 0
        self.link: etree._Element | None = None
        self.of_link: list[str] = []
        self.is_listing = False

    def at(self, root: etree._Element) -> _Sight | None:
        """What is seen; None at the first headline or date."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for steps, (event, element) in enumerate(walker):
            if event == "start":
                self._enter(element)
                if element.tag in _UNSEEN or element.tag == "title":
                    walker.skip_subtree()
                elif element.text:
                    self._hear(element.text)
            else:
                self._leave(element)
                if element.tail:
                    self._hear(element.tail)
            if self.is_listing or steps > 2 * _MOST_ELEMENTS:
                return None
        return self._sum_up()

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "time":
            self.is_listing = True
        elif tag == "title":
            self.sight.title = self.sight.title or _in_line("".join(element.itertext()))[:_MOST_TITLE]
        elif tag in _TELLING:
            (self.unscripted if tag == "noscript" else self.code).extend(element.itertext())
        self.menus += tag in _MENUS
        self.weighty += tag in _WEIGHTY
        if tag == "a":
            self.link, self.of_link = element, []
            return
        self.code.extend(element.attrib.values())
        if tag == "input" and (element.get("type") or "").lower() == "password":
            self.code.append("type=password")
        name = (element.get("name") or "").lower()
        if (tag == "input" and (element.get("type") or "").lower() == "email") or (
            tag == "textarea" and "captcha" not in name and not element.text
        ):
            self.sight.has_form = True

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a" and element is self.link:
            self._judge_link(element)
            self.link = None
        self.menus -= tag in _MENUS
        self.weighty -= tag in _WEIGHTY

    def _hear(self, text: str) -> None:
        if self.link is not None:
            self.of_link.append(text)
        elif not self.menus:
            self.said.append(text)

    def _judge_link(self, element: etree._Element) -> None:
        words = _in_line("".join(self.of_link))
        if self.menus or not words or not self._leads_on(element.get("href") or ""):
            return
        weight, is_own = _weight(words), any(stem in words.lower() for stem in _OWN_STEMS)
        in_weighty = self.weighty > 0 or any(child.tag in _WEIGHTY for child in element.iter())
        threshold = _LONG if is_own else 0.0 if in_weighty else _HEADLINE
        self.sight.links += not is_own
        self.is_listing = weight >= threshold

    def _leads_on(self, href: str) -> bool:
        """Whether a link leads to another page than this one and the site's first."""
        if href.startswith(("#", "javascript:", "mailto:", "tel:")) or not href.strip():
            return False
        try:
            url = urljoin(self.url, href.strip())
            parts = urlsplit(url)
        except ValueError:
            return False
        return url != self.url and (parts.path not in ("", "/") or bool(parts.query or parts.fragment))

    def _sum_up(self) -> _Sight | None:
        said = re.sub(_PROTECTED, "", _in_line(" ".join(self.said))[: _MOST_SAID + 1])
        if len(said) > _MOST_SAID:
            return None
        sight = self.sight
        sight.said, sight.weight = said, _weight(said)
        sight.unscripted = _in_line(" ".join(self.unscripted))[:_MOST_SAID]
        sight.code = "\n".join(self.code).lower()
        return sight


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _weight(text: str) -> float:
    """How many words a text has; a Chinese character is half of one."""
    return sum(1.0 if word[0] < "\u3040" else len(word) / 2 for word in _WORD.findall(text))
