"""Sites: one file of data each, and the loader that guards them."""

from csm_crawler.sites.known import KnownSites, load_sites, unknown_site
from csm_crawler.sites.loader import read_site, site_folders
from csm_crawler.sites.site import Ask, Fields, Json, Pages, Rule, Rules, Selectors, Site

__all__ = [
    "Ask",
    "Fields",
    "Json",
    "KnownSites",
    "Pages",
    "Rule",
    "Rules",
    "Selectors",
    "Site",
    "load_sites",
    "read_site",
    "site_folders",
    "unknown_site",
]
