"""Names that others are only likened to: «the Chinese Twitter», «el WhatsApp chino», 中国版Instagram."""

from collections.abc import Sequence

from csm_crawler.matcher import compiled
from csm_crawler.platforms.catalogue import Catalogue
from csm_crawler.platforms.company import LINK, Hit

_BEFORE = 48
_AFTER = 32
"""Characters about a name that are looked at."""

_QUOTE, _UNQUOTE = "[«\"“'‘《「『]*$", "[»\"”'’》」』]*"
_VERSION_BEFORE = (
    r"(?:\b(?:version|equivalent|copy|clone|counterpart)s? (?:of|to) (?:the )?"
    r"|\b(?:america|india|japan|korea|russia|vietnam|europe|africa|the west)'s (?:own )?answer to (?:the )?"
    r"|\b(?:wants? to be(?:come)?|hopes? to be(?:come)?|quieren? ser|aspira a ser) (?:the|an?|el|la|un|una) "
    r"|\b(?:versi[oó]n|equivalente|r[eé]plica|copia|clon)(?: \w{2,9})? (?:de|del|a|al) (?:la |el )?"
    r"|(?:美国|印度|日本|韩国|东南亚|越南|泰国|印尼|欧洲|非洲|俄罗斯|巴西|拉美|中东|ai|线下|低配|高配|山寨|老年|儿童|县城|宠物)版的?"
    r"|(?<![世商业各跨])界的?|(?:圈|行业|领域|产品)的|(?:好比|堪比|相当于|下一个|做成了?|玩成了?|活成了?|变成了?)"
    rf"|\b(?:the|a|el|la|un|una) (?:next|new|pr[oó]xim[oa]|nuev[oa]) ){_QUOTE}"
)
"""Before a name of any platform. A rival is none: who is a rival of Douyin is in the news with it."""
_CHINESE_BEFORE = (
    r"(?:\b(?:chinese|china's|asian|asia's) (?:own )?(?:(?:social|video|version|answer)\w* )?"
    rf"|(?:中国|本土|大陆|内地|亚洲|东方|中文|国产)版?的?|中式|类似于?|对标){_QUOTE}"
)
_BARE_CHINESE = rf"\b(?:chinese|china's) {_QUOTE}"
_NOUN_ENDS = r"\W*(?:$|[,.;:!?)»”\"]|(?:is|has|was|will|and|or|but|that|which|app|bans?|called|known)\b)"
_LIKE_BEFORE = (
    r"(?:\b(?:(?:answer|alternative|response)s? to|(?:alternativa|respuesta)(?: \w{2,9})? (?:al?|del?)"
    r"|similar to|akin to|not unlike|much like|comparable to|compared (?:to|with)|equivalent to|likened to"
    r"|a la|similar(?:es)? al?|parecid[oa]s? al?|comparad[oa] con|equivalente al?|al estilo de|an?) ?(?:the )?)"
    rf"{_QUOTE}"
)
_CHINESE_AFTER = (
    rf"{_UNQUOTE}(?: (?:chin[oa]s?|asi[aá]tic[oa]s?|oriental)\b"
    r"| (?:like|style|esque|type|alike|clone|equivalent|competitor|rival)\b|式的?|型)"
)
"""These three: about a name that the world knows, from outside China or `abroad`."""
_PLACE_AFTER = (
    rf"{_UNQUOTE}(?: of (?:the )?(?:china|east|asia|west|africa|india|europe|russia|japan|korea|vietnam|indonesia"
    r"|brazil|latin america|southeast asia|middle east|arab world)\b"
    r"| de (?:la )?(?:china|asia|los chinos|oriente|occidente|áfrica|india|europa|rusia|japón|corea|latinoamérica"
    r"|américa latina|oriente medio)\b| a la china\b)"
)
_ELSEWHERE_AFTER = (
    rf"{_UNQUOTE} (?:latinoamerican|american|african|europe|ind[io]|japon[eé]s|core[a]n|rus|mexican|brasile[ñn]"
    r"|argentin|español|vietnamit|turc|árabe)(?:[oa]s?|e)?\b"
)
"""A demonym after a name, in Spanish: «el Alibaba latinoamericano»."""
_ARTICLE_BEFORE = rf"\b(?:the|an?|el|la|un|una|como|as|del|al)\s+(?:own )?{_QUOTE}"


def compared(hits: Sequence[Hit], catalogue: Catalogue) -> set[tuple[int, str]]:
    """The hits, by place in the list and slug, that name something only to liken another to it."""
    likened: set[tuple[int, str]] = set()
    for index, hit in enumerate(hits):
        for slug in hit.match.name.means:
            if _is_likened(hit, slug, catalogue) or (_goes_on(hits, index, likened) and _is_known(slug, catalogue)):
                likened.add((index, slug))
    return likened


def _is_likened(hit: Hit, slug: str, catalogue: Catalogue) -> bool:
    text = hit.folded.text
    before = text[max(0, hit.match.start - _BEFORE) : hit.match.start]
    after = text[hit.match.end : hit.match.end + _AFTER]
    of_a_place = compiled(_PLACE_AFTER).match(after)
    elsewhere = of_a_place or compiled(_ELSEWHERE_AFTER).match(after)
    if compiled(_VERSION_BEFORE).search(before) or (elsewhere and compiled(_ARTICLE_BEFORE).search(before)):
        return True
    if not _is_known(slug, catalogue):
        return False
    if catalogue.platforms[slug].abroad and compiled(_BARE_CHINESE).search(before):
        return bool(compiled(_NOUN_ENDS).match(after))  # «Chinese TikTok sellers» sell on TikTok
    like = compiled(_CHINESE_BEFORE).search(before) or compiled(_LIKE_BEFORE).search(before)
    return bool(of_a_place or like or compiled(_CHINESE_AFTER).match(after))


def _goes_on(hits: Sequence[Hit], index: int, likened: set[tuple[int, str]]) -> bool:
    """«the Chinese Facebook or Twitter»: the second is likened like the first."""
    if index == 0 or hits[index - 1].field != hits[index].field:
        return False
    previous = hits[index - 1]
    if not any((index - 1, slug) in likened for slug in previous.match.name.means):
        return False
    between = hits[index].folded.text[previous.match.end : hits[index].match.start]
    return bool(between.strip() and compiled(LINK).match(between))


def _is_known(slug: str, catalogue: Catalogue) -> bool:
    platform = catalogue.platforms[slug]
    return platform.scope != "china" or platform.abroad
