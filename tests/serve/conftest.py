import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from csm_crawler.config import load_config
from csm_crawler.jobs.serving.server import Server


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """Of the home, whatever the test puts into it later."""
    with Server(load_config(home), host="127.0.0.1", port=0) as one:
        threading.Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
        yield one
        one.shutdown()
