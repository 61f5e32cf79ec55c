"""Sites: one file of data each, and the loader that guards them."""

from csm_crawler.sites.loader import load_sites, read_site, site_folders
from csm_crawler.sites.site import Ask, Fields, Json, Pages, Rule, Rules, Selectors, Site

__all__ = [
    "Ask",
    "Fields",
    "Json",
    "Pages",
    "Rule",
    "Rules",
    "Selectors",
    "Site",
    "load_sites",
    "read_site",
    "site_folders",
]
