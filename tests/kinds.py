"""Which kinds of source there are to test with."""

from importlib.util import find_spec

import pytest

from csm_crawler.extract import KINDS

MISSING = [name for name, module in KINDS.items() if find_spec(f"csm_crawler.extract.{module}") is None]

every_kind = pytest.mark.skipif(bool(MISSING), reason=f"the kinds {', '.join(MISSING)} are not there yet")
