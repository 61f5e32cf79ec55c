"""How pages call feeds, platforms and topics in each of their languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from csm_crawler.jobs.membership import ALL, LANGUAGES, label_of
from csm_crawler.platforms import Catalogue, topic_names
from csm_crawler.publish.wording import words
from csm_crawler.sites import Site


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The names that people of one language know things by."""

    language: str
    catalogue: Catalogue
    sites: Mapping[str, Site]
    titles: Mapping[str, str]
    """Of the queries of csm.toml."""

    @cached_property
    def tags(self) -> dict[str, str]:
        """Slug of a platform or topic → its name."""
        named = words(self.language, "topics")
        topics = {slug: named.get(slug, name) for slug, name in topic_names().items()}
        return {**topics, **{slug: self.platform(slug) for slug in self.catalogue.platforms}}

    def platform(self, slug: str) -> str:
        """A platform: by its Chinese name to who reads Chinese; an unknown one stands for itself."""
        known = self.catalogue.platforms.get(slug)
        if known is None:
            return slug
        return known.zh_hans or known.name if self.language == "zh" else known.name

    def feed(self, name: str) -> str:
        """A feed, under the heading of its folder."""
        w, spoken = words(self.language, "feeds"), words(self.language, "languages")
        folder, _, slug = name.rpartition("/")
        whole, dot, language = name.rpartition(".")
        if name in self.titles:
            return self.titles[name]
        if folder == "topic":
            return self.tags.get(slug, slug)
        if folder == "language":
            return spoken.get(slug, slug)
        if not folder and dot and language in LANGUAGES:
            return w.say("in_language", feed=self.platform(whole), language=spoken[f"in_{language}"])
        if not folder and slug in self.catalogue.platforms:
            return self.platform(slug)
        if name in (ALL, "corrections"):
            return w[f"feed_{name}"]
        return label_of(name, self.catalogue, self.sites, self.titles)
