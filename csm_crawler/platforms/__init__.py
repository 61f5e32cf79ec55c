"""Platforms, companies and topics: who and what a text is about."""

from csm_crawler.platforms.catalogue import Catalogue, load_catalogue
from csm_crawler.platforms.entries import RESERVED, Group, Platform
from csm_crawler.platforms.relevance import is_about_china
from csm_crawler.platforms.tagging import Mention, tag_platforms
from csm_crawler.platforms.topics import find_topics, tag_topics, topic_names

__all__ = [
    "RESERVED",
    "Catalogue",
    "Group",
    "Mention",
    "Platform",
    "find_topics",
    "is_about_china",
    "load_catalogue",
    "tag_platforms",
    "tag_topics",
    "topic_names",
]
