"""`python -m tests.clock ARGUMENTS`: `csm ARGUMENTS` at the moment that CSM_TEST_CLOCK names.

With CSM_TEST_HURRY nothing is waited for and nothing asked twice, as with `-s DOWNLOAD_DELAY=0 -s RETRY_TIMES=0`.
"""

import datetime as module
import os
import runpy
import sys
from typing import Any

REAL = module.datetime
VARIABLE, HURRY = "CSM_TEST_CLOCK", "CSM_TEST_HURRY"


class _Kind(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, REAL)


def shift(moment: module.datetime) -> None:
    """From now on `datetime.now` begins at the moment, for whoever imports it after this."""
    difference = moment - REAL.now(module.UTC)

    class Shifted(REAL, metaclass=_Kind):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return REAL.now(tz) + difference

    module.datetime = Shifted  # type: ignore[misc]


def hurry() -> None:
    """From now on a run waits for nothing."""
    from csm_crawler import settings

    settings.DOWNLOAD_DELAY = settings.RETRY_TIMES = 0


if __name__ == "__main__":
    shift(REAL.fromisoformat(os.environ[VARIABLE]))
    if HURRY in os.environ:
        hurry()
    sys.argv[0] = "csm"
    runpy.run_module("csm_crawler", run_name="__main__", alter_sys=True)
