"""Tell a plot in Spanish or English from one in another language, and from keys hit at random."""

from collections.abc import Callable, Iterable

from services.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


SPANISH = _words(
    "el la los las lo un una unos unas de del al en y e o u que se su sus es son era eran fue ser "
    "está están estaba hay ha han había con por para pa sin sobre entre hasta desde hacia contra "
    "como cuando donde dónde quien quién cual cuál pero mas más muy ya no ni si sí también tan "
    "solo este esta esto estos estas ese esa eso esos esas aquel aquella le les me te nos os mi tu "
    "él ella ellos ellas yo todo toda todos todas otro otra otros otras mientras aunque porque "
    "pues tras durante cada algo alguien nada nadie ningún uno dos va van tiene tienen hace hacen "
    "años año vez q xq peli película tipo tío va ir the así después antes luego donde cuyo cuya "
    "sino bien ahora siempre nunca aún aun según mismo misma poco mucho muchos debe deberá puede"
)
ENGLISH = _words(
    "the an of and to in is his her he she it its they them their who whom which that this these "
    "those with for on at by from as be are was were been has have had but not or if when where "
    "while into out up down about after before between through over under no so than then there "
    "him himself herself themselves will would can could do does did one two all some any each "
    "other another also only just very what how why must may you your we our us me my get gets "
    "more most off against during until film movie story"
)
STOP_WORDS = SPANISH | ENGLISH
"""Words that carry no genre, folded."""

_ELSEWHERE = _words(
    # Portuguese, French, Italian, German, Dutch, Catalan, Finnish, Swedish, Polish, Turkish
    "um uma não nao do dos das seu sua seus suas ele ela eles elas em no na nos nas com "
    "pela ao aos mas mais muito são foi quando onde depois também até homem mulher "
    "le les des du et est dans pour avec qui ses sont pas mais aux leur leurs "
    "elle elles nous vous ils cette ce ces ont jeune femme homme ville deux son sa au "
    "il gli di che per della dello degli delle dei nel nella con suo suoi sono allo "
    "dal dalla una uomo anni giovane città più anche questo questa lui lei "
    "der das den dem des und ist ein eine einen einem einer eines im mit zu zum zur auf "
    "sich nicht aus bei nach wird werden wenn wie als auch seine seinen seiner ihre ihren ihr "
    "sie für durch junge mann frau "
    "het een van en op aan zijn haar hij zij niet voor naar wordt maar ook als bij "
    "els amb dels seva seu una per què és molt quan noi noia "
    "ja on ei hän joka mutta kun hänen kanssa nuori mies nainen että sekä ovat tulee "
    "och att är som med till han hon det ett på av för inte sin sitt de "
    "się nie jest na że jak do przez jego jej który która oraz ale młody "
    "bir bu için ile olan genç kadın sonra"
)
FOREIGN = _ELSEWHERE - (STOP_WORDS - _words("do du son no as"))
"""Words that hold sentences of other languages together and that ours lack, or hardly use; what
ours use for something else («loro», «home», «doña») is left out."""

KNOWN_AT_LEAST, KNOWN_IN_DOUBT = 0.55, 0.8
"""Mean familiarity of a plot's words from which it is in a language of ours, and the same where
another language's function words are half as many as ours or more."""

RARE, COMMON = 10.5, 9.0
"""The idf (1 + ln plots/(plots with the word)) of a word that is not familiar, and of one that is
wholly so: a word in 6 of 77,000 plots may be a name or a foreign word."""


_SEVERAL = 2
"""Function words of another language from which they tell anything: one may be a name."""


def unsure(words: list[str], idf: Callable[[str], float | None]) -> bool:
    """Say whether a plot is not in Spanish or English, or not in words at all.

    Args:
        words: The plot's folded words.
        idf: Returns the rarity of a word in the plots that the model was trained on, None if it
            never occurred there.
    """
    if not any(word not in STOP_WORDS and idf(word) is not None for word in words):
        return True  # nothing but words that carry no meaning, or none that is known
    ours, theirs = _count(words, STOP_WORDS), _count(words, FOREIGN)
    if theirs >= _SEVERAL and theirs > ours:
        return True
    familiar = [_familiarity(idf(word)) for word in words]
    doubt = theirs >= _SEVERAL and 2 * theirs >= ours
    bar = KNOWN_IN_DOUBT if doubt else KNOWN_AT_LEAST
    return sum(familiar) / len(familiar) < bar


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    return sum(word in among for word in words)


def _familiarity(idf: float | None) -> float:
    return 0.0 if idf is None else min(1.0, max(0.0, (RARE - idf) / (RARE - COMMON)))
