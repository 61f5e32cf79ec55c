"""Whether an ordinary word is a name here: the company that a weak name keeps.

list     it stands in an enumeration with a Chinese platform (`Weibo, Red and Douyin`, 芒果、番茄、拼多多)
kin      or its owner, a sister or a slug it lists as `near` is named anywhere in the text
beside   or a Chinese platform is named within a few words
word     or it is used as a name (`the app Soul`, `Soul's`, `Keep became`) and the text is about China
china    or the text is about China: it names a Chinese platform or speaks of China
han      or it stands amid Chinese characters; elsewhere like `word`
name     or it stands amid Chinese characters; elsewhere like `china`

`list` and `kin` serve every kind, `beside` only itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from csm_crawler.matcher import Folded, Match, compiled
from csm_crawler.platforms.catalogue import Catalogue

BESIDE = 25
"""Characters within which a platform vouches for a word beside it."""

LINK = (
    r"[)\"'»”》」』\]]*\s*(?:[,、/&+;|·]\s*|\((?=[^)]{0,12}$))?"
    r"(?:(?:and|or|y|o|e|u|vs\.?|versus|和|与|及|跟|或|以及|还有|对)\s*)?(?:(?:the|la|el|on|in|en) )?[(«\"“‘《「『\[]*$"
)
"""What stands between two members of an enumeration."""
_HAN = "[\u4e00-\u9fff]"
_CHINA = (
    r"\b(?:chin(?:a|ese|o|os|as|esa|esas|eses)|beijing|pek[ií]n|shangh[aá]i|shenzhen|hangzhou|guangzhou|chengdu"
    r"|hong kong|mandarin|mandarín|rmb|cny|renminbi|yuan|yuanes|netizens?|gigante asiático|wanghong|kols?"
    r"|macau|wuhan|chongqing|tianjin|nanjing|suzhou"
    r"|singles' day|double 11|618 (?:festival|sales?|shopping)|festival 618|día del soltero)\b"
    r"|中国|国内|国产|网红|博主"
)
_USED_BEFORE = (
    r"(?:\b(?:apps?|platforms?|plataformas?|aplicaci[oó]n|start ?up|company|compañía|empresa|unicorn|unicornio|network"
    r"|red social|called|named|dubbed|llamad[ao]|rival|competitor|de|backed|owned|via|on|en|through)"
    r"(?: chin[ao])?(?: llamad[ao]| called)? ['\"«“(]?)$"
)
_USED_AFTER = (
    r"['\"»”]?(?:'s\b|,? ?\((?!(?:19|20)\d\d)|, (?:an?|the|china|chinese|una?|la|el|which|whose) ?"
    r"| (?:apps?|inc|ipo|group|users?|platform|shares|stock|revenues?|profits?|founder|ceo"
    r"|plans|files|raises|launche[sd]|became|becomes|says|said|has|wants"
    r"|cuts|sues|opens|tests|lets|trims|shrinks|loses|earns|sells|pays"
    r"|reports|reported|adds|bets|hits|reaches|lanza|prepara|cotiza|anuncia|crece|supera|conquista"
    r"|cae|gana|pierde|suma|abre|llega|sale|busca|recorta)\b)"
)
_SOMETHING_ELSE = (
    r"(?:,| -)? (?:an?|the|una?|el|la) (?:(?!apps?\b|platform|social|start ?up)[^\W\d_]+ ){0,2}"
    r"(?:restaurant|caf[eé]|bar|bistro|pub|panda|dog|cat"
    r"|singer|actor|actress|band|film|movie|novel|song|album|poet|village|town|river|island|hotel|museum|restaurante"
    r"|perr[oa]|gat[oa]|cantante|actriz|banda|pel[ií]cula|novela|canci[oó]n|disco|poeta|pueblo|r[ií]o|isla|mascota)\b"
    r"(?! (?:apps?|arm|maker|makers|site|platform|streamer|service"
    r"|giant|firm|company|group|unit|portal|review|booking|delivery))"
)
"""What says that a word is the name of a thing of another kind («Maimai, a Thai restaurant», «Momo the panda»)."""
_NAME_GOES_ON = r" (?:& )?(?!App|AI|Inc|IPO|Group|Chat)[A-ZÁÉÍÓÚÑ][a-záéíóúñäöü]"


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in one field."""

    field: str
    folded: Folded
    match: Match


def accepted(hits: Sequence[Hit], *, about: Sequence[str], language: str | None, catalogue: Catalogue) -> list[Hit]:
    """The hits that are names: all strong ones, and the weak ones in the company that they need."""
    hits = [hit for hit in hits if hit.match.name.company or not _is_namesake(hit)]
    if not any(hit.match.name.company for hit in hits):
        return hits
    company = _Company(hits, about=about, language=language, catalogue=catalogue)
    return [hit for index, hit in enumerate(hits) if not hit.match.name.company or company.vouches(index)]


class _Company:
    def __init__(
        self, hits: Sequence[Hit], *, about: Sequence[str], language: str | None, catalogue: Catalogue
    ) -> None:
        self.hits, self.catalogue, self.language = hits, catalogue, language
        strong = [hit for hit in hits if not hit.match.name.company]
        self.named = {slug for hit in strong for slug in hit.match.name.means} | set(about)
        self.chinese = any(self._is_chinese(hit) for hit in strong) or bool(about)
        self.linked = self._chains()
        self.texts = {hit.field: hit.folded.text for hit in hits}

    def _is_chinese(self, hit: Hit) -> bool:
        return any(self.catalogue.platforms[slug].scope == "china" for slug in hit.match.name.means)

    def vouches(self, index: int) -> bool:
        """Whether the weak hit at this place of the list is a name."""
        hit = self.hits[index]
        slug, needed = hit.match.name.means[0], hit.match.name.company
        foes = self.catalogue.foes[slug]
        if any(foes.search(text) for text in self.texts.values()):
            return False
        if index in self.linked or slug in self.named:
            return True
        if compiled(_SOMETHING_ELSE).match(hit.folded.text, hit.match.end):
            return False
        if needed == "list":
            return False
        if not self.named.isdisjoint(self.catalogue.kin[slug]):
            return needed != "beside" or (self._has_neighbor(hit) and _is_used_as_name(hit))
        return self._is_in_china(hit, needed)

    def _is_in_china(self, hit: Hit, needed: str) -> bool:
        if needed == "beside":
            return self._has_neighbor(hit) and _is_used_as_name(hit)
        if needed in ("han", "name") and self._is_amid_han(hit):
            return True
        if needed == "kin" or _is_shouted(hit) or _is_first_of_a_longer_name(hit):
            return False
        if not (self.chinese or (self._speaks_of_china() and not self._is_ordinary(hit))):
            return False
        return needed in ("china", "name") or _is_used_as_name(hit)

    def _speaks_of_china(self) -> bool:
        return any(compiled(_CHINA).search(text) for text in self.texts.values())

    def _is_ordinary(self, hit: Hit) -> bool:
        platform = self.catalogue.platforms[hit.match.name.means[0]]
        return bool(self.language) and (self.language or "").partition("-")[0] in platform.ordinary_in

    def _is_amid_han(self, hit: Hit) -> bool:
        if self.language and not self.language.startswith("zh"):
            return False
        text = hit.folded.text
        return bool(compiled(_HAN).search(text[max(0, hit.match.start - 3) : hit.match.end + 3]))

    def _has_neighbor(self, hit: Hit) -> bool:
        return not _is_shouted(hit) and any(
            other.field == hit.field
            and not other.match.name.company
            and self._is_chinese(other)
            and max(other.match.start - hit.match.end, hit.match.start - other.match.end) <= BESIDE
            for other in self.hits
        )

    def _chains(self) -> set[int]:
        """Places of the hits that an enumeration links with a strong Chinese name, directly or by others."""
        linked: set[int] = set()
        chain: list[int] = []
        for index, hit in enumerate(self.hits):
            if chain and not _follows(self.hits[index - 1], hit):
                chain = []
            chain.append(index)
            if any(not self.hits[one].match.name.company and self._is_chinese(self.hits[one]) for one in chain):
                linked.update(chain)
        return linked


def _follows(one: Hit, other: Hit) -> bool:
    """Whether two hits are neighbors in an enumeration; a Chinese comma may also end a clause, so it links none."""
    if one.field != other.field:
        return False
    between = one.folded.text[one.match.end : other.match.start]
    if not between.strip() or not compiled(LINK).match(between):
        return False
    word = other.match.name if other.match.name.company else one.match.name
    return not ("," in between and compiled(_HAN).search(word.text))


def _is_namesake(hit: Hit) -> bool:
    """Whether an apposition says that even a strong name is no platform's here: «The Idle Fish, a pub in Whitby»."""
    text, end = hit.folded.text, hit.match.end
    return text.startswith((", a ", ", an ", ", un ", ", una "), end) and bool(
        compiled(_SOMETHING_ELSE).match(text, end)
    )


def _is_used_as_name(hit: Hit) -> bool:
    text = hit.folded.text
    before = text[max(0, hit.match.start - 24) : hit.match.start]
    return bool(compiled(_USED_AFTER).match(text, hit.match.end) or compiled(_USED_BEFORE).search(before))


def _is_shouted(hit: Hit) -> bool:
    """Whether all about it is in capitals, where capitals prove nothing."""
    first, last = hit.folded.span(hit.match.start, hit.match.end)
    around = hit.folded.original[max(0, first - 20) : first] + hit.folded.original[last : last + 20]
    letters = [one for one in around if one.isalpha() and one.upper() != one.lower()]
    return len(letters) > 7 and sum(one.isupper() for one in letters) > 0.8 * len(letters)


def _is_first_of_a_longer_name(hit: Hit) -> bool:
    """Whether a capitalized word follows in a text that does not capitalize all its words (`Momo Chen`)."""
    first, last = hit.folded.span(hit.match.start, hit.match.end)
    text = hit.folded.original
    if not compiled(_NAME_GOES_ON).match(text, last):
        return False
    words: list[str] = compiled(r"[^\W\d_]{4,}").findall(f"{text[:first]} {text[last:].split(' ', 2)[-1]}")
    return sum(word[0].isupper() for word in words) <= 0.6 * len(words)
