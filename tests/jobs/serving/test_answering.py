"""What HTTP says of a resource, also to a client that has it already."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest

from csm_crawler.jobs.serving.answering import Resource, answer, refusal

MODIFIED = datetime(2026, 11, 20, 8, 30, 12, 345678, tzinfo=UTC)
RESOURCE = Resource(body=b"feed", media_type="text/xml", modified=MODIFIED)
LAST_MODIFIED = "Fri, 20 Nov 2026 08:30:12 GMT"


def status(**headers: str) -> int:
    return answer(RESOURCE, {name.replace("_", "-"): value for name, value in headers.items()}).status


def test_a_resource_is_told_with_its_tag_and_its_time() -> None:
    told = answer(RESOURCE, {})
    assert (told.status, told.body) == (200, b"feed")
    assert told.headers == {
        "Content-Type": "text/xml",
        "X-Content-Type-Options": "nosniff",
        "ETag": RESOURCE.etag,
        "Cache-Control": "no-cache",
        "Last-Modified": LAST_MODIFIED,
    }


def test_the_tag_is_strong_and_of_the_bytes_alone() -> None:
    assert RESOURCE.etag.startswith('"')
    assert Resource(body=b"feed", media_type="text/plain").etag == RESOURCE.etag
    assert Resource(body=b"feeds", media_type="text/xml").etag != RESOURCE.etag


def test_what_has_no_time_says_none() -> None:
    told = answer(Resource(body=b"", media_type="text/xml"), {"if-modified-since": LAST_MODIFIED})
    assert told.status == 200
    assert "Last-Modified" not in told.headers


@pytest.mark.parametrize("tags", [RESOURCE.etag, f"W/{RESOURCE.etag}", f'"other", {RESOURCE.etag}', "*"])
def test_a_client_that_has_it_gets_no_body(tags: str) -> None:
    told = answer(RESOURCE, {"if-none-match": tags})
    assert (told.status, told.body) == (304, b"")
    assert told.headers == {"ETag": RESOURCE.etag, "Cache-Control": "no-cache", "Last-Modified": LAST_MODIFIED}


@pytest.mark.parametrize("tags", ['"other"', "", "*, *", RESOURCE.etag.strip('"'), '"' * 10_000])
def test_another_tag_is_another_version_whatever_the_time_says(tags: str) -> None:
    assert status(if_none_match=tags, if_modified_since=LAST_MODIFIED) == 200


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (LAST_MODIFIED, 304),
        ("Fri, 20 Nov 2026 08:30:13 GMT", 304),
        ("Fri, 20 Nov 2026 09:30:12 +0100", 304),
        ("Friday, 20-Nov-26 08:30:12 GMT", 304),
        ("Fri, 20 Nov 2026 08:30:11 GMT", 200),
        ("yesterday", 200),
        ("", 200),
        ("Fri, 99 Nov 2026 08:30:12 GMT", 200),
        ("Fri, 20 Nov 99999999999 08:30:12 GMT", 200),
        ("1" * 5000, 200),
    ],
)
def test_a_time_is_compared_by_the_second_and_nonsense_is_none(since: str, expected: int) -> None:
    assert status(if_modified_since=since) == expected


def test_a_refusal_is_a_line() -> None:
    told = refusal(HTTPStatus.METHOD_NOT_ALLOWED, "No.", Allow="GET, HEAD")
    assert (told.status, told.body, told.headers["Allow"]) == (405, b"No.\n", "GET, HEAD")


def test_the_time_is_that_of_greenwich() -> None:
    east = MODIFIED.astimezone(tz=None) + timedelta()
    assert answer(Resource(body=b"", media_type="", modified=east), {}).headers["Last-Modified"] == LAST_MODIFIED
