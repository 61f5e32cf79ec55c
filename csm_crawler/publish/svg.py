"""SVG by hand: elements, how wide a text is, and the frame that all charts share.

A chart is legible by itself, as an image, and inside a page: there it takes the page's colors (`--ink`, `--paper` …).
Each color stands in it twice, because some programs that show SVG know no variables of CSS.
"""

import html
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, east_asian_width

from csm_crawler.publish.clean import clean_line

WIDTH = 760
PHONE = 360
"""The width for the screen of a telephone."""
NARROW = 500
MARGIN = 24
TEXT = 13
SMALL = 11.5
HEADING = 18
LINE = 1.45
"""Of its size: from one line of text to the next."""

COLORS = {
    "ink": ("#1f1d1b", "#ece8e2"),
    "soft": ("#5f5a54", "#a8a199"),
    "paper": ("#fbfaf8", "#161513"),
    "line": ("#e3dfd8", "#35312d"),
    "seal": ("#ab2d1a", "#ff8f78"),
    "two": ("#1d6a86", "#6fc2de"),
    "three": ("#8a6100", "#e2b64f"),
    "four": ("#3e7a3a", "#8fcb86"),
    "five": ("#7a4a94", "#cba3e6"),
    "six": ("#6b655e", "#a09890"),
}
"""On light and dark ground; those of the pages, and more for what lies beside each other."""
SERIES = ("seal", "two", "three", "four", "five", "six")

_FONTS = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'Noto Sans CJK SC','Noto Sans SC',sans-serif"
)
_NARROW = frozenset("iljI.,:;|!'`()[]{}ftr/ -·")
_WIDE = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a chart."""

    name: str
    """Of letters and hyphens: its parts are known by it on a page that shows several."""
    title: str
    lead: str = ""
    """Below the title: what it shows, of which time."""
    notes: tuple[str, ...] = ()
    """Below the chart: its rules."""
    nothing: str = "There is nothing to show."
    """What stands there where there is nothing."""
    width: int = WIDTH
    is_bare: bool = False
    """Whether a page says all this around the chart, which draws none of it then and has its margins from there."""

    @property
    def margin(self) -> int:
        """On its left and right."""
        return 0 if self.is_bare else MARGIN

    @property
    def right(self) -> int:
        """Where what is drawn ends."""
        return self.width - self.margin

    @property
    def room(self) -> int:
        """For what is drawn."""
        return self.width - 2 * self.margin

    @property
    def is_narrow(self) -> bool:
        """Whether names stand above what they name: there is no room beside it."""
        return self.width < NARROW


def element(name: str, *inside: str, **attributes: Hashable) -> str:
    """An element; `inside` is markup, `class_` becomes `class`, `font_size` becomes `font-size`; None says nothing."""
    told = "".join(f' {_attribute(key)}="{_number(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def text(words: str, x: float, y: float, *, size: float = TEXT, color: str = "ink", **attributes: Hashable) -> str:
    """A line of text that begins at x, or ends there (`text_anchor="end"`), on the base line y."""
    where = {"x": x, "y": y, "font_size": size, "class_": color, "fill": COLORS[color][0]}
    return element("text", html.escape(clean_line(words)), **where, **attributes)


def box(x: float, y: float, width: float, height: float, *, color: str, **attributes: Hashable) -> str:
    """A filled rectangle."""
    where = {"x": x, "y": y, "width": width, "height": height, "class_": color, "fill": COLORS[color][0]}
    told = attributes.pop("told", None)
    inside = [element("title", html.escape(clean_line(str(told))))] if told else []
    return element("rect", *inside, **where, **attributes)


def width_of(words: str, size: float = TEXT) -> float:
    """How wide a line is at most, in the wider ones of usual fonts; Chinese signs are as wide as they are high."""
    return size * _ems(words)


def fitted(words: str, width: float, size: float = TEXT) -> str:
    """The words, cut where they would be wider."""
    words = clean_line(words)
    if width_of(words, size) <= width:
        return words
    while words and width_of(f"{words}…", size) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def wrapped(words: str, width: float, size: float = SMALL) -> list[str]:
    """The words in lines that are not wider."""
    lines = [""]
    for word in clean_line(words).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(fitted(word, width, size))
    return [line for line in lines if line]


def framed(frame: Frame, body: Iterable[str], *, bottom: float, told: str) -> str:
    """The document: title, lead, the body, which goes from `top_of(frame)` to `bottom`, and the notes below it.

    `told` says in words what the body shows.
    """
    notes, height = _notes(frame, bottom + LINE * TEXT)
    about = " ".join(filter(None, (frame.lead, told, *frame.notes)))
    ground = element("rect", width=frame.width, height=height, class_="paper", fill=COLORS["paper"][0])
    parts = [
        element("title", html.escape(clean_line(frame.title)), id=f"{frame.name}-title"),
        element("desc", html.escape(" ".join(about.split())), id=f"{frame.name}-desc"),
        *(() if frame.is_bare else (element("style", style_of_charts()), ground)),
        *_head(frame),
        *body,
        *notes,
    ]
    return element(
        "svg",
        "\n",
        "\n".join(parts),
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_="csm-chart",
        viewBox=f"0 0 {frame.width} {_number(height)}",
        width=frame.width,
        height=height,
        role="img",
        aria_labelledby=f"{frame.name}-title {frame.name}-desc",
    )


def top_of(frame: Frame) -> float:
    """Where there is room below the title and the lead."""
    if frame.is_bare:
        return TEXT * 0.5
    titles, leads = _heads(frame)
    return MARGIN + LINE * (len(titles) * HEADING + len(leads) * TEXT) + TEXT


def _heads(frame: Frame) -> tuple[list[str], list[str]]:
    return wrapped(frame.title, frame.room, HEADING * 1.08), wrapped(frame.lead, frame.room, TEXT)


def _head(frame: Frame) -> Iterator[str]:
    titles, leads = ([], []) if frame.is_bare else _heads(frame)
    y = MARGIN + HEADING - LINE * HEADING
    for line in titles:
        y += LINE * HEADING
        yield text(line, MARGIN, y, size=HEADING, font_weight=600)
    y += 0.2 * TEXT
    for line in leads:
        y += LINE * TEXT
        yield text(line, MARGIN, y, color="soft")


def _notes(frame: Frame, y: float) -> tuple[list[str], float]:
    """The lines, from y on, and where the document ends."""
    lines: list[str] = []
    if frame.is_bare:
        return lines, round(y - LINE * TEXT + 2, 1)
    for note in frame.notes:
        y += 0.3 * SMALL
        for line in wrapped(note, frame.room, SMALL):
            y += LINE * SMALL
            lines.append(text(line, MARGIN, y, size=SMALL, color="soft"))
    return lines, round(y + MARGIN * 0.8, 1)


@lru_cache(maxsize=1_000)
def _ems(words: str) -> float:
    return sum(map(_em, words))


def _em(sign: str) -> float:
    if combining(sign):
        return 0
    if east_asian_width(sign) in "WF":
        return 1
    if sign in _NARROW:
        return 0.42
    return 0.98 if sign in _WIDE else 0.79 if sign.isupper() else 0.64


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


@lru_cache(maxsize=5_000, typed=True)  # a grid has thousands of cells in a dozen columns and rows
def _number(value: Hashable) -> str:
    """One decimal is enough: a tenth of a pixel; -0.0 is 0. What is no number, escaped."""
    return f"{round(value, 1) + 0.0:g}" if isinstance(value, float) else html.escape(str(value))


@cache
def style_of_charts() -> str:
    """Of their own elements only, so that nothing else on a page changes by it."""
    light, dark = (
        "".join(f".csm-chart .{name}{{fill:var(--{name},{pair[place]})}}" for name, pair in COLORS.items())
        for place in (0, 1)
    )
    chart = f".csm-chart{{font-family:{_FONTS};max-width:100%;height:auto}}"
    return f"{chart}\n{light}\n@media (prefers-color-scheme:dark){{{dark}}}"
