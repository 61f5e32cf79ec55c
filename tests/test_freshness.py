"""How long a server calls its page fresh."""

from datetime import UTC, datetime, timedelta

import pytest

from csm_crawler.freshness import fresh_for

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age = 600, must-revalidate"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "120"}, 480),
        ({"cache-control": "max-age=600", "age": "1200"}, 0),
        ({"cache-control": "max-age=600", "age": "soon"}, 600),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "max-age=600, no-store"}, 0),
        ({"cache-control": 'no-cache="Set-Cookie", max-age=600'}, 600),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=0", "expires": "Fri, 20 Nov 2026 13:00:00 GMT"}, 0),
        ({"expires": "Fri, 20 Nov 2026 13:00:00 GMT"}, 3600),
        ({"expires": "Fri, 20 Nov 2026 13:00:00 GMT", "date": "Fri, 20 Nov 2026 12:30:00 GMT"}, 1800),
        ({"expires": "Fri, 20 Nov 2026 11:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "Fri, 99 Nov 2026 13:00:00 GMT"}, 0),
    ],
)
def test_a_page_is_fresh_as_long_as_its_headers_say(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(headers, now=NOW) == timedelta(seconds=seconds)
