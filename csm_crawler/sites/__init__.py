"""What a site file says, and the loader that guards it."""

from csm_crawler.sites.loader import load_sites, site_folders
from csm_crawler.sites.site import Selectors, Site

__all__ = ["Selectors", "Site", "load_sites", "site_folders"]
