"""What a run left in the folder of feeds."""

from pathlib import Path

from tests.conftest import listing

ONE = listing(("Weibo opens a store", "/1", "13 noviembre, 2019", "Weibo sells."))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
