"""What the ten languages call months, weekdays, units and days, as data.

Names and abbreviations follow CLDR, with what sites print besides (setiembre, sept, jänner). Every word is
written as `fold` leaves it: lower case, without accents or apostrophes. Languages share one table, because a
Spanish page prints English dates often enough; where two of them claim a word, both classes are given a letter.
"""

MONTHS = {
    "es": (
        "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago agto|"
        "septiembre setiembre sep sept set|octubre oct|noviembre nov|diciembre dic"
    ),
    "en": (
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec"
    ),
    "pt": (
        "janeiro jan|fevereiro fev|marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|"
        "setembro set|outubro out|novembro nov|dezembro dez"
    ),
    "ca": (
        "gener gen|febrer febr feb|marc mar|abril abr|maig mai|juny jun|juliol jul|agost ag|setembre set|"
        "octubre oct|novembre nov|desembre des"
    ),
    "gl": (
        "xaneiro xan|febreiro feb|marzo mar|abril abr|maio mai|xuno xun|xullo xul|agosto ago|"
        "setembro set|outubro out|novembro nov|decembro dec"
    ),
    "fr": (
        "janvier janv jan|fevrier fevr fev|mars mar|avril avr|mai|juin|juillet juil juill|aout aou|"
        "septembre sept sep|octobre oct|novembre nov|decembre dec"
    ),
    "de": (
        "januar janner jan jaen|februar feber feb|marz maerz mrz mar|april apr|mai|juni jun|juli jul|"
        "august aug|september sep sept|oktober okt|november nov|dezember dez"
    ),
    "it": (
        "gennaio gen genn|febbraio feb febbr|marzo mar|aprile apr|maggio mag magg|giugno giu|luglio lug|"
        "agosto ago|settembre set sett|ottobre ott|novembre nov|dicembre dic"
    ),
}
"""January to December; the words of a month are divided by spaces, the months by bars."""

WEEKDAYS = {
    "es": "lunes lun|martes|miercoles mie mier|jueves jue juev|viernes vie vier|sabado sab|domingo dom",
    "en": ("monday mon|tuesday tue tues|wednesday wed weds|thursday thu thur thurs|friday fri|saturday sat|sunday sun"),
    "pt": "segunda seg|terca ter|quarta qua|quinta qui|sexta sex|sabado sab|domingo dom",
    "ca": "dilluns dl|dimarts dt|dimecres dc|dijous dj|divendres dv|dissabte ds|diumenge dg",
    "gl": "luns|martes|mercores mer merc|xoves xov|venres ven|sabado sab|domingo dom",
    "fr": "lundi lun|mardi|mercredi mer|jeudi jeu|vendredi ven vend|samedi sam|dimanche dim",
    "de": "montag|dienstag die|mittwoch mit|donnerstag don|freitag fre|samstag sam sonnabend|sonntag son",
    "it": "lunedi lun|martedi|mercoledi mer|giovedi gio|venerdi ven|sabato sab|domenica dom",
    "zh": (
        "星期一 周一 週一 礼拜一 禮拜一|星期二 周二 週二 礼拜二 禮拜二|星期三 周三 週三 礼拜三 禮拜三|"
        "星期四 周四 週四 礼拜四 禮拜四|星期五 周五 週五 礼拜五 禮拜五|星期六 周六 週六 礼拜六 禮拜六|"
        "星期日 星期天 周日 周天 週日 週天 礼拜日 礼拜天 禮拜日 禮拜天"
    ),
}
"""Monday to Sunday."""

GERMAN_SHORT_WEEKDAYS = "mo|di|mi|do|fr|sa|so"
"""Elsewhere these two letters are articles and prepositions, so only a German page reads them as days."""

MONTH_OR_WEEKDAY = "mar"
"""March, and martes, mardi, martedì: the neighbors in the phrase tell."""

UNITS = {
    "second": (
        "segundo segundos segs seg s sec secs second seconds sek sekunde sekunden secondo secondi "
        "seconde secondes segon segons 秒 秒钟 秒鐘"
    ),
    "minute": "minuto minutos min mins minute minutes minuten minuti minut minuts mn 分 分钟 分鐘",
    "hour": ("hora horas h hr hrs hs hour hours std stunde stunden ora ore heure heures hores 小时 小時 钟头 鐘頭"),
    "day": "dia dias d day days tag tage tagen tg tgn giorno giorni g gg jour jours jrs dies 天 日",
    "week": (
        "semana semanas sem week weeks wk wks w woche wochen wo wch settimana settimane sett semaine "
        "semaines setmana setmanes setm 周 週 星期 礼拜 禮拜"
    ),
    "month": "mes meses month months mo mos mth mths monat monate monaten mon mese mesi mois mesos 个月 個月",
    "quarter": (
        "trimestre trimestres trim quarter quarters qtr qtrs quartal quartale quartalen quart trimestri 季度 季"
    ),
    "year": "ano anos year years yr yrs y jahr jahre jahren anno anni an ans annee annees any anys a 年",
    "m": "m",
    "j": "j",
}
"""`m` is minutes or months, `j` days (French) or years (German): the words around decide, or nobody does."""

NUMBERS = {
    0.5: "medio media half halb halbe halben halber meia meio demi demie mezza mezzo mezz mig mitja 半",
    1: "un una uno unha dun dunha one a an ein eine einem einen einer um uma une",
    2: "dos two zwei zwo dois duas deux due dous dues couple",
    3: "tres three drei trois tre",
    4: "cuatro four vier quatro quatre quattro catro",
    5: "cinco five funf fuenf cinq cinque cinc",
    6: "seis six sechs sei sis",
    7: "siete seven sieben sete sept sette set",
    8: "ocho eight acht oito huit otto vuit",
    9: "nueve nine neun nove neuf nou",
    10: "diez ten zehn dez dix dieci deu",
    11: "once eleven elf onze undici",
    12: "doce twelve zwolf doze douze dodici dotze",
    15: "quince fifteen funfzehn quinze quindici",
    20: "veinte twenty zwanzig vinte vingt venti vint",
    30: "treinta thirty dreissig trinta trente trenta",
}

FIRST = "primero primer primeiro primo premier 1ero"
"""Days that are written out: the first of a month."""

VAGUE = (
    "unos unas algunos algunas few some several alguns algumas algunhas quelques qualche alcuni alcune uns unes "
    "paar varios varias pochi poche pocs pocos pocas poucos wenigen 几 幾 数 數"
)
"""A few: of seconds, that is now; of anything longer it names no day."""

ABOUT = (
    "about around approximately approx aprox roughly over almost nearly less more than alrededor cerca casi "
    "aproximadamente aproximadament mas menos de d del que ya mais quase environ presque plus moins circa quasi "
    "piu meno di ungefahr etwa uber fast knapp mehr weniger als rund gairebe menys al voltant prop arredor preto "
    "case only just 大约 大約 约 約 大概 将近 將近 接近 超过 超過 不到"
)

AGO_BEFORE = "hace ha hai fai faz vor 有"
"""hace 3 días, há 3 dias, hai 3 días, vor 3 Tagen."""

AGO_AFTER = "ago before atras earlier back addietro 前 以前 之前"
"""3 days ago, 3 dias atrás, 3天前."""

AGO_EITHER = "fa"
"""Catalan «fa 3 dies», Italian «3 giorni fa»."""

AND = "y and e et und i en , 又 零"

LAST = (
    "last past pasado pasada passat passada passado ultimo ultima dernier derniere letzten letzter letztes "
    "letzte scorso scorsa 上 上个 上個"
)
"""With a weekday: the latest such day before today."""

THIS = "this este esta aquest questo questa ce cet diesen dieser 这个 這個 本 这 這"

DAYS = {
    0: "hoy today heute hoje avui hoxe oggi aujourdhui 今天 今日 今早 今晨",
    -1: "ayer yesterday gestern ontem ahir onte ieri hier 昨天 昨日 昨",
    -2: (
        "anteayer antier antayer vorgestern anteontem antonte antontes abansdahir avantier avanthier "
        "altroieri avantieri despusahir 前天 前日"
    ),
    -3: "trasanteayer vorvorgestern trasanteontem 大前天 大前日",
}

NIGHTS = {
    0: "今晚 tonight stanotte stasera",
    -1: "anoche 昨晚 昨夜",
    -2: "anteanoche 前晚",
}
"""Days that also say the half of the day: hours below 12 are after noon."""

TOMORROW = "manana mana tomorrow demain domani amanha dema morgen 明天 明日"
"""Read, so that the day is not taken for another; who publishes clamps it."""

AFTER_TOMORROW = "ubermorgen dopodomani 后天 後天 後日"

NOW = "now ahora agora jetzt ara adesso maintenant gerade soeben 刚刚 刚才 剛剛 剛才 现在 現在 方才 当前 當前 justnow"
"""Now, when the whole phrase says nothing else."""

YEAR_WORDS = {
    0: "今年",
    -1: "去年 上年",
    -2: "前年",
}

MONTH_WORDS = {
    0: "本月 这个月 這個月 今个月 今個月",
    -1: "上个月 上個月 上月",
}

AT = "at um as alle alla @ kl"

HOUR_MARKS = "h hs hrs hr uhr 时 時 点 點 点钟 點鐘 點钟"

MORNING = "上午 早上 早晨 清晨 凌晨 早"

EVENING = "下午 晚上 傍晚 夜里 夜裡 夜晚 晚間 晚间 晚"

MIDDAY = "中午 正午"

ZONES = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "wet": 0,
    "west": 60,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "mez": 60,
    "mesz": 120,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "jst": 540,
    "hkt": 480,
    "brt": -180,
    "art": -180,
}
"""Minutes east of UTC, the names of RFC 2822 and of the sites' own countries. CST is read as China's on its sites."""

PUBLISHED = (
    "publicado publicada publicat publicada publie publiee published posted pubblicato pubblicata pubblicado "
    "veroffentlicht erstellt escrito escrita written created creado enviado subido inviato postado colgado "
    "publicacion publicacao publicacio publication pubblicazione veroffentlichung geschrieben gepostet scritto "
    "redige ecrit pub publ published_on online erschienen 发布 發佈 發布 发布于 发布时间 发布日期 發佈於 發布於 "
    "發布時間 發佈時間 發佈日期 发表 發表 发表于 發表於 发表时间 刊登"
)

UPDATED = (
    "actualizado actualizada atualizado atualizada actualitzat actualitzada actualizouse updated modified "
    "modificado aggiornato aggiornata modificato aktualisiert geandert mis jour maj revised edited editado 更新 "
    "更新于 更新於 更新时间 更新時間 更新日期 最后更新 最後更新 修改 修改于"
)

ENGLISH_LABELS = "published posted written created pub updated modified revised edited online"

BY = (
    "by por par von per autor author autora auteur 来源 來源 作者 编辑 編輯 记者 記者 来自 來自 fuente source "
    "fonte quelle"
)
"""What follows, to the end of its segment, is a name."""

FILLER = (
    "el la le les los las lo l o os a as il gli i der die das den dem am vom im zum on in of the en em no na nos "
    "ao du de del della dello do da di d um dia giorno jour day tag fecha date data datum hora horas time heure "
    "ora uhrzeit und and y e et su ultima actualizacion atualizacao aggiornamento update derniere ultimo year "
    "ano at kl este dl dt so sa mo mi fr last hrs am pm 于 於 在 的 日期 时间 時間 整 ore all dalle verso vers "
    "sur around sobre hacia gegen for heures desde 公元"
)
"""Words that may stand beside any date without making it less of one."""
