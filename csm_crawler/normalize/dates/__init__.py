"""Printed words → the moment that they name. The only room that knows dateutil."""

from csm_crawler.normalize.dates.parse import parse_date
from csm_crawler.normalize.dates.parsed import ParsedDate
from csm_crawler.normalize.dates.settle import settle_dates, site_dates

__all__ = ["ParsedDate", "parse_date", "settle_dates", "site_dates"]
