"""Every rendered answer is markup that Telegram takes, whatever the data and the users say."""

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import QUESTIONS, render, texts
from handlers.questions import Question
from handlers.reply import Reply
from services import Services
from services.results import Actor, Company, Director, Film, Votes
from tests.facts import shipped
from tests.telegram_html import parse_html

HOSTILE = "<b>&amp;</i>\x00\u202e\"'😀"


def check(reply: Reply) -> str:
    """Return the visible text, once Telegram would take the message."""
    text = parse_html(reply.html).text
    assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
    for row in reply.buttons:
        assert all(button.text.strip() for button in row)
    return text


def test_every_question_about_films_of_every_kind(services: Services) -> None:
    ids = random.Random(11).sample(sorted(shipped().films), 40)
    for command in ("pelicula", "score", "votos", "duracion", "recomendar", "reparto", "direccion"):
        for film_id in ids:
            check(QUESTIONS[command].about(services, str(film_id), 0))


def test_the_longest_lists_fit(services: Services) -> None:
    facts = shipped()
    for command, names in (("director", facts.directors), ("franquicia", facts.collections),
                           ("actor", facts.cast), ("productora", facts.companies)):  # fmt: skip
        for name in sorted(names, key=lambda one: -len(names[one]))[:15]:
            check(QUESTIONS[command].ask(services, name))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_the_example_of_every_command_works(services: Services, question: Question) -> None:
    command, _, argument = question.example.partition(" ")
    assert command.removeprefix("/") == question.command and argument
    text = check(question.ask(services, argument))
    assert "No encuentro" not in text and texts.DID_YOU_MEAN not in text
    assert question.example in check(question.usage())


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_escaped(text: str) -> None:
    for html in (render.typed(text), render.unsure_name(text), render.not_found("nada", text)):
        parse_html(html)


@pytest.mark.parametrize("command", sorted(q.command for q in QUESTIONS.values()))
def test_hostile_text_to_every_command(services: Services, command: str) -> None:
    for text in (HOSTILE, HOSTILE * 200, "\n\t", "%s%d{}"):
        check(QUESTIONS[command].ask(services, text))


@pytest.fixture
def hostile(services: Services) -> Film:
    return dataclasses.replace(
        services.films[238], title=HOSTILE, original_title=HOSTILE * 2, title_es=HOSTILE * 3
    )


def test_hostile_data_is_escaped(services: Services, hostile: Film) -> None:
    card = dataclasses.replace(
        services.films.card(238), film=hostile, directors=(HOSTILE,), cast=(HOSTILE,) * 3,
        genres=(HOSTILE,), countries=(HOSTILE,), collection=HOSTILE,
    )  # fmt: skip
    for html in (
        render.card(card),
        render.director(Director(HOSTILE, (hostile,), 1, 1, 0, 1, 1), [hostile]),
        render.company(Company(HOSTILE, 1, 5, 1, 1, (HOSTILE,))),
        render.actor(Actor(HOSTILE, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1)),
    ):
        text = parse_html(html).text
        assert "<b>&amp;</i>" in text and "\x00" not in text and "\u202e" not in text


def test_votes_below_the_minimum_give_no_value(services: Services) -> None:
    film = dataclasses.replace(services.films[238], votes=1999, score=6.6)
    text = render.votes(Votes(film, 1999, None))
    assert "menos de 2.000 votos" in text
    assert "1999" not in text and "1.999" not in text and "6,6" not in text


def test_no_votes_is_no_zero(services: Services) -> None:
    film_id = next(f for f, row in shipped().films.items() if row["votes"] == 0)
    for command in ("score", "pelicula"):
        text = check(QUESTIONS[command].about(services, str(film_id), 0))
        assert "Sin votos" in text and "0,0 de 10" not in text


def test_unit_errors_are_said(services: Services) -> None:
    assert "error de unidades" in check(QUESTIONS["actor"].ask(services, "Brad Pitt"))
    assert "error de unidades" not in check(QUESTIONS["actor"].ask(services, "Ricardo Darín"))
    assert "1 de enero" in check(QUESTIONS["mes"].ask(services, "enero"))
    assert "1 de enero" not in check(QUESTIONS["mes"].ask(services, "febrero"))


def test_plots_nobody_can_read_get_no_guess(services: Services) -> None:
    assert "Cuéntame un poco más" in check(QUESTIONS["genero"].ask(services, "un taxista"))
    odd = check(QUESTIONS["genero"].ask(services, "xqzt wvbn plkj ghfd zzxx qqww"))
    assert "No estoy seguro" in odd and "%" not in odd
    plot = "un boxeador pobre de filadelfia pelea por el titulo mundial de los pesos pesados"
    read = check(QUESTIONS["genero"].ask(services, plot))
    assert "deporte" in read.splitlines()[1] + read.splitlines()[2]
    assert read.count("%") >= 23
