"""Where saved pages lie: in the home folder, in the checkout, in the installed package."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def fixture_folders(home: Path) -> tuple[Path, ...]:
    """In the order in which they are asked; not all exist."""
    return (home / "fixtures", PACKAGE.parent / "fixtures", PACKAGE / "fixtures")


def saved_page(home: Path, site: str, name: str) -> Path | None:
    """The absolute path of a site's saved page, or None where there is none."""
    paths = (folder / site / name for folder in fixture_folders(home))
    return next((path.resolve() for path in paths if path.is_file()), None)
