"""What went wrong with a page, in a few words."""

import traceback
from pathlib import Path

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from csm_crawler.errors import PageError


def describe(failure: Failure) -> str:
    """A failure in a few words for the report."""
    place = traceback.extract_tb(failure.getTracebackObject())  # type: ignore[no-untyped-call]
    return describe_error(failure.value, f" (at {Path(place[-1].filename).name}:{place[-1].lineno})" if place else "")


def describe_error(error: BaseException | None, place: str = "") -> str:
    """An error in a few words; with its place where it is none that a server or a network makes."""
    words = " ".join(str(error).split())
    if isinstance(error, PageError):
        return error.problem
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    if isinstance(error, FileNotFoundError):
        return "is missing"
    if isinstance(error, IgnoreRequest):
        return f"is not asked for: {words}"
    if type(error).__module__.startswith(("scrapy.exceptions", "twisted.internet.error")):
        return f"{type(error).__name__}: {words}"[:300]
    return f"{type(error).__name__}: {words or type(error).__name__}"[:300] + place
