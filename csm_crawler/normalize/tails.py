"""The ends that sites add to their own teasers, «Leer más» and the like, in the languages of the sites."""

import re

_WORDS = "|".join(
    (
        # es, gl
        r"(?:sigue|seguir|continuar|contin[uú]a) leyendo|(?:lee|leer|ver|saber) m[aá]s|m[aá]s información|ler máis",
        r"(?:leer|lee|ver) (?:(?:el|la) )?(?:art[ií]culo|nota|noticia|entrada|post) complet[oa]|seguir lendo",
        # en
        r"(?:read|see|view|learn|show|find out|discover) more|(?:continue|keep) reading|read on|full story",
        r"(?:read|view|see) (?:the )?(?:full|whole|entire|complete|rest of th(?:e|is)) (?:article|story|post|entry)",
        # pt, ca
        r"(?:ler|leia|saiba|veja|ver) mais|continu[ea]r? (?:a ler|lendo)|(?:ler|leia) (?:o )?artigo completo",
        r"(?:llegir|llegeix|llegiu|veure)(?:-ne)? més|continua(?:r)? llegint",
        # fr, de, it
        r"lire (?:la suite|plus|l['’]article)|en savoir plus|(?:continuer|poursuivre) (?:la lecture|à lire)|voir plus",
        r"weiter ?lesen|mehr (?:lesen|erfahren|dazu)|zum (?:artikel|beitrag)",
        r"(?:leggi|scopri) (?:di più|tutto|ancora|l['’]articolo)|continua(?:re)? a leggere|per saperne di più",
    )
)
_CHINESE = (
    r"(?:点击|點擊|点此|請|请)?(?:阅读|閱讀|查看|展开|展開|继续|繼續|观看)"
    r"(?:全文|更多内容|更多|原文|阅读|閱讀|详情|詳情|详细|全部|完整文章)"
    r"|详细内容|更多详情|更多内容|了解更多|瞭解更多|看全文|詳全文|全文阅读|全文閱讀|全文"
)
_OPEN, _CLOSE = r"[\[(（【«]", r"[\])）】»]"
_DECOR = r"[\s.…>›»→➔➜⟶▸▶·|:：\-–—+]*"
_ELLIPSIS = r"(?:…|\.{3}|\. \. \.)"
_TAIL = re.compile(rf"(?P<open>{_OPEN}\s*)?(?P<words>{_WORDS})(?P<after>{_DECOR}{_CLOSE}?{_DECOR})$", re.IGNORECASE)
# WordPress names the entry: "Continue reading Five trends →".
_NAMED = re.compile(
    r"(?P<keep>^|…|\.{3}|\]|[.!?»”\"] )\s*"
    r"(?:Continue reading|Read more about|Seguir leyendo|Continuar leyendo|Sigue leyendo)"
    r" (?=[\"“«A-ZÁÉÍÓÚÑ¿¡]).{1,300}$"
)
_MORE = re.compile(
    rf"[\[(]\s*(?:m[aá]s|more|mais|més|máis|plus|mehr|更多|…|\.\.\.)?\s*{_ELLIPSIS}\s*[\])]{_DECOR}$", re.IGNORECASE
)
_CHINESE_TAIL = re.compile(rf"(?:{_OPEN}\s*)?(?:{_CHINESE}){_DECOR}{_CLOSE}?{_DECOR}$")
_CHINESE_BORDER = re.compile(r"(?:^|[。！？…；.!?\s\])）】»”|]|\.{3})$")
_SURE_CHINESE = re.compile(r"(?:阅读|閱讀|查看|展开|展開|继续阅读|繼續閱讀|点击|點擊).*(?:全文|原文|更多|阅读|閱讀)")
# WordPress adds these to the feed's entries (the_excerpt_rss with its usual plugins).
_ORIGIN = re.compile(
    r"^(?P<keep>.*\s|)(?:The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}"
    r"|(?:La entrada|El post|La noticia|El artículo) .{1,300} (?:se publicó|apareció|aparece) primero en .{1,100}"
    r"|O post .{1,300} apareceu primeiro em .{1,100}|L['’]entrada .{1,300} ha aparegut primer a .{1,100}"
    r"|L['’]article .{1,300} est apparu en premier sur .{1,100}|L['’]articolo .{1,300} proviene da .{1,100}"
    r"|Der Beitrag .{1,300} erschien zuerst auf .{1,100})$"
)
_ENDS = '.!?…»”|])→·"'
_SEPARATORS = " |>→-–—·"
_REACH = 500
"""Characters from the end in which a tail is looked for; the longest holds a title and a site's name."""
_SHORT_REACH = 80
"""The same before what may follow a tail that names nothing: the longest has thirty."""
_AFTER = " \t\n.…>›»→➔➜⟶▸▶·|:：-–—+])）】"
_NAMED_MARKS = ("Continue reading", "Read more about", "Seguir leyendo", "Continuar leyendo", "Sigue leyendo")
_ORIGIN_MARKS = ("appeared", "primero en", "primeiro em", "primer a", "premier sur", "proviene da", "zuerst auf")
"""Without one of these words a text has none of these tails: hardly any has, and they are looked for slowly."""
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
    head, end = text[:-_REACH], text[-_REACH:]
    if any(mark in end for mark in _ORIGIN_MARKS):
        end = _ORIGIN.sub(r"\g<keep>", end)
    if any(mark in end for mark in _NAMED_MARKS):
        end = _NAMED.sub(r"\g<keep>", end)
    end = end.rstrip()
    start = max(0, len(end.rstrip(_AFTER)) - _SHORT_REACH)
    for tail, is_added in ((_TAIL, _is_added), (_CHINESE_TAIL, _is_added_chinese)):
        if (found := tail.search(end, start)) and is_added(found, end[: found.start()]):
            return (head + end[: found.start()]).rstrip(_SEPARATORS)
    if found := _MORE.search(end, start):
        before = (head + end[: found.start()]).rstrip()
        return before if not before or before[-1] in ".!?…。！？" else before + "…"
    return head + end


def _is_added(tail: re.Match[str], before: str) -> bool:
    """False for the author's own words, as in "quieren leer más": the site's begin with a capital, stand in brackets,
    follow an end, or an arrow follows them."""
    text = before.rstrip()
    if not text or tail["open"] or text[-1] in _ENDS:
        return True
    points = "..." in tail["after"] or any(sign in tail["after"] for sign in "…>›»→➔➜⟶▸▶")
    return before.endswith(" ") and (tail["words"][0].isupper() or points)


def _is_added_chinese(tail: re.Match[str], before: str) -> bool:
    return bool(_CHINESE_BORDER.search(before) or _SURE_CHINESE.search(tail[0]))
