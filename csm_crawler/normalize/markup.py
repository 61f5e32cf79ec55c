"""Markup in a string to plain words: tags, comments, CDATA and entities, also where they are encoded twice."""

import html
import re

# Only names that HTML knows count as tags, so that "a <b", "<3", "List<String>" and "<ana@example.com>" stay words.
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong"
)
_INLINE += "|sub|sup|tt|u|var|wbr|nobr|time|data|ruby|rb|rp|rt"
_BLOCK = (
    "address|article|aside|audio|blockquote|body|br|button|canvas|caption|center|col|colgroup|dd|details|dialog|div"
)
_BLOCK += (
    "|dl|dt|embed|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|img"
)
_BLOCK += (
    "|input|legend|li|link|main|map|area|menu|meta|nav|noscript|object|ol|optgroup|option|output|p|param|picture|pre"
)
_BLOCK += "|progress|section|select|source|summary|svg|path|g|table|tbody|td|template|textarea|tfoot|th|thead|title|tr"
_BLOCK += "|track|ul|video|math|[a-z]{1,20}:[a-z]{1,20}|[a-z]{1,20}-[a-z-]{1,30}"
_NAME = rf"(?:(?P<inline>(?:{_INLINE}))|(?:{_BLOCK}))(?=[\s/>])"
# An attribute's value may hold ">"; an unclosed quote must not make the search slow, so its length is bounded.
_REST = r"""(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'|["'])*+"""
_TAG = re.compile(rf"</?{_NAME}{_REST}>", re.IGNORECASE)
# Each looks only as far as the next beginning of its kind, so that a thousand unclosed ones cost no more than one.
# No possessive group: before 3.11.5 Python loses what looks ahead in one (Debian 12 has 3.11.2).
_UNSEEN = re.compile(
    r"<(script|style|template|noscript)\b[^<>]{0,500}>(?:[^<]++|(?!</?\1\b).)*</\1\s*>", re.IGNORECASE | re.DOTALL
)
_DECLARATION = re.compile(
    r"<!--(?:[^<-]++|(?!<!--|-->).)*-->|<!doctype\b[^<>]{0,500}>|<\?xml\b[^<>]{0,500}\?>", re.IGNORECASE | re.DOTALL
)
_CDATA = re.compile(r"<!\[CDATA\[((?:[^<\]]++|(?!<!\[CDATA\[|\]\]>).)*)\]\]>", re.DOTALL)
# A teaser that a site cut inside of a tag: only with an attribute or a slash is it sure to be one.
_CUT_TAG = re.compile(
    rf"<(?:{_NAME}[^<>]{{0,500}}=[^<>]{{0,2000}}|/(?:{_INLINE}|{_BLOCK})\s*|!--[^>]{{0,2000}})$", re.IGNORECASE
)
_LONGEST_CUT = 4000
"""Characters of the longest cut tag: before them nothing needs to be looked at."""
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&(?:nbsp|amp|quot|lt|gt)(?![\w;=])"
)
# "&amp;amp;#8211;" in one step, however often it was encoded.
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,4}26);)+")
_SURROGATES = re.compile(
    r"&#(?:x([dD][89abAB][0-9a-fA-F]{2})|(5[56]\d{3}));&#(?:x([dD][c-fC-F][0-9a-fA-F]{2})|(5[67]\d{3}));"
)
_ROUNDS = 4


def join_surrogate_references(text: str) -> str:
    """`&#55357;&#56832;`, one emoji written as two UTF-16 halves, to the emoji itself."""
    return _SURROGATES.sub(_joined, text) if "&#" in text else text


def strip_markup(text: str) -> str:
    """The words of `text`: no tag and no entity is left, so that a second call changes nothing."""
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        stripped = _one_round(text)
        if stripped == text:
            return text
        text = stripped
    # Nested on purpose or by accident, deeper than any real page does it: what is left is not worth its signs.
    stripped = _one_round(text)
    return text if stripped == text else stripped.replace("<", " ").replace("&", " ")


def _one_round(text: str) -> str:
    if "<" in text:
        text = _CDATA.sub(r" \1 ", text)
        text = _DECLARATION.sub(" ", _UNSEEN.sub(" ", text))
        text = _TAG.sub(_gap, text)
        text = text[:-_LONGEST_CUT] + _CUT_TAG.sub("", text[-_LONGEST_CUT:])
    if "&" in text:
        text = join_surrogate_references(_AMPERSANDS.sub("&", text))
        text = _ENTITY.sub(_character, text)
    return text


def _gap(tag: re.Match[str]) -> str:
    return "" if tag["inline"] else " "


def _character(entity: re.Match[str]) -> str:
    name = entity[0]
    # What no text may hold becomes U+FFFD in html.unescape; nothing was meant by it, so nothing stays.
    return html.unescape(name).replace("\ufffd", "") if name[1] == "#" else html.unescape(name)


def _joined(pair: re.Match[str]) -> str:
    high = int(pair[1], 16) if pair[1] else int(pair[2])
    low = int(pair[3], 16) if pair[3] else int(pair[4])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return ""
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
