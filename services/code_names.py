"""Names of languages and countries, by code, that CLDR does not hold."""

# Codes of TMDB's own, or of countries that are no more, which CLDR does not name; and countries
# that CLDR names as no film-goer would («RAE de Hong Kong (China)»).
LANGUAGE_NAMES = {"cn": "cantonés", "xx": "sin diálogos", "sh": "serbocroata", "mo": "moldavo"}
COUNTRY_NAMES = {
    "SU": "Unión Soviética",
    "YU": "Yugoslavia",
    "XC": "Checoslovaquia",
    "XG": "Alemania Oriental",
    "CS": "Serbia y Montenegro",
    "AN": "Antillas Neerlandesas",
    "CI": "Costa de Marfil",
    "HK": "Hong Kong",
    "MO": "Macao",
    "PS": "Palestina",
}
# What people say beside CLDR's name.
LANGUAGE_ALIASES = {
    "es": "castellano spanish español",
    "cn": "cantonese yue",
    "xx": "mudo muda ninguno silent",
    "zh": "mandarín mandarin chino",
    "fa": "farsi iraní",
    "nl": "flamenco holandés dutch",
    "eu": "vasco vascuence euskara",
    "ca": "valenciano",
    "gl": "galego",
    "el": "griego",
    "hi": "hindú",
    "tl": "filipino",
    "sh": "croata-serbio",
    "nb": "bokmål",
    "pt": "brasileño brasilero portugués-brasileño portugués-brasil",
}
COUNTRY_ALIASES = {
    "US": "EEUU|EE UU|USA|Estados Unidos de América|Estados Unidos de Norteamérica|Norteamérica|"
    "United States of America|EUA",
    "GB": "Inglaterra|Escocia|Gales|Irlanda del Norte|Gran Bretaña|UK|England|Great Britain",
    "NL": "Holanda|Holland",
    "CZ": "República Checa|Czech Republic",
    "SU": "URSS|USSR|Soviet Union",
    "XC": "Czechoslovakia",
    "XG": "RDA|República Democrática Alemana|East Germany",
    "CS": "Serbia and Montenegro",
    "AN": "Netherlands Antilles",
    "MM": "Birmania|Burma",
    "CI": "Costa de Marfil|Ivory Coast",
    "PS": "Palestine",
    "MK": "Macedonia",
    "TR": "Turkey",
    "AE": "Emiratos|UAE",
    "DO": "Dominicana",
    "VA": "Vaticano|El Vaticano",
    "CD": "Zaire|Congo Kinshasa",
    "KP": "Corea del Norte",
    "KR": "Corea del Sur",
}
