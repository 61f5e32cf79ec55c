"""How the words of a language end, what it elides, and which words belong to no language."""

ELISIONS: dict[str, str] = {
    "fr": "l' d' s' n' m' t' j' c' qu' jusqu' lorsqu' puisqu' aujourd'",
    "ca": "l' d' s' n' m' t'",
    "it": "l' d' c' m' t' v' un' dell' all' nell' sull' dall' quell' quest' dov' com' cos' anch' po' sant' bell'",
    "en": "'s 't 'll 're 've 'm 'd o'",
}
"""Language → what it writes with an apostrophe, before a word or after one."""

ENDINGS: dict[str, str] = {
    "es": "ción ciones sión siones dad miento mientos iendo ería erías illo illa ñol ñola",
    "en": "ing tion tions ness ment ments ly ful less ed able ight ough",
    "pt": "ção ções são sões dade dades mento mentos inho inha eiro eira ões ães ável ível",
    "ca": "ció cions sió sions itat itats ment ments atge atges eix eixen esc ència ància ador adors ny nys",
    "gl": "ción cións sión sións dade dades mento mentos iño iña eiro eira óns xe xes ábel íbel ousa ouse",
    "fr": "tion tions sion sions ment ments ité ités eur eurs euse aux eux ait aient age ages ée ées ez ique iques ère",
    "de": "ung ungen lich liche lichen keit heit isch ische ischen schaft ieren iert chen tum",
    "it": "zione zioni sione sioni mento menti tà aggio aggi etto etta ezza ando endo ato ata uto uta ismo",
    "nl": "heid lijk lijke ingen tje tjes eren isch ische",
    "eu": "tzea tzeko aren arekin etan etako rako tako tatik ekin arako ezko",
}
"""Language → how many of its longer words end; n-grams of three letters see only a part of it."""

_NEUTRAL = """
alibaba alipay android app apps baidu beijing bilibili blog china commerce didi douyin email facebook google
huawei instagram ipad iphone jd kol kols kuaishou live marketing max meituan mini pinduoduo plus pro
shanghai social streaming taobao tencent tiktok tmall top twitter web wechat weibo weixin wordpress xi
xiaohongshu xiaomi youtube zhihu
"""
NEUTRAL = frozenset(_NEUTRAL.split())
"""Names and words that every language of the field uses, lower case: they tell nothing."""
