"""Where in a list the dates stand: in each card, at one place in all of them, or in headings above groups of cards."""

import re
from dataclasses import dataclass

from csm_crawler.extract.auto.dateshapes import RANK
from csm_crawler.extract.auto.datewords import DateWords, find_date, leading_date
from csm_crawler.extract.auto.dom import BORDER, HEADINGS, Dom, clean, word_set

LONGEST = 90
"""Longer texts are prose: a date in them is not the article's."""

_MOST_RUNS = 400
"""What has more pieces of text is a container: its date stands in a node of its own."""
_LABEL = 24
"""As far before a date stands the word that says what it dates."""
_ATTRIBUTES = ("datetime", "data-time", "data-date", "data-timestamp", "data-datetime", "title", "content")
_MACHINE = re.compile(
    r"^(?:19|20)\d\d-?\d\d-?\d\d(?:[T ]\d\d:?\d\d.*)?$|^(?:19|20)\d\d/\d\d/\d\d.*$|^1\d{9}(?:\d{3})?$"
)
_CHANGED = re.compile(
    r"(?:modif|updat|actuali|edited|editado|mise? à jour|aktualis|更新|修改|修訂|编辑|обновл|zuletzt|aggiornat|atualiz)"
    r"(?:(?![\u2e80-\uffff])\w)*"
    r"(?:\s+(?:at|on|el|le|am|il|em|date))?[\s:：于於時时间間日期]*$",
    re.IGNORECASE,
)
_DATE_WORDS = word_set("""
    ago calendar created date day fecha posted pubdate publish published time timeago
""")
_NOT_DATE_WORDS = frozenset(["reading", "readtime", "updated", "modified", "comments", "comment", "views", "duration"])


@dataclass(frozen=True, slots=True)
class DateMark:
    """A node whose short text is or holds a date."""

    node: int
    words: DateWords | None
    attr: str
    """A machine-readable date in its attributes."""
    changed: bool
    """Whether it says in words when the article was changed, not when it was published."""
    called_changed: bool
    """Whether only its class says so: themes also call the one date of a card `updated`."""
    hinted: bool
    """Whether its tag, class or itemprop says that it is a date."""

    @property
    def rank(self) -> float:
        """The higher, the more likely this is when the article was published."""
        told = RANK[self.words.kind] if self.words else (4 if self.attr else 0)
        share = self.words.share if self.words else 0.5
        return told + 3 * self.hinted + 2 * bool(self.attr) + 2 * share - 8 * (self.changed or self.called_changed)


def find_marks(dom: Dom) -> list[DateMark]:
    """All date marks in document order: of nested ones the innermost that tells as much.

    Pieces give way to the node that puts them together; not where two are of one kind, for that node is a list.
    """
    marks: list[DateMark] = []
    for node in reversed(range(len(dom.tags))):
        mark = _mark(dom, node)
        if not mark:
            continue
        inner: list[DateMark] = []
        while marks and dom.inside(marks[-1].node, node):
            inner.append(marks.pop())
        if len(inner) == 1 and tells(inner[0]) >= tells(mark) and not _adds(dom, mark, inner[0]):
            inner = [_merged(mark, inner[0])]
        elif not inner or (len(inner) == 1 and not _heads(mark, inner[0])) or _joins(dom, mark, inner):
            inner = [mark]
        marks.extend(reversed(inner))
    return marks[::-1]


def _heads(outer: DateMark, inner: DateMark) -> bool:
    """Whether the outer mark is a month above a day in a list of one: `<li>May 2024 <ul><li>… <i>12</i>`."""
    if not outer.words or not inner.words or outer.words.kind not in ("monthyear", "month", "year"):
        return False
    return inner.words.kind in ("day", "monthday") and inner.words.text not in outer.words.text


def _joins(dom: Dom, outer: DateMark, pieces: list[DateMark]) -> bool:
    """Whether the outer mark is one date of the pieces: of different kinds, or of bare numbers (`28`, `09`, `2024`).

    Or a whole one that stands in it directly, beside numbers and changes.
    """
    if len(pieces) < 2:
        return False
    most = max(map(tells, pieces))
    kinds = {one.words.kind for one in pieces if one.words}
    if tells(outer) == RANK["full"] and outer.words:
        bare = all(one.changed or tells(one) <= RANK["day"] for one in pieces)
        if bare and (outer.words.text in _own_words(dom, outer.node) or (len(pieces) == 3 and most <= RANK["day"])):
            return True
    return tells(outer) > most and len(kinds) == len(pieces)


def _adds(dom: Dom, outer: DateMark, inner: DateMark) -> bool:
    """Whether the outer mark has a date besides the inner one, which is of a change, or is told of in the title."""
    if not outer.words or not inner.words or outer.words.text == inner.words.text:
        return False
    changed = (inner.changed or inner.called_changed) and not outer.changed
    around = dom.up(inner.node)
    return changed or any(dom.tags[node] in HEADINGS for node in around[: around.index(outer.node)])


def _mark(dom: Dom, node: int) -> DateMark | None:
    length = dom.length(node)
    attr = _machine_date(dom, node)
    words = _date_in(dom, node)
    if not words and not (attr and dom.tags[node] in ("time", "abbr", "meta")):
        return None
    named = dom.words(node)
    hinted = (
        dom.tags[node] == "time"
        or bool(attr)
        or bool(named & _DATE_WORDS)
        or "date" in dom.get(node, "itemprop").lower()
    )
    text = dom.text(node) if length <= LONGEST else ""
    said = f"{_label_before(dom, node)} {text}"
    changed = says_changed(said, words) or "modified" in dom.get(node, "itemprop").lower()
    called = bool({"updated", "modified"} & named and not {"published", "date"} & named)
    return DateMark(node, words, attr, changed, called, hinted and not named & (_NOT_DATE_WORDS - {"updated"}))


def _date_in(dom: Dom, node: int) -> DateWords | None:
    """The date in the node's words beside its links and headings; of a long one in what stands directly in it."""
    if dom.label[node] == node and dom.length(node) > LONGEST:
        return leading_date(dom.text(node)) or _find_date(_own_words(dom, node))
    runs = dom.last_run[node] - dom.first_run[node]
    if not dom.length(node) or runs > _MOST_RUNS:
        return None
    beside = dom.text_beside_links(node)
    if len(beside) > LONGEST and runs > 1:
        beside = _own_words(dom, node)
    return _find_date(beside)


def _find_date(text: str) -> DateWords | None:
    return find_date(text) if 0 < len(text) <= LONGEST else None


def _own_words(dom: Dom, node: int) -> str:
    """The words that stand directly in the node."""
    span = range(dom.first_run[node], dom.last_run[node])
    return clean("".join(dom.runs[run] for run in span if dom.owner[run] == node or dom.runs[run] == BORDER))


def _label_before(dom: Dom, node: int) -> str:
    """The words in the same line right before the node, without those of a link or heading."""
    words = ""
    for run in range(dom.first_run[node] - 1, max(-1, dom.first_run[node] - 6), -1):
        owner = dom.owner[run]
        if dom.runs[run] == BORDER or owner < 0 or dom.label[owner] != dom.label[node] or len(words) > _LABEL:
            break
        words = dom.runs[run] + words
    return words


def says_changed(text: str, words: DateWords | None) -> bool:
    """Whether a word of change stands right before the date."""
    before = text.split(words.text)[0] if words and words.text in text else text
    return bool(_CHANGED.search(before[-_LABEL:]))


def _machine_date(dom: Dom, node: int) -> str:
    for name in _ATTRIBUTES:
        value = dom.get(node, name)
        if value and _MACHINE.match(value) and (name != "content" or "date" in dom.get(node, "itemprop").lower()):
            return value
    return ""


def machine_place(dom: Dom, mark: DateMark) -> str:
    """Where a mark's machine-readable date stands, in CSS: in its node or in one around it; empty where it has none."""
    places = ((node, name) for node in dom.up(mark.node) for name in _ATTRIBUTES if dom.get(node, name) == mark.attr)
    return next((f"{dom.selector(node)}@{name}" for node, name in places), "") if mark.attr else ""


def tells(mark: DateMark) -> int:
    """How much the mark's words tell of the day; 0 where it has none."""
    return RANK[mark.words.kind] if mark.words else 0


def _merged(outer: DateMark, inner: DateMark) -> DateMark:
    """The inner mark with what the outer one knows besides: `<time datetime><a>13 noviembre</a></time>`."""
    return DateMark(
        inner.node,
        inner.words or outer.words,
        inner.attr or outer.attr,
        outer.changed or inner.changed,
        outer.called_changed or inner.called_changed,
        inner.hinted or outer.hinted,
    )
