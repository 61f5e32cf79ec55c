"""Whether an article of a site that writes of everything is about China."""

from collections.abc import Iterable

from csm_crawler.matcher import compiled
from csm_crawler.platforms.catalogue import Catalogue, load_catalogue
from csm_crawler.platforms.tagging import COMPARISON, Mention

_ANYWHERE = (
    r"\b(?:China(?:'s|’s|s)?|Chinese|Sino-\w+|PRC|RMB|renminbi|yuan|Beijing|Pek[ií]n|Shangh[aá]i|Shenzhen|Hangzhou"
    r"|Guangzhou|Chengdu|Wuhan|Chongqing|Tianjin|Nanjing|Nank[ií]n|Suzhou|Xiamen|Qingdao|Dalian|Harbin|Dongguan|Foshan|Ningbo|Yiwu"
    r"|Hainan|Sichuan|Yunnan|Guangdong|Zhejiang|Fujian|Xinjiang|Inner Mongolia|Mongolia Interior|Macau|Macao|Xi'an"
    r"|Pékin|Pequim|Xangai|Shanghaï|Xi Jinping|Li Qiang|Greater Bay Area"
    r"|[Mm]ainland (?:shoppers?|tourists?|visitors?|buyers?|consumers?)"
    r"|[Gg]igante asiático|Hong ?[Kk]ong|Hongkong|Mandarin|Cantonese|Douyin|[Ww]anghong"
    r"|[Cc]hin[êe]s(?:a|as|es)?|[Cc]hinois(?:e|es)?|Chine|[Cc]hinesische?[nmrs]?|[Cc]inesi?e?|Cina|Xina|[Xx]in[eè]s(?:a|os|es)?"
    r"|Chiny|Chinach|chińsk\w+)\b"
    r"|中国|中國|中华|中華|国内|國內|国产|國產|内地|內地|大陆|大陸|国货|國貨|央视|央視|国务院|國務院|北京|上海|深圳|杭州|广州|廣州|成都"
    r"|重庆|重慶|天津|武汉|武漢|南京|苏州|蘇州|西安|长沙|長沙|郑州|鄭州|青岛|青島|厦门|廈門|宁波|寧波|东莞|東莞|佛山|义乌|義烏"
    r"|哈尔滨|哈爾濱|海南|广东|廣東|浙江|四川|云南|雲南|新疆|香港|澳门|澳門|粤港澳|粵港澳|人民币|人民幣|A股|县城|陆客|陸客"
)
"""Names of China, its cities, its people and its money in the languages of the catalogue; as printed, so that porcelain
(`bone china`) does not count."""
_SPANISH = r"(?i)\b(?:chin(?:o|a|os|as)|mandarín)\b"
"""Spanish, Galician and Asturian; in English they are trousers."""
_NOT_CHINA = (
    r"(?i)\b(?:pantal[oó]n(?:es)?|naranjas?|tinta|cuentos?|trabajos?|cobaya) chin(?:o|a|os|as)\b"
    r"|\b(?:bone|fine) china\b|\bChina (?:cabinets?|Su[aá]rez|Grill|Clipper)\b|\bCochinchina\b|中国城"
    r"|\bnaranjas? de la china\b|\btrabajos? de chinos?\b|\bchinese (?:chequers|checkers|whispers)\b|\bune chinoise à\b"
    r"|\bchina (?:plates?|teacups?|dolls?)\b|\bsichuan pepper(?:corn)?s?\b"
)
_ENGLISH = ("en", "de", "fr", "it", "pl", "zh")


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
    text = compiled(_NOT_CHINA).sub(" ", f"{title}\n{summary}")
    if compiled(_ANYWHERE).search(text):
        return True
    return (language or "").partition("-")[0] not in _ENGLISH and compiled(_SPANISH).search(text) is not None
