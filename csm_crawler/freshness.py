"""How long a server calls its page fresh: RFC 9111, section 4.2."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b(?!\s*=)", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], *, now: datetime) -> timedelta:
    """How much longer than now; 0 where it does not say. `headers`: names in lower case."""
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return timedelta()
    if found := _MAX_AGE.search(control):
        age = re.fullmatch(r"\d{1,9}", headers.get("age", ""))
        return max(timedelta(), timedelta(seconds=int(found[1]) - (int(age[0]) if age else 0)))
    expires, date = _moment(headers.get("expires", "")), _moment(headers.get("date", ""))
    return max(timedelta(), expires - (date or now)) if expires else timedelta()


def _moment(text: str) -> datetime | None:
    """None for what is no date: `Expires: 0` is of the past."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
