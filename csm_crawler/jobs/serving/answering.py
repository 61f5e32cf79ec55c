"""A resource → what HTTP says of it, also to a client that has it already (RFC 9110)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Bytes that a client may ask for."""

    body: bytes
    media_type: str
    modified: datetime | None = None
    """Aware; None where nobody can say."""

    @cached_property
    def etag(self) -> str:
        """Strong: other bytes, another tag, wherever and whenever they were made."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response; its body is left out where only its head was asked for."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(resource: Resource, headers: Mapping[str, str]) -> Answer:
    """The resource, or 304 where the request says that the client has it. `headers` are asked in small letters."""
    told = {"ETag": resource.etag, "Cache-Control": "no-cache"}
    if resource.modified:
        told["Last-Modified"] = format_datetime(_whole(resource.modified), usegmt=True)
    if _is_known(resource, headers):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=told)
    return Answer(
        status=HTTPStatus.OK,
        body=resource.body,
        headers={"Content-Type": resource.media_type, "X-Content-Type-Options": "nosniff", **told},
    )


def refusal(status: HTTPStatus, words: str, **headers: str) -> Answer:
    """One line for a person."""
    told = {"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff", **headers}
    return Answer(status=status, body=f"{words}\n".encode(errors="replace"), headers=told)


def _is_known(resource: Resource, headers: Mapping[str, str]) -> bool:
    """By its tag where the client names any; only then not by its time, which is less exact."""
    tags = headers.get("if-none-match")
    if tags is not None:
        named = [one.strip().removeprefix("W/") for one in tags.split(",")]
        return named == ["*"] or resource.etag in named
    since = _moment(headers.get("if-modified-since", ""))
    return since is not None and resource.modified is not None and _whole(resource.modified) <= since


def _moment(words: str) -> datetime | None:
    """None where it is no date; a client's nonsense is as good as none."""
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
