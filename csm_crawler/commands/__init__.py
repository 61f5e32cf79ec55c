"""Scrapy commands that we replace."""
