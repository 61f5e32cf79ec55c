"""Keeping: the only room with a memory, and the only one that knows SQLAlchemy and Alembic."""

from csm_crawler.store.adding import Added
from csm_crawler.store.articles import ArticleStore
from csm_crawler.store.rows import Reading, fingerprint
from csm_crawler.store.runs import RunRecord, SiteRecord

__all__ = ["Added", "ArticleStore", "Reading", "RunRecord", "SiteRecord", "fingerprint"]
