"""The ends that sites add to their own teasers, «Leer más» and the like, in the languages of the sites."""

import re

# es, en, pt, ca, gl, fr, de, it
_WORDS = r"""
(?:sigue|seguir|segu[ií]|continu[ae]|continú[ae]|continuar)\ leyendo|(?:leer|lee|ver|saber|saiba|ler|leia|veja|vexa)\ m(?:[aá]s|ais)
|(?:leer|lee|ver)\ (?:(?:el|la)\ )?(?:artículo|articulo|nota|noticia|entrada|post)\ (?:completo|completa|entera)
|m[aá]s\ información|ler\ m[aá]is|lea\ más|(?:ler|leia|ver)\ (?:o\ )?(?:artigo|texto|matéria)\ complet[oa]
|(?:continu[ae]|continuar)\ (?:a\ )?(?:ler|lendo|llegint|a\ leggere|leggere|a\ lire)|seguir\ lendo|segue\ lendo
|(?:llegir|llegeix|llegiu|veure)(?:-ne)?\ més|(?:read|see|view|learn|show|find\ out|discover)\ more|(?:continue|keep)\ reading|read\ on
|(?:read|view|see)\ (?:the\ )?(?:full|whole|entire|rest\ of\ the|rest\ of\ this|complete)\ (?:article|story|post|entry)|full\ (?:story|article)
|lire\ (?:la\ suite|plus|l['’]article)|en\ savoir\ plus|(?:continuer\ la|poursuivre\ la)\ lecture|voir\ plus
|weiter\ ?lesen|mehr\ (?:lesen|erfahren|dazu)|zum\ (?:artikel|beitrag)|(?:leggi|scopri)\ (?:di\ più|tutto|ancora|l['’]articolo)
|continua\ a\ leggere|per\ saperne\ di\ più
"""
_CHINESE = r"(?:点击|點擊|点此|請|请)?(?:阅读|閱讀|查看|展开|展開|继续|繼續|观看)(?:全文|更多|原文|阅读|閱讀|详情|詳情|详细|全部|完整文章|更多内容)"
_CHINESE += r"|(?:详细内容|更多详情|更多内容|了解更多|瞭解更多|看全文|詳全文|全文阅读|全文閱讀|全文)"
_OPEN, _CLOSE = r"[\[(（【«]", r"[\])）】»]"
_DECOR = r"[\s.…>›»→➔➜⟶▸▶·|:：\-–—+]*"
_ELLIPSIS = r"(?:…|\.{3}|\. \. \.)"
# In the middle of a sentence "quieren leer más" are the author's words: the tail begins with a capital or follows an
# end (full stop, dots, bracket), or arrows point from it.
_FLAGS = re.IGNORECASE | re.VERBOSE
_TAIL = re.compile(rf"(?P<open>{_OPEN}\s*)?{_ELLIPSIS}?(?P<words>{_WORDS})(?P<after>{_DECOR}{_CLOSE}?{_DECOR})$", _FLAGS)
_NAMED = re.compile(
    r"(?:…|\.{3}|\]|^|[.!?»”\"]\s)\s*(?:Continue reading|Read more about|Seguir leyendo|Continuar leyendo|Sigue leyendo)"
    r"\s(?=[\"“«A-ZÁÉÍÓÚÑ¿¡]).{1,300}$"
)
_MORE = re.compile(rf"[\[(]\s*(?:m[aá]s|more|mais|més|máis|plus|mehr|更多|…|\.\.\.)?\s*{_ELLIPSIS}\s*[\])]{_DECOR}$", re.IGNORECASE)
_CHINESE_TAIL = re.compile(rf"(?:{_OPEN}\s*)?(?:{_CHINESE}){_DECOR}{_CLOSE}?{_DECOR}$")
_CHINESE_BORDER = re.compile(r"(?:^|[。！？…；.!?\s\])）】»”|]|\.{3})$")
_SURE_CHINESE = re.compile(r"(?:阅读|閱讀|查看|展开|展開|继续阅读|繼續閱讀|点击|點擊).*(?:全文|原文|更多|阅读|閱讀)")
# WordPress adds these to the feed's entries (the_excerpt_rss with its usual plugins).
_ORIGIN = re.compile(
    r"\s*(?:The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}"
    r"|(?:La entrada|El post|La noticia|El artículo) .{1,300} (?:se publicó primero en|apareció primero en|aparece primero en) .{1,100}"
    r"|O post .{1,300} apareceu primeiro em .{1,100}|L['’](?:article|articolo) .{1,300} (?:est apparu en premier sur|proviene da) .{1,100}"
    r"|Der Beitrag .{1,300} erschien zuerst auf .{1,100}|L['’]entrada .{1,300} ha aparegut primer a .{1,100})$"
)
_ROUNDS = 4


def cut_tails(text: str) -> str:
    """Plain text without the site's end; a "[…]" that was cut off leaves "…", a "…" of the text stays as it is."""
    for _ in range(_ROUNDS):
        shorter = _cut_once(text)
        if shorter == text:
            break
        text = shorter
    return text


def _cut_once(text: str) -> str:
    head, end = text[:-400], text[-400:]
    end = _ORIGIN.sub("", end).rstrip()
    end = _NAMED.sub(lambda m: m[0][: 1 if m[0][0] in "….!?»”\"]" else 0], end)
    if found := _MORE.search(end):
        before = end[: found.start()].rstrip()
        return head + (before if not before or before[-1] in ".!?…。！？" else before + "…")
    if (found := _TAIL.search(end)) and _is_added(found, end):
        return (head + end[: found.start()] + ("…" if end[found.start() :].startswith(("…", "...")) else "")).rstrip(" |>→-–—·")
    if (found := _CHINESE_TAIL.search(end)) and _is_added_chinese(found, end):
        return (head + end[: found.start()]).rstrip(" |>→-–—·")
    return head + end


def _is_added(tail: re.Match[str], text: str) -> bool:
    before = text[: tail.start()].rstrip()
    if not before or tail["open"] or before[-1] in ".!?…»”|])→·\"":
        return text[tail.start() - 1 : tail.start()] in ("", " ") or bool(tail["open"]) or before[-1:] in "….!?])|"
    if not text[: tail.start()].endswith(" "):
        return False
    return tail["words"][0].isupper() or any(sign in tail["after"] for sign in "…>›»→➔➜⟶▸▶") or "..." in tail["after"]


def _is_added_chinese(tail: re.Match[str], text: str) -> bool:
    return bool(_CHINESE_BORDER.search(text[: tail.start()]) or _SURE_CHINESE.search(tail[0]))
