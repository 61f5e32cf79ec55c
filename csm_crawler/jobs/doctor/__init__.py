"""What keeps a home from working, before it does."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from csm_crawler.config import Config, load_config
from csm_crawler.errors import ConfigError
from csm_crawler.jobs.doctor import folders, machine, settings, stored
from csm_crawler.jobs.doctor.finding import Finding, wrong

__all__ = ["Finding", "examine"]


def examine(home: Path, now: datetime) -> list[Finding]:
    """Everything that is looked at, right or wrong; nothing is written, and nobody else is asked."""
    return [*machine.findings(), *_of_home(home, now)]


def _of_home(home: Path, now: datetime) -> Iterator[Finding]:
    config = _read(home)
    if isinstance(config, Finding):
        yield config
        yield machine.clock(now, None)
        return
    yield from settings.findings(config)
    newest, database = stored.examined(config)
    yield database
    yield machine.clock(now, newest)
    yield from folders.findings(config)


def _read(home: Path) -> Config | Finding:
    try:
        config = load_config(home)
    except ConfigError as error:
        return wrong("configuration", str(error), "mend it; README.md has all keys under Settings")
    if config.file is None and not config.demonstration:
        return wrong(
            "configuration", f"{home} holds no csm.toml", "`csm init` makes one, `csm -C DIR` names another home"
        )
    return config
