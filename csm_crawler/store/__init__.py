"""Keeping: the only room with a memory, and the only one that knows SQLAlchemy and Alembic.

What a run that brings nothing new does without is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.health import HealthBook, Incident, SiteState
from csm_crawler.store.pages import PageRecord
from csm_crawler.store.rows import Reading, fingerprint
from csm_crawler.store.runs import RunRecord, SiteRecord

if TYPE_CHECKING:
    from csm_crawler.store.adding import Added
    from csm_crawler.store.checking import faults_in
    from csm_crawler.store.cleaning import Bodies
    from csm_crawler.store.current import Window
    from csm_crawler.store.entries import Rendered
    from csm_crawler.store.history import Correction, Revision
    from csm_crawler.store.keeping import Kept
    from csm_crawler.store.months import Month, Shelf
    from csm_crawler.store.rehearsal import rehearse
    from csm_crawler.store.sighting import Sighting, sighting_of_card
    from csm_crawler.store.space import Space
    from csm_crawler.store.standing import Standing, standing_of

__all__ = [
    "Added",
    "ArticleStore",
    "Bodies",
    "Correction",
    "HealthBook",
    "Incident",
    "Kept",
    "Month",
    "PageRecord",
    "Reading",
    "Rendered",
    "Revision",
    "RunRecord",
    "Shelf",
    "Sighting",
    "SiteRecord",
    "SiteState",
    "Space",
    "Standing",
    "Window",
    "faults_in",
    "fingerprint",
    "rehearse",
    "sighting_of_card",
    "standing_of",
]

# None is called like its module: Python puts a module that is loaded in the place of its name.
_LATER = {
    "Added": "adding",
    "faults_in": "checking",
    "Bodies": "cleaning",
    "Window": "current",
    "Rendered": "entries",
    "Correction": "history",
    "Revision": "history",
    "Kept": "keeping",
    "Month": "months",
    "Shelf": "months",
    "rehearse": "rehearsal",
    "Sighting": "sighting",
    "sighting_of_card": "sighting",
    "Space": "space",
    "Standing": "standing",
    "standing_of": "standing",
}


def __getattr__(name: str) -> object:
    """A name of another module of this room."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
