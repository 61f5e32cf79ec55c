"""Scrapy commands that we replace: they take the place of Scrapy's by their module's name."""
