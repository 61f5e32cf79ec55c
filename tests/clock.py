"""`python -m tests.clock ARGUMENTS`: `csm ARGUMENTS` at the moment that CSM_TEST_CLOCK names."""

import datetime as module
import os
import runpy
import sys
from typing import Any

REAL = module.datetime
VARIABLE = "CSM_TEST_CLOCK"


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


if __name__ == "__main__":
    shift(REAL.fromisoformat(os.environ[VARIABLE]))
    sys.argv[0] = "csm"
    runpy.run_module("csm_crawler", run_name="__main__", alter_sys=True)
