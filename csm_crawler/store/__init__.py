"""Keeping: the only room with a memory, and the only one that knows SQLAlchemy and Alembic."""

from csm_crawler.store.adding import Added
from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.checking import faults_in
from csm_crawler.store.cleaning import Bodies
from csm_crawler.store.current import Window
from csm_crawler.store.health import HealthBook, Incident, SiteState
from csm_crawler.store.history import Correction, Revision
from csm_crawler.store.keeping import Kept
from csm_crawler.store.months import Month, Shelf
from csm_crawler.store.pages import PageRecord
from csm_crawler.store.rehearsal import rehearse
from csm_crawler.store.revise import revise
from csm_crawler.store.rows import Reading, fingerprint
from csm_crawler.store.runs import RunRecord, SiteRecord
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
    "revise",
    "sighting_of_card",
    "standing_of",
]
