"""Several words that say what one word says: the word → its phrases, divided by bars, as `fold` leaves them."""

PHRASES = {
    "vor_fr": "il y a|il ya|y a",
    "aujourdhui": "aujourd hui",
    "anteayer": (
        "the day before yesterday|day before yesterday|antes de ayer|antes de ontem|avant hier|avant-hier|"
        "abans d ahir|abans-d ahir|abans-dahir|despus-ahir|despus ahir|l altro ieri|altro ieri|l altroieri|"
        "l altre ahir"
    ),
    "few": "a few",
    "couple": "a couple of|a couple|un par de|un paio di",
    "justnow": (
        "just now|right now|a moment ago|moments ago|ahora mismo|justo ahora|hace un momento|"
        "hace unos instantes|hace un instante|hace instantes|agora mesmo|xusto agora|agora mismo|"
        "agora ha pouco|ha instantes|neste instante|ara mateix|fa un moment|hai un momento|un momento fa|"
        "proprio ora|poco fa|a l instant|il y a un instant|il y a quelques instants|gerade eben|eben gerade|"
        "gerade jetzt"
    ),
    "anoche": (
        "last night|gestern abend|hier soir|ieri sera|ontem a noite|onte a noite|ahir a la nit|"
        "ahir al vespre|gestern nacht|last evening"
    ),
    "am": "la manana|de la manana|de la madrugada|da manha|du matin|del mattino|di mattina|del mati|da mana",
    "ubermorgen": (
        "pasado manana|dema passat|passat dema|pasado mana|depois de amanha|apres-demain|apres demain|"
        "the day after tomorrow|day after tomorrow|dopo domani"
    ),
    "tonight": (
        "this evening|this afternoon|esta noche|esta noite|desta noite|esta tarde|hoje a noite|hoxe a noite|"
        "avui al vespre|aquest vespre|aquesta nit|aquesta tarda|ce soir|cet apres-midi|questa sera|"
        "questo pomeriggio|heute abend|heute nacht|heute nachmittag"
    ),
    "hoy": (
        "questa mattina|this morning|esta manana|esta manha|ce matin|heute morgen|heute fruh|stamattina|aquest mati"
    ),
    "pm": (
        "de la tarde|de la noche|da tarde|da noite|de l apres-midi|du soir|del pomeriggio|di sera|"
        "de la tarda|del vespre"
    ),
    "@": "a las|a la|a les",
    "h": "o clock",
    "casi": "mes d|mes de|pouco mais de|poco mas de|a l entorn de|al voltant de|al voltant d|a peu pres",
    "整": "en punto",
}

RANGE = frozenset(("al", "a", "to", "y", "e", "and", "et", "und", "i", "bis", "au", "ao", "至", "到", "-", "–", "~"))
"""Between two days: the text names a span, not a moment."""
