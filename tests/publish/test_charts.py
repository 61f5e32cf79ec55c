"""Charts as SVG: well-formed, self-contained, nothing outside of them, the same bytes each time."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from csm_crawler.publish.chartparts import short
from csm_crawler.publish.charts import Bar, Series, bars, columns, grid
from csm_crawler.publish.svg import COLORS, PHONE, WIDTH, Frame, fitted, style_of_charts, width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(
    name="mentions",
    title="Articles <by> platform & month",
    lead="2026-07-01 to 2026-09-30",
    notes=("Articles are counted, not stories. " * 6,),
)
MONTHS = [("07", "2026"), ("08", ""), ("09", "")]
LONG = "Taobao Instant Commerce (Taobao Flash) 淘宝闪购 and more than that, " + "淘宝闪购" * 8
BARE = replace(FRAME, is_bare=True)
PHONED = replace(BARE, width=PHONE)
YEARS = [(str(year), "") for year in range(1960, 2027)]
ROWS = [
    Series(label="Douyin 抖音", values=(3, 0, 12)),
    Series(label=LONG, values=(0, 0, 0)),
    Series(label="<script>", values=(123456, 9, 2345678)),
]
BARS = [
    Bar(label="Douyin 抖音", value=1.5, words="×2.83, 17"),
    Bar(label=LONG, value=-0.7, words="×0.62, 5, 12 of new sites"),
]
SHORT = [Bar(label=f"{one.label[:12]}", value=one.value, words=one.words[:5]) for one in BARS]
YEAR = [(f"{month:02}", "2026" if month == 1 else "") for month in (12, *range(1, 12))]
TWELVE = [Series(label=row.label, values=tuple(range(10 * n, 10 * n + 12))) for n, row in enumerate(ROWS)]
CHARTS = {
    "columns": columns(FRAME, MONTHS, ROWS),
    "grid": grid(FRAME, MONTHS, ROWS),
    "bars": bars(FRAME, BARS),
    "risers": bars(FRAME, BARS[:1]),
    "long columns": columns(FRAME, YEARS, [Series(label="a", values=(7,) * 67)]),
    "long grid": grid(FRAME, YEARS, [Series(label="a", values=(1234,) * 67)]),
    "bare grid": grid(BARE, MONTHS, ROWS, ("+1", "", "+12")),
    "marked grid": grid(FRAME, MONTHS, ROWS, ("", "+3", "")),
    "bare bars": bars(BARE, BARS),
    "bare columns": columns(BARE, MONTHS, ROWS),
    "phoned grid": grid(PHONED, YEAR, TWELVE, ("",) * 10 + ("+1", "+1")),
    "phoned bars": bars(PHONED, BARS),
    "phoned short bars": bars(PHONED, SHORT),
    "phoned columns": columns(PHONED, MONTHS, ROWS),
}


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> etree._Element:
    return etree.fromstring(CHARTS[request.param])


def texts(chart: etree._Element) -> list[str]:
    return [one.text or "" for one in chart.iter(f"{SVG}text")]


def boxes(chart: etree._Element) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of everything that is drawn."""
    for one in chart.iter(f"{SVG}text"):
        x, y, size = (float(one.get(name)) for name in ("x", "y", "font-size"))
        wide = width_of(one.text or "", size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
        yield left, y - size * 0.8, left + wide, y + size * 0.25
    for one in chart.iter(f"{SVG}rect"):
        x, y, wide, high = (float(one.get(name, 0)) for name in ("x", "y", "width", "height"))
        yield x, y, x + wide, y + high


def test_a_chart_says_what_it_is_to_who_does_not_see_it(chart: etree._Element) -> None:
    title, description = chart[0], chart[1]
    assert (title.tag, title.text) == (f"{SVG}title", "Articles <by> platform & month")
    assert description.tag == f"{SVG}desc"
    assert description.text.startswith("2026-07-01 to 2026-09-30 ")
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == "mentions-title mentions-desc"
    assert [title.get("id"), description.get("id")] == ["mentions-title", "mentions-desc"]


def test_the_numbers_are_in_its_description() -> None:
    described = etree.fromstring(CHARTS["grid"]).findtext(f"{SVG}desc")
    assert "Douyin 抖音: 15 (3, 0, 12)." in described
    assert "×0.62, 5, 12 of new sites." in etree.fromstring(CHARTS["bars"]).findtext(f"{SVG}desc")


def test_nothing_is_drawn_outside(chart: etree._Element) -> None:
    high = float(chart.get("height"))
    wide = int(chart.get("width"))
    assert wide in (WIDTH, PHONE)
    assert chart.get("viewBox") == f"0 0 {wide} {chart.get('height')}"
    for left, top, right, bottom in boxes(chart):
        assert left >= 0
        assert top >= 0
        assert right <= wide + 0.2
        assert bottom <= high + 0.2


def test_no_two_texts_touch(chart: etree._Element) -> None:
    placed = [one for one, _ in zip(boxes(chart), chart.iter(f"{SVG}text"), strict=False)]
    for number, (left, top, right, bottom) in enumerate(placed):
        for other in placed[number + 1 :]:
            apart = other[0] >= right - 1 or other[2] <= left + 1 or other[1] >= bottom - 3 or other[3] <= top + 3
            assert apart, (texts(chart)[number], other)


def test_it_asks_for_nothing_from_elsewhere(chart: etree._Element) -> None:
    assert {one.tag for one in chart.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "rect", "text")
    }
    assert not re.search(r"url\(|@import|href", etree.tostring(chart, encoding="unicode"))


def test_it_has_its_own_colors_for_light_and_dark_and_takes_those_of_a_page(chart: etree._Element) -> None:
    style = chart.findtext(f"{SVG}style") or style_of_charts()
    light, _, dark = style.partition("@media (prefers-color-scheme:dark)")
    for name, (on_light, on_dark) in COLORS.items():
        assert f".csm-chart .{name}{{fill:var(--{name},{on_light})}}" in light
        assert f".csm-chart .{name}{{fill:var(--{name},{on_dark})}}" in dark
    for one in chart.iter(f"{SVG}rect", f"{SVG}text"):
        assert one.get("fill") == COLORS[one.get("class")][0]


def test_its_rules_reach_no_other_element_of_a_page(chart: etree._Element) -> None:
    style = (chart.findtext(f"{SVG}style") or style_of_charts()).replace("@media (prefers-color-scheme:dark){", "")
    selectors = re.findall(r"([^{}\n]+)\{", style)
    assert selectors
    assert all(selector.startswith(".csm-chart") for selector in selectors)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("name", [name for name in COLORS if name not in ("paper", "line")])
def test_each_color_stands_out_from_its_ground(name: str, place: int) -> None:
    least = 4.5 if name in ("ink", "soft") else 3
    assert contrast(COLORS[name][place], COLORS["paper"][place]) >= least


def contrast(one: str, other: str) -> float:
    """Of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("made", [columns(FRAME, MONTHS, []), grid(FRAME, MONTHS, []), bars(FRAME, [])])
def test_where_there_is_nothing_it_says_so(made: str) -> None:
    assert FRAME.nothing in texts(etree.fromstring(made))


def test_the_numbers_stand_in_the_cells_and_the_sums_at_their_end() -> None:
    shown = texts(etree.fromstring(grid(FRAME, MONTHS, [ROWS[0]])))
    assert shown[shown.index("Douyin 抖音") :][:4] == ["Douyin 抖音", "3", "12", "15"]


def test_a_column_has_its_sum_on_it_and_its_pieces_say_whose_they_are() -> None:
    pieces = [Series(label="es", values=(3, 0, 1)), Series(label="zh", values=(4, 0, 0))]
    chart = etree.fromstring(columns(FRAME, MONTHS, pieces))
    told = [one.findtext(f"{SVG}title") for one in chart.iter(f"{SVG}rect") if len(one)]
    assert told == ["es, 2026 07: 3", "zh, 2026 07: 4", "es, 09: 1"]
    assert {"7", "1", "es: 4", "zh: 4"} <= {*texts(chart)}


def test_bars_go_both_ways_from_one_line() -> None:
    chart = etree.fromstring(CHARTS["bars"])
    line, up, down = [one for one in chart.iter(f"{SVG}rect") if one.get("class") in ("line", "seal", "two")]
    zero = float(line.get("x"))
    assert float(up.get("x")) == zero
    assert abs(float(down.get("x")) + float(down.get("width")) - zero) < 0.2
    assert abs(float(up.get("width")) / float(down.get("width")) - 1.5 / 0.7) < 0.02


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert grid(FRAME, MONTHS, ROWS) == CHARTS["grid"]


def test_a_text_is_measured_cut_and_wrapped_by_what_its_signs_need() -> None:
    assert width_of("抖音", 10) == 20
    assert width_of("il", 10) < width_of("WM", 10)
    assert fitted("Douyin", 100, 10) == "Douyin"
    assert fitted("Douyin Huoshan", width_of("Douyin…", 10), 10) == "Douyin…"
    assert wrapped("one two three", width_of("one two", 10), 10) == ["one two", "three"]
    assert wrapped("", 100) == []


@pytest.mark.parametrize(("number", "words"), [(9999, "9999"), (12345, "12k"), (999_499, "999k"), (2_345_678, "2.3M")])
def test_large_numbers_fit_in_a_cell(number: int, words: str) -> None:
    assert short(number) == words


@pytest.mark.parametrize("name", ["bare grid", "bare bars", "phoned grid", "phoned bars"])
def test_a_bare_chart_leaves_title_lead_notes_ground_and_style_to_its_page(name: str) -> None:
    chart = etree.fromstring(CHARTS[name])
    assert not {FRAME.title, FRAME.lead} & {*texts(chart)}
    assert not any("Articles are counted" in one for one in texts(chart))
    assert chart.find(f"{SVG}style") is None
    assert [one for one in chart.iter(f"{SVG}rect") if one.get("class") == "paper"] == []
    assert FRAME.notes[0].strip() in (chart.findtext(f"{SVG}desc") or "")


def test_what_is_marked_is_marked_above_its_column() -> None:
    chart = etree.fromstring(CHARTS["marked grid"])
    mark, below = (next(one for one in chart.iter(f"{SVG}text") if one.text == words) for words in ("+3", "08"))
    assert mark.get("x") == below.get("x")
    assert float(mark.get("y")) < float(below.get("y")) - 10


def test_a_year_whose_month_has_no_room_stands_at_the_next() -> None:
    shown = texts(etree.fromstring(CHARTS["phoned grid"]))
    assert shown[: shown.index("2026") + 1] == ["12", "02", "2026"]
