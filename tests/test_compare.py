"""/comparar: which two films a text means, what is said of them, and what is asked."""

import re
from dataclasses import replace

import pytest

from handlers import QUESTIONS, formats, render
from handlers.choices import NONE, encode
from handlers.pictures.charts import Facing, Versus
from handlers.render import plain
from handlers.reply import Action, Button, Reply, StaleError
from services import Services
from services.pairs import MAX_PLACES, find_pair
from services.results import Comparison, Film
from tests.facts import shipped

TITANIC, AVATAR, GOOD_BAD_UGLY, MATRIX, SHREK = 597, 19995, 429, 603, 808


def compare(services: Services, text: str) -> Reply:
    return QUESTIONS["comparar"].ask(services, text)


def flat(reply: Reply) -> list[Button]:
    return [button for row in reply.buttons for button in row]


def compared(reply: Reply) -> list[int]:
    """Return the ids of the films that are compared, from the buttons of their cards."""
    assert reply.picture is not None
    return [int(button.action.key) for button in flat(reply)]


@pytest.mark.parametrize(
    "between",
    [", ", ",", "; ", " y ", " Y ", " e ", " vs ", " vs. ", " VS ", " versus ", " contra ", " + ",
     "+", " | ", "|", " / ", " & ", " con ", " frente a ", " o ", " u ", " and ", " or ", " - ",
     " – ", " and/or ", " y/o ", "\n"],
)  # fmt: skip
def test_what_may_stand_between(services: Services, between: str) -> None:
    found = find_pair(services.titles, f"titanic{between}avatar")
    if between == "\n":
        assert len(found) == 1  # a line's end says nothing
        return
    assert [side.found.film_id for side in found] == [TITANIC, AVATAR]
    assert compared(compare(services, f"avatar{between}titanic")) == [AVATAR, TITANIC]


@pytest.mark.parametrize(
    ("text", "films"),
    [("el bueno, el feo y el malo, titanic", [GOOD_BAD_UGLY, TITANIC]),
     ("titanic y el bueno, el feo y el malo", [TITANIC, GOOD_BAD_UGLY]),
     ("El bueno, el feo y el malo vs Avatar", [GOOD_BAD_UGLY, AVATAR]),
     ("thelma y louise, bonnie y clyde", [1541, 475]),
     ("lilo y stitch contra shrek", [11544, SHREK]),
     ("kramer contra kramer y titanic", [12102, TITANIC]),
     ("love actually y notting hill", [508, 509]),
     ("crepúsculo y titanic", [8966, TITANIC]),
     ("dos tontos muy tontos y shrek", [8467, SHREK]),
     ("alien vs predator", [348, 106]),
     ("titanic 1997 y titanic 1953", [TITANIC, 16535]),
     ("titanik, abatar", [TITANIC, AVATAR]),
     ("  matrix ,   shrek  ", [MATRIX, SHREK])],
)  # fmt: skip
def test_a_title_may_hold_what_stands_between(
    services: Services, text: str, films: list[int]
) -> None:
    assert [side.found.film_id for side in find_pair(services.titles, text)] == films


@pytest.mark.parametrize(
    "text",
    ["¿titanic o avatar?", "cuál es mejor, titanic o avatar", "¿Cuál es mejor: Titanic o Avatar?",
     "que es mejor titanic o avatar", "entre titanic y avatar", "comparar titanic y avatar",
     "compara entre titanic y avatar", "titanic o avatar, ¿cuál es mejor?"],
)  # fmt: skip
def test_a_question_is_understood(services: Services, text: str) -> None:
    assert compared(compare(services, text)) == [TITANIC, AVATAR]


@pytest.mark.parametrize(
    ("text", "typed"),
    [("entre tinieblas, volver", ["entre tinieblas", "volver"]),
     ("entre copas y titanic", ["entre copas", "titanic"]),
     ("misión imposible - nación secreta", ["misión imposible - nación secreta"]),
     ("el gato con botas y shrek", ["el gato con botas", "shrek"]),
     ("la bella y la bestia y shrek", ["la bella y la bestia", "shrek"]),
     ("romeo y julieta vs titanic", ["romeo y julieta", "titanic"]),
     ("king kong vs godzilla", ["king kong", "godzilla"])],
)  # fmt: skip
def test_where_a_title_ends(services: Services, text: str, typed: list[str]) -> None:
    assert [side.typed for side in find_pair(services.titles, text)] == typed


@pytest.mark.parametrize("text", ["romeo y julieta", "la bella y la bestia", "Hansel y Gretel"])
def test_one_title_of_several_films_is_no_pair(services: Services, text: str) -> None:
    reply = compare(services, text)
    assert plain(reply.html).startswith(f"«{text}» es un solo título") and not reply.buttons


@pytest.mark.parametrize(
    ("text", "title"),
    [("titanic", "Titanic"), ("el bueno, el feo y el malo", "El bueno, el feo y el malo"),
     ("kramer contra kramer", "Kramer contra Kramer"), ("romeo + julieta", "Romeo + Julieta"),
     ("freddy contra jason", "Freddy contra Jason"), ("bonnie y clyde", "Bonnie y Clyde"),
     ("harry potter y la piedra filosofal", "Harry Potter"), ("titanic,", "Titanic"),
     ("love, actually", "Love Actually")],
)  # fmt: skip
def test_one_film_needs_another(services: Services, text: str, title: str) -> None:
    reply = compare(services, text)
    said = plain(reply.html)
    assert said.startswith("Solo veo una película") and title in said and reply.picture is None
    example = re.search(r"<code>(/comparar [^<]+)</code>", reply.html)
    assert example and compare(services, example[1].split(maxsplit=1)[1]).picture is not None


def test_avatar_alone_is_not_compared_with_itself(services: Services) -> None:
    assert "Avatar | Titanic" in compare(services, "avatar").html


@pytest.mark.parametrize(
    ("text", "said"),
    [("titanic, titanic", "Las dos son la misma película"),
     ("matrix vs the matrix", "Las dos son la misma película"),
     ("titanic, avatar, alien", "aquí hay 3"), ("titanic, avatar y matrix", "aquí hay 3"),
     ("titanic + avatar + matrix + shrek", "aquí hay 4"),
     ("titanic, xqzwv", "No encuentro ninguna película que se llame «xqzwv»"),
     ("xqzwv y titanic", "No encuentro ninguna película que se llame «xqzwv»"),
     ("godzilla vs kong", "Godzilla vs. Kong (2021) es más nueva que mi catálogo"),
     ("titanic, oppenheimer", "Oppenheimer (2023) es más nueva que mi catálogo"),
     (",", "No veo dos películas en «,»"), ("y", "No veo dos películas"),
     ("titanic, <b>&amp;</b>x", "«<b>&amp;</b>x»"), ("xqzwv", "No veo dos películas en «xqzwv»")],
)  # fmt: skip
def test_what_cannot_be_compared(services: Services, text: str, said: str) -> None:
    reply = compare(services, text)
    assert said in plain(reply.html)
    assert reply.picture is None


@pytest.mark.parametrize("text", ["carrie, titanic", "titanic y carrie"])
def test_the_unclear_one_is_asked_for(services: Services, text: str) -> None:
    reply = compare(services, text)
    assert "No estoy seguro de qué película es «carrie»" in plain(reply.html)
    *offers, none = flat(reply)
    assert none.action == Action(NONE, "comparar") and len(offers) >= 3
    for offer in offers:
        assert len(encode(offer.action, 9_999_999_999_999_999).encode()) <= 64
        answer = QUESTIONS["comparar"].about(services, offer.action.key, 0)
        both = compared(answer)
        place = text.split(maxsplit=1)[0].startswith("titanic")
        assert both[not place] == TITANIC
        assert formats.label(services.films[both[place]]) == offer.text


def test_two_unclear_ones_are_asked_for_one_after_the_other(services: Services) -> None:
    reply = compare(services, "carrie, halloween 2")
    firsts = flat(compare(services, "carrie, ben-hur"))[:-1]
    assert "«carrie»" in plain(reply.html)
    for first in firsts:
        assert len(encode(first.action, 9_999_999_999_999_999).encode()) <= 64
        second = QUESTIONS["comparar"].about(services, first.action.key, 0)
        assert "¿Y la otra?" in plain(second.html) and first.text.split(" (")[0] in second.html
        *offers, none = flat(second)
        assert none.action.question == NONE and len(offers) >= 2
        for offer in offers:
            films = compared(QUESTIONS["comparar"].about(services, offer.action.key, 0))
            assert [formats.label(services.films[film]) for film in films] == [
                first.text,
                offer.text,
            ]


@pytest.mark.parametrize("key", ["238", "x", "ee", "ee.x", "ee.0", "0.0", ".", "ee.", "1.2.3"])
def test_an_old_button_is_stale(services: Services, key: str) -> None:
    with pytest.raises(StaleError):
        QUESTIONS["comparar"].about(services, key, 0)


def test_a_long_list_is_tried_at_few_places(services: Services) -> None:
    asked: list[str] = []
    titles = services.titles

    class Counted:
        def resolve(self, typed: str) -> object:
            asked.append(typed)
            return titles.resolve(typed)

    find_pair(Counted(), ",".join("abcdefghijklmnopqrstuvwxyz"))  # type: ignore[arg-type]
    assert len(asked) <= 3 * MAX_PLACES + 2


def value(text: str, label: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{label}: ")]
    return line.removeprefix(f"{label}: ").split(" · ")


def test_the_facts_of_both(services: Services) -> None:
    films = shipped().films
    one, other = films[TITANIC], films[AVATAR]
    reply = compare(services, "titanic, avatar")
    text = "\n".join(plain(line) for line in reply.html.splitlines())
    assert text.startswith("Titanic (1997) frente a Avatar (2009)")
    assert value(text, "Puntuación") == [formats.decimal(f["score"]) for f in (one, other)]
    assert value(text, "Votos") == [formats.number(f["votes"]) for f in (one, other)]
    assert value(text, "Duración") == [f"{f['runtime']} minutos" for f in (one, other)]
    assert value(text, "Estreno") == [formats.date(f["date"]) for f in (one, other)]
    assert value(text, "Presupuesto") == [formats.money(f["budget"]) for f in (one, other)]
    assert value(text, "Recaudación") == ["1845,0 millones de US$", "2788,0 millones de US$"]
    profits = [f["revenue"] - f["budget"] for f in (one, other)]
    assert value(text, "Ganancia") == [formats.money(profit) for profit in profits]
    assert value(text, "Retorno") == ["9,23×", "11,76×"]
    assert "<b>7,5</b> · 7,2" in reply.html and "7.770 · <b>12.114</b>" in reply.html
    chart = reply.picture.chart if reply.picture else None
    assert isinstance(chart, Versus)
    facts = {fact.label: fact.values for fact in chart.facts}
    assert facts["Votos"] == (7770, 12114)
    assert facts["Recaudación"] == (one["revenue"], other["revenue"])
    assert "Estreno" not in facts and chart.years == (1997, 2009)


def test_what_is_not_known_is_said(services: Services) -> None:
    rows = shipped().films.values()
    bare = next(r for r in rows if not (r["votes"] or r["revenue"] or r["budget"] or r["runtime"]))
    key = f"{TITANIC:x}.{bare['id']:x}"
    reply = QUESTIONS["comparar"].about(services, key, 0)
    text = "\n".join(plain(line) for line in reply.html.splitlines())
    assert value(text, "Puntuación")[1] == "sin votos"
    for label in ("Duración", "Presupuesto", "Recaudación", "Ganancia", "Retorno"):
        assert value(text, label)[1] == "sin dato"
    assert reply.picture and "sin dato" in reply.picture.caption


def test_a_unit_error_is_said(services: Services) -> None:
    rows = shipped().films.values()
    wrong = next(r for r in rows if 0 < r["revenue"] < 1000)
    key = f"{TITANIC:x}.{wrong['id']:x}"
    reply = QUESTIONS["comparar"].about(services, key, 0)
    assert "Ojo: una película lleva" in plain(reply.html)
    assert reply.picture and "Ojo: una película lleva" in plain(reply.picture.caption)


def versus(*films: Film) -> tuple[str, str, dict[str, Facing]]:
    """Return the text, the caption and what the picture shows of two films."""
    found = Comparison(*films)
    picture = render.versus_picture(found)
    assert isinstance(picture.chart, Versus)
    shown = {fact.label: fact for fact in picture.chart.facts}
    return render.comparison(found), plain(picture.caption), shown


def test_a_doubtful_sum_has_no_bar_and_is_never_the_larger(services: Services) -> None:
    titanic = services.films[TITANIC]
    odd = replace(titanic, budget=1, revenue=10**10)
    text, caption, shown = versus(odd, titanic)
    for label in ("Presupuesto", "Ganancia", "Retorno"):
        assert shown[label].values[0] is None and shown[label].texts[0] == "cifra dudosa"
        assert shown[label].larger == (False, False)
    assert shown["Recaudación"].larger == (True, False)
    assert "US$</b>" not in text.split("Ganancia")[1] and "×</b>" not in text
    assert "cifra dudosa" in caption and "Ojo: una película" in caption


def test_neither_of_two_values_that_are_written_alike_is_larger(services: Services) -> None:
    titanic = services.films[TITANIC]
    alike = replace(titanic, popularity=titanic.popularity + 0.001, revenue=titanic.revenue + 9)
    text, _, shown = versus(titanic, alike)
    assert text.count("<b>") == 2  # their names
    assert not any(any(fact.larger) for fact in shown.values())


def test_what_faces_an_unknown_value_is_not_larger(services: Services) -> None:
    titanic = services.films[TITANIC]
    bare = replace(titanic, votes=0, score=0.0, runtime=None, budget=0, revenue=0)
    text, _, shown = versus(titanic, bare)
    bold = {label for label, fact in shown.items() if any(fact.larger)}
    assert bold == {"Votos"} and shown["Votos"].larger == (True, False)
    assert text.count("<b>") == 3
    assert shown["Puntuación"].texts == ("7,5", "sin votos") and shown["Puntuación"].full == 10


def test_a_score_of_zero_is_no_score(services: Services) -> None:
    titanic = services.films[TITANIC]
    text, caption, shown = versus(titanic, replace(titanic, score=0.0, votes=3))
    assert shown["Puntuación"].values == (7.5, None) and "7,5 · sin dato" in text
    assert "puntuación, 7,5 y sin dato" in caption


def test_a_loss_has_a_true_minus_sign_and_is_explained(services: Services) -> None:
    titanic = services.films[TITANIC]
    text, caption, shown = versus(replace(titanic, revenue=112_000_000), titanic)
    assert shown["Ganancia"].texts[0] == "−88,0 M" and shown["Ganancia"].larger == (False, True)
    assert "−88,0 millones de US$" in text and "a rayas, pérdidas" in caption
    _, plain_caption, _ = versus(titanic, titanic)
    assert "pérdidas" not in plain_caption and "sin descontar la inflación" in plain_caption


def test_signs_that_are_not_there_are_not_explained(services: Services) -> None:
    bare = replace(services.films[TITANIC], budget=0, revenue=0)
    text, caption, _ = versus(bare, bare)
    assert "US$" not in caption and "inflación" not in text
    small = replace(bare, budget=90_000)
    _, caption, _ = versus(small, small)
    assert "M: millones" not in caption and "US$ de la época" in caption
