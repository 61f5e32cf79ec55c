"""Keeping: the only room with a memory, and the only one that knows SQLAlchemy and Alembic."""

from csm_crawler.store.adding import Added
from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.keeping import Kept
from csm_crawler.store.pages import PageRecord
from csm_crawler.store.revise import revise
from csm_crawler.store.rows import Reading, fingerprint
from csm_crawler.store.runs import RunRecord, SiteRecord

__all__ = ["Added", "ArticleStore", "Kept", "PageRecord", "Reading", "RunRecord", "SiteRecord", "fingerprint", "revise"]
