"""Whether an article of a site that writes of everything is about China."""

import re
from collections.abc import Iterable

from csm_crawler.platforms.catalogue import Catalogue, load_catalogue
from csm_crawler.platforms.tagging import COMPARISON, Mention

_ANYWHERE = re.compile(
    r"\b(?:China(?:'s|’s|s)?|Chinese|Sino-\w+|PRC|RMB|renminbi|yuan|Beijing|Pek[ií]n|Shangh[aá]i|Shenzhen|Hangzhou"
    r"|Guangzhou|Chengdu|Hong ?[Kk]ong|Hongkong|Mandarin|Cantonese|Douyin|[Ww]anghong"
    r"|[Cc]hin[êe]s(?:a|as|es)?|[Cc]hinois(?:e|es)?|Chine|[Cc]hinesische?[nmrs]?|[Cc]inesi?e?|Cina|Xina|[Xx]in[eè]s(?:a|os|es)?"
    r"|Chiny|Chinach|chińsk\w+)\b"
    r"|中国|中國|中华|中華|国内|國內|国产|國產|内地|內地|大陆|大陸|北京|上海|深圳|杭州|广州|廣州|成都|香港|人民币|人民幣"
)
"""Names of China, its cities, its people and its money in the languages of the catalogue; as printed, so that porcelain
(`bone china`) does not count."""
_SPANISH = re.compile(r"\bchin(?:o|a|os|as)\b", re.IGNORECASE)
"""Spanish, Galician and Asturian; in English they are trousers."""
_NOT_CHINA = re.compile(
    r"\b(?:pantal[oó]n(?:es)?|naranjas?|tinta|cuentos?|trabajos?|cobaya) chin(?:o|a|os|as)\b|\b(?:bone|fine) china\b"
    r"|\bChina (?:cabinets?|Su[aá]rez|Grill|Clipper)\b|\bCochinchina\b|中国城",
    re.IGNORECASE,
)
_ENGLISH = ("en", "de", "fr", "pl", "zh")


def is_about_china(
    title: str,
    summary: str,
    mentions: Iterable[Mention],
    *,
    language: str | None = None,
    catalogue: Catalogue | None = None,
) -> bool:
    """Whether it names a platform of China, or China itself.

    `mentions` are those that `tag_platforms` found in the same words; a comparison («the Chinese Twitter») is one of a
    platform outside China, and its words name China.
    """
    platforms = (catalogue or load_catalogue()).platforms
    if any(platforms[one.slug].scope == "china" and one.role != COMPARISON for one in mentions):
        return True
    text = _NOT_CHINA.sub(" ", f"{title}\n{summary}")
    if _ANYWHERE.search(text):
        return True
    return (language or "").partition("-")[0] not in _ENGLISH and _SPANISH.search(text) is not None
