"""settle_dates: what a list, its links and its attributes say about dates that leave something open."""

from datetime import UTC, date, datetime

from csm_crawler.items import Card
from csm_crawler.normalize.dates import ParsedDate, settle_dates

SEEN = datetime(2019, 11, 19, 12, 0, tzinfo=UTC)


def cards(*texts: str, attrs: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> list[Card]:
    """A list of cards with these printed dates."""
    return [
        Card(
            site="a",
            page_url="https://a.example/",
            position=at,
            seen_at=SEEN,
            date_text=text,
            date_attr=attrs[at] if attrs else "",
            link=links[at] if links else "",
        )
        for at, text in enumerate(texts)
    ]


def days(found: list[ParsedDate | None]) -> list[date | None]:
    return [parsed.moment.date() if parsed else None for parsed in found]


def test_a_part_over_12_settles_the_list() -> None:
    found = settle_dates(cards("03/04/2019", "25/03/2019"))
    assert days(found) == [date(2019, 4, 3), date(2019, 3, 25)]
    assert found[0] is not None
    assert found[0].rule == "numeric by list order"


def test_contradicting_evidence_settles_nothing() -> None:
    found = settle_dates(cards("03/04/2019", "25/03/2019", "03/25/2019"))
    assert days(found) == [None, date(2019, 3, 25), date(2019, 3, 25)]


def test_one_ambiguous_date_alone_stays_open() -> None:
    assert settle_dates(cards("03/04/2019")) == [None]


def test_the_order_of_the_list_settles_its_numbers() -> None:
    # Steady as day-month: 5 Nov, 9 Oct, 7 Oct, 12 Sep, 2 Aug. As month-day it would jump about.
    found = settle_dates(cards("05/11/2019", "09/10/2019", "07/10/2019", "12/09/2019", "02/08/2019"))
    assert days(found) == [
        date(2019, 11, 5),
        date(2019, 10, 9),
        date(2019, 10, 7),
        date(2019, 9, 12),
        date(2019, 8, 2),
    ]


def test_a_list_that_runs_either_way_stays_open() -> None:
    assert days(settle_dates(cards("04/04/2019", "03/03/2019", "02/03/2019", "01/02/2019")))[2:] == [None, None]


def test_a_url_settles_a_numeric_date() -> None:
    found = settle_dates(cards("03/04/2019", links=("https://a.example/2019/04/03/x",)))
    assert days(found) == [date(2019, 4, 3)]


def test_an_attribute_of_the_same_day_is_preferred_for_its_time() -> None:
    found = settle_dates(cards("13 nov 2019", attrs=("2019-11-13T10:30:00+01:00",)))
    assert found == [ParsedDate(datetime(2019, 11, 13, 9, 30, tzinfo=UTC), "second", "iso attribute")]


def test_the_printed_day_wins_over_another_attribute_and_the_conflict_is_kept() -> None:
    found = settle_dates(cards("13 nov 2018", attrs=("2019-11-13T10:30:00Z",)))
    assert found == [
        ParsedDate(datetime(2018, 11, 13, tzinfo=UTC), "day", "day month year", conflict="2019-11-13T10:30:00Z")
    ]


def test_an_attribute_gives_the_year_that_was_not_printed() -> None:
    assert days(settle_dates(cards("13 nov", attrs=("2016-11-13",)))) == [date(2016, 11, 13)]


def test_an_attribute_near_a_relative_date_is_exact() -> None:
    found = settle_dates(cards("hace 2 meses", attrs=("2019-09-03T08:00:00Z",)), language="es")
    assert found[0] is not None
    assert (found[0].moment, found[0].conflict) == (datetime(2019, 9, 3, 8, tzinfo=UTC), "")


def test_neighbors_give_the_year() -> None:
    found = settle_dates(cards("5 ene 2018", "12 dic", "1 nov 2017"))
    assert days(found) == [date(2018, 1, 5), date(2017, 12, 12), date(2017, 11, 1)]
    assert found[1] is not None
    assert found[1].rule == "day month, year by neighbors"


def test_a_url_gives_the_year() -> None:
    found = settle_dates(cards("12 dic", links=("https://a.example/2015/12/title/",)))
    assert days(found) == [date(2015, 12, 12)]


def test_a_url_alone_dates_nothing() -> None:
    assert settle_dates(cards("", links=("https://a.example/2015/12/03/title/",))) == [None]


def test_words_that_are_no_date_stay_none() -> None:
    assert settle_dates(cards("5 comentarios", "11.11")) == [None, None]


def test_an_empty_list_has_no_dates() -> None:
    assert settle_dates([]) == []


def test_a_list_that_comes_round_to_december_again_prints_its_years_elsewhere() -> None:
    texts = ("3 nov", "9 feb", "20 dic", "4 mar", "11 oct", "2 ene")
    assert days(settle_dates(cards(*texts[:2]))) == [date(2019, 11, 3), date(2019, 2, 9)]
    assert days(settle_dates(cards(*texts[:4]))) == [date(2019, 11, 3), date(2019, 2, 9), date(2018, 12, 20), None]
    assert days(settle_dates(cards(*texts))) == [None] * 6


def test_a_pinned_card_proves_nothing() -> None:
    found = settle_dates(cards("9 feb", "3 nov", "1 nov"))
    assert days(found) == [date(2019, 2, 9), date(2019, 11, 3), date(2019, 11, 1)]
