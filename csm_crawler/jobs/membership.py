"""Which feeds an article belongs in, and how people call them."""

from collections.abc import Mapping, Sequence

from csm_crawler.items import Article
from csm_crawler.jobs import corrections
from csm_crawler.jobs.queries import Chooser
from csm_crawler.platforms import Catalogue, topic_names
from csm_crawler.sites import Site

ALL = "all"
LANGUAGES = {"en": "English", "es": "Spanish", "zh": "Chinese"}
"""The project's own: each platform has a feed for each of them too."""
OTHERS = {
    "ca": "Catalan",
    "de": "German",
    "eu": "Basque",
    "fr": "French",
    "gl": "Galician",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
}


def feeds_of(article: Article, catalogue: Catalogue, choosers: Sequence[Chooser] = ()) -> frozenset[str]:
    """Names of feeds: `all`; by roll-up the platforms, owners and groups of what the article names, the platforms' in
    its language (`wechat.es`) too; its topics, language and site; the queries of csm.toml that choose it.

    None where its site wants it in no index, or where it is about something else than China.
    """
    if "noindex" in article.rights or article.off_topic:
        return frozenset()
    platforms = catalogue.feed_names(article.platforms)
    spoken = (article.language or "").partition("-")[0].lower()
    names = {ALL, *platforms, f"site/{article.site}", *(f"topic/{slug}" for slug in article.topics)}
    if spoken:
        names.add(f"language/{spoken}")
    if spoken in LANGUAGES:
        names.update(f"{name}.{spoken}" for name in platforms if "/" not in name)
    return frozenset(names | {one.name for one in choosers if one.chooses(article, platforms)})


def title_of(name: str, catalogue: Catalogue, sites: Mapping[str, Site], titles: Mapping[str, str]) -> str:
    """A feed's name among all that a reader has; `titles` are those of the queries of csm.toml."""
    label = label_of(name, catalogue, sites, titles)
    folder = name.rpartition("/")[0]
    if folder == "topic":
        return f"{label} in China"
    return f"China's platforms in {label}" if folder == "language" else label


def label_of(name: str, catalogue: Catalogue, sites: Mapping[str, Site], titles: Mapping[str, str]) -> str:
    """A feed's name under the heading of its folder."""
    if name in titles:
        return titles[name]
    folder, _, slug = name.rpartition("/")
    if folder == "topic":
        return topic_names().get(slug, slug)
    if folder == "language":
        return {**LANGUAGES, **OTHERS}.get(slug, slug)
    if folder == "site":
        return sites[slug].title if slug in sites else slug
    platform, dot, language = name.rpartition(".")
    if dot and language in LANGUAGES:
        return f"{catalogue.label(platform)} in {LANGUAGES[language]}"
    return {ALL: "All articles", corrections.NAME: "Corrections"}.get(name) or catalogue.label(name)
