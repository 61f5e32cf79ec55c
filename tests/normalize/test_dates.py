"""parse_date on rows of our own: what each language prints, and what is no date at all."""

from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.normalize.dates import ParsedDate, parse_date

NOW = datetime(2019, 11, 19, 12, 0, tzinfo=UTC)
"""A Tuesday."""


def read(text: str, language: str | None = None, order: str | None = None) -> str | None:
    """What is read, as short as it is precise."""
    parsed = parse_date(text, now=NOW, language=language, order=order)
    if parsed is None:
        return None
    shapes = {"month": "%Y-%m", "day": "%Y-%m-%d", "second": "%Y-%m-%d %H:%M:%S"}
    return parsed.moment.strftime(shapes.get(parsed.precision, "%Y-%m-%d %H:%M"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 de noviembre de 2019", "2019-11-13"),
        ("13 noviembre 2019", "2019-11-13"),
        ("13 de noviembre del 2019", "2019-11-13"),
        ("11 enero, 2017", "2017-01-11"),
        ("miércoles, 13 de noviembre de 2019", "2019-11-13"),
        ("MIERCOLES 13 NOVIEMBRE 2019", "2019-11-13"),
        ("mié. 13 nov. 2019", "2019-11-13"),
        ("5 mar 2019", "2019-03-05"),
        ("mar, 5 mar 2019", "2019-03-05"),
        ("1º de mayo de 2019", "2019-05-01"),
        ("1.º de mayo de 2019", "2019-05-01"),
        ("primero de mayo de 2019", "2019-05-01"),
        ("14 de setiembre de 2018", "2018-09-14"),
        ("Noviembre 13, 2019", "2019-11-13"),
        ("13/nov/2019", "2019-11-13"),
        ("13-11-2019", "2019-11-13"),
        ("13 de noviembre de 2018 a las 18:30 h", "2018-11-13 18:30"),
        ("13 nov 2018 6:05 p. m.", "2018-11-13 18:05"),
        ("13 de noviembre de 2018, 6:05 de la tarde", "2018-11-13 18:05"),
        ("13/11/2018 a las 20.15 horas", "2018-11-13 20:15"),
        ("13 de nov", "2019-11-13"),
        ("25 de diciembre", "2018-12-25"),
        ("hace 3 días", "2019-11-16"),
        ("hace una hora", "2019-11-19 11:00"),
        ("Hace 1 hora y 20 minutos", "2019-11-19 10:40:00"[:-3]),
        ("hace un par de días", "2019-11-17"),
        ("ayer a las 9:15", "2019-11-18 09:15"),
        ("anteayer", "2019-11-17"),
        ("anoche a las 10", "2019-11-18 22:00"),
        ("hoy", "2019-11-19"),
        ("el viernes pasado", "2019-11-15"),
        ("Publicado el 3 de marzo de 2016 por Ana", "2016-03-03"),
        ("Por Ana Ruiz | 3 de marzo", "2019-03-03"),
        ("Actualizado: 3 de marzo de 2016", "2016-03-03"),
        ("Publicado: 3 de marzo de 2016. Actualizado: 9 de marzo de 2016", "2016-03-03"),
        ("3 de marzo de 2016 · 7 comentarios", "2016-03-03"),
        ("hace 2 días · 4 min de lectura", "2019-11-17"),
        ("noviembre de 2018", "2018-11"),
    ],
)
def test_spanish_is_read(text: str, expected: str) -> None:
    assert read(text, "es") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Wednesday, November 13th, 2019", "2019-11-13"),
        ("en", "Posted by Ann on Nov 13, 2018 at 10:30 pm", "2018-11-13 22:30"),
        ("en", "3d ago", "2019-11-16"),
        ("en", "15m ago", "2019-11-19 11:45"),
        ("en", "half an hour ago", "2019-11-19 11:30"),
        ("en", "Nov 17 '18", "2018-11-17"),
        ("en", "Last Friday at 10:00 AM", "2019-11-15 10:00"),
        ("zh-Hans", "2018年11月13日", "2018-11-13"),
        ("zh-Hans", "二〇一八年十一月十三日", "2018-11-13"),
        ("zh-Hans", "11月13日", "2019-11-13"),
        ("zh-Hans", "昨天 18:00", "2019-11-18 18:00"),
        ("zh-Hans", "3天前", "2019-11-16"),
        ("zh-Hans", "半小时前", "2019-11-19 11:30"),
        ("zh-Hans", "刚刚", "2019-11-19 12:00"),
        ("zh-Hans", "2018年11月13日 下午3:05", "2018-11-13 15:05"),
        ("zh-Hans", "发布时间：2018-11-13 10:30 来源：某报", "2018-11-13 10:30"),
        ("zh-Hans", "上周三", "2019-11-13"),
        ("zh-Hant", "2018年11月13日（星期二）晚上8點05分", "2018-11-13 20:05"),
        ("zh-Hant", "民國107年11月13日", "2018-11-13"),
        ("zh-Hant", "發佈於 3 小時前", "2019-11-19 09:00"),
        ("pt", "quarta-feira, 13 de novembro de 2019", "2019-11-13"),
        ("pt", "anteontem às 10h30", "2019-11-17 10:30"),
        ("pt", "há 2a 3m 1d", "2017-08-18"),
        ("ca", "1 d’abril de 2018", "2018-04-01"),
        ("ca", "abans-d'ahir", "2019-11-17"),
        ("ca", "fa més de 2 anys", "2017-11-19"),
        ("gl", "mércores, 13 de novembro de 2019", "2019-11-13"),
        ("gl", "onte ás 9:15", "2019-11-18 09:15"),
        ("fr", "1er mai 2018", "2018-05-01"),
        ("fr", "il y a 3 j", "2019-11-16"),
        ("fr", "Publié le 13 novembre 2018 à 10h30", "2018-11-13 10:30"),
        ("fr", "mar. 12 nov.", "2019-11-12"),
        ("de", "vor 3 Tg.", "2019-11-16"),
        ("de", "vor 2 J.", "2017-11-19"),
        ("de", "Mi., 13. November 2019, 10.30 Uhr", "2019-11-13 10:30"),
        ("de", "13.11.", "2019-11-13"),
        ("it", "l'altro ieri", "2019-11-17"),
        ("it", "un'ora fa", "2019-11-19 11:00"),
        ("it", "1° maggio 2018", "2018-05-01"),
        (None, "Publicado el 03/04/2018", "2018-04-03"),
        (None, "13 ago 2018", "2018-08-13"),
    ],
)
def test_the_other_languages_are_read(language: str | None, text: str, expected: str) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-11-13T10:30:00Z", "2018-11-13 10:30:00"),
        ("2018-11-13T10:30:00.123456789+08:00", "2018-11-13 02:30:00"),
        ("2018-11-13 10:30", "2018-11-13 10:30"),
        ("20181113", "2018-11-13"),
        ("20181113T103000Z", "2018-11-13 10:30:00"),
        ("Tue, 13 Nov 2018 10:30:00 +0100", "2018-11-13 09:30:00"),
        ("mar, 13 nov 2018 10:30:00 GMT", "2018-11-13 10:30:00"),
        ("1542105000", "2018-11-13 10:30:00"),
        ("1542105000000", "2018-11-13 10:30:00"),
        ("https://blog.example/2018/11/13/hola", "2018-11-13"),
        ("2018-11", "2018-11"),
    ],
)
def test_what_machines_write_is_read_without_a_hint(text: str, expected: str) -> None:
    assert read(text) == expected


NO_DATES = (
    "5 comentarios|11.11|11/11|Double 12|618|Web 3.0|Top 10|2019|noviembre|24/7|90 %|3.14|5G|"
    "10K|16:9|1/2|4:30|en 3 horas|3 horas|双十一|今日头条|刚刚好|5分钟|3月前|2019年双11|618大促|第3天|hace años|"
    "hace unos días|hace 5 m|hoy empieza todo|1.5 hours ago|Julio Campos|Abril Soler|"
    "Lunes de ofertas|May 5 be with you|28013 Madrid|Versión 7.0.9|iOS 12.1.2|1-800-555-2019||"
    "   |31 de junio de 2019|2019-13-45|0 de mayo de 2019|25/08/20199|"
    "martes 13 de noviembre de 2019|13 de noviembre de 2031|del 3 al 5 de marzo de 2019|"
    "entre el 3 y el 5 de marzo de 2019|3 y 4 de marzo de 2019|3-5 de marzo de 2019|"
    "3 de marzo de 2018 y 9 de mayo de 2018|"
    "La reunión que se celebró en la sede de la empresa el 3 de marzo de 2018 terminó sin acuerdo entre las partes"
)


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_what_is_no_date_stays_none(text: str) -> None:
    assert [read(text, language) for language in ("es", "en", "zh", None)] == [None] * 4


def test_numeric_dates_need_an_order() -> None:
    assert read("03/04/2018") is None
    assert read("03/04/2018", "en") is None
    assert read("03/04/2018", "en", "MDY") == "2018-03-04"
    assert read("03/04/2018", "en", "DMY") == "2018-04-03"
    assert read("03/04/2018", "es") == "2018-04-03"
    assert read("03/04/2018", "en-GB") == "2018-04-03"
    assert read("13/04/2018") == "2018-04-13"
    assert read("04/13/2018", "es") == "2018-04-13"
    assert read("18/04/03", None, "YMD") == "2018-04-03"
    assert read("18-04-03", "zh-Hans") == "2018-04-03"


def test_the_weekday_decides_between_two_readings() -> None:
    assert read("Tuesday 03/04/2018") == "2018-04-03"


@pytest.mark.parametrize("tag", ["es-419", "es_MX", "ES", "es-Latn-CL"])
def test_any_form_of_a_tag_is_understood(tag: str) -> None:
    assert read("03/04/2018", tag) == "2018-04-03"


def test_an_unknown_language_counts_as_none() -> None:
    assert read("03/04/2018", "tlh") is None
    assert read("3 de marzo de 2018", "tlh") == "2018-03-03"


def test_a_time_is_the_sites_with_daylight_saving() -> None:
    def utc(text: str) -> datetime:
        parsed = parse_date(text, now=NOW, timezone="Europe/Madrid", language="es")
        assert parsed is not None
        return parsed.moment

    assert utc("13 de julio de 2019 a las 18:30") == datetime(2019, 7, 13, 16, 30, tzinfo=UTC)
    assert utc("13 de enero de 2019 a las 18:30") == datetime(2019, 1, 13, 17, 30, tzinfo=UTC)
    assert utc("13 de julio de 2019") == datetime(2019, 7, 12, 22, 0, tzinfo=UTC)
    # 2:30 does not exist on this night; PEP 495 keeps the offset from before the change.
    assert utc("31 de marzo de 2019 2:30") == datetime(2019, 3, 31, 1, 30, tzinfo=UTC)


def test_days_ago_are_the_sites_days_and_hours_are_everybodys() -> None:
    # Clocks in Madrid went back in the night to 27 October 2019.
    now = datetime(2019, 10, 27, 11, 0, tzinfo=UTC)
    day = parse_date("hace 1 día", now=now, timezone="Europe/Madrid", language="es")
    hours = parse_date("hace 24 horas", now=now, timezone="Europe/Madrid", language="es")
    assert day == ParsedDate(datetime(2019, 10, 25, 22, 0, tzinfo=UTC), "day", "relative day")
    assert hours == ParsedDate(now - timedelta(hours=24), "hour", "relative hour")


def test_a_day_without_a_year_is_the_latest_not_in_the_future() -> None:
    assert read("19 de noviembre", "es") == "2019-11-19"
    assert read("20 de noviembre", "es") == "2018-11-20"
    assert read("29 de febrero", "es") == "2016-02-29"


@pytest.mark.parametrize(
    "text", ["1970-01-01T00:00:01Z", "Thu, 01 Jan 1970 00:00:00 +0000", "1 de enero de 1970", "1989-12-31T23:59:59Z"]
)
def test_a_date_before_the_web_is_a_clock_that_was_never_set(text: str) -> None:
    assert read(text) is None


def test_chinese_standard_time_is_known_from_the_site() -> None:
    parsed = parse_date("2018-11-13 10:30 CST", now=NOW, timezone="Asia/Shanghai")
    assert parsed is not None
    assert parsed.moment == datetime(2018, 11, 13, 2, 30, tzinfo=UTC)


def test_the_rule_says_what_read_it() -> None:
    parsed = parse_date("3 marzo 2018", now=NOW)
    assert parsed == ParsedDate(datetime(2018, 3, 3, tzinfo=UTC), "day", "day month year")


def test_what_the_forms_do_not_have_goes_to_dateutil_without_its_guesses() -> None:
    parsed = parse_date("2018, 13 noviembre 10:30", now=NOW)
    assert parsed == ParsedDate(datetime(2018, 11, 13, 10, 30, tzinfo=UTC), "minute", "dateutil")
    assert read("2018, 13 noviembre") == "2018-11-13"
    assert read("2018, 31 noviembre") is None
    assert read("2018, 13 noviembre o 14") is None
