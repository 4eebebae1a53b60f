"""/genero in the chat: families, bars, reasons; titles instead of plots; films with such a plot."""

import re

import pytest

from tests.chat import ask, buttons, press
from tests.facts import rows
from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

ANA = 1001
SHARK = "un tiburon enorme ataca a los bañistas de una playa y el jefe de policia sale a cazarlo"


def cards(message: dict[str, object]) -> list[int]:
    return [int(one["callback_data"].split(":")[1]) for one in buttons(message)]


def test_a_plot_is_read_aloud(server: TelegramServer) -> None:
    lines = ask(server, f"/genero {SHARK}")["text"].splitlines()
    assert lines[0].startswith("Suena a ")
    bars = [line for line in lines if "▰" in line]
    assert bars and all(re.fullmatch(r"▰*▱* [a-zñáéíóú ]+: \d+\s%", line) for line in bars)
    for line in bars:
        share = int(re.findall(r"\d+", line)[0])
        assert abs(line.count("▰") - share / 12.5) <= 1
    assert any(line.startswith("Por: ") for line in lines)
    assert sum(bool(re.fullmatch(r"[a-zñáéíóú ]+: \d+\s%", line)) for line in lines) == 23


def test_films_with_such_a_plot_are_offered(server: TelegramServer) -> None:
    answer = ask(server, f"/genero {SHARK}")
    assert "Películas con una trama así, o eso creo:" in answer["text"]
    assert 578 in cards(answer)
    shark = buttons(answer)[cards(answer).index(578)]
    assert "Tiburón" in press(server, answer, shark, ANA)["text"]


@pytest.mark.parametrize(("title", "film"), [("Titanic", 597), ("el padrino", 238)])
def test_a_title_gets_its_own_genres(server: TelegramServer, title: str, film: int) -> None:
    text = ask(server, f"/genero {title}")["text"]
    assert text.startswith("Si hablas de ")
    spanish = {"Drama": "drama", "Romance": "romance", "Thriller": "suspenso", "Crime": "crimen"}
    own = [row["genre"] for row in rows("genres") if row["film"] == film]
    assert own and all(spanish[genre] in text for genre in own)


@pytest.mark.parametrize(
    "asked",
    [
        "¿de qué género es Titanic?",
        "que genero es titanic",
        "cual es el genero de titanic?",
        "la peli Titanic",
        "¿de qué género es la peli Titanic?",
    ],
)
def test_a_question_about_a_title_is_no_plot(server: TelegramServer, asked: str) -> None:
    text = ask(server, f"/genero {asked}")["text"]
    assert text.startswith("Si hablas de Titanic (1997), sus géneros son:")
    assert "%" not in text


@pytest.mark.parametrize("plot", ["la peli donde un boxeador pobre pelea", "peli de un boxeador"])
def test_a_plot_that_begins_with_the_film_is_a_plot(server: TelegramServer, plot: str) -> None:
    assert "deporte" in ask(server, f"/genero {plot} por el título mundial")["text"]


def test_one_genre_is_told_as_one(server: TelegramServer) -> None:
    assert [row["genre"] for row in rows("genres") if row["film"] == 244786] == ["Drama"]
    assert "su género es drama." in ask(server, "/genero whiplash")["text"]


def test_no_family_is_named_for_one_genre(server: TelegramServer) -> None:
    text = ask(server, "/genero un boxeador pobre pelea por el título mundial de boxeo")["text"]
    share = dict(re.findall(r"^([a-zñáéíóú ]+): (\d+)\s%$", text, re.MULTILINE))
    assert int(share["comedia"]) < 20 and int(share["deporte"]) > 50
    assert not text.startswith("Suena a comedia")


def test_the_genres_of_a_card_that_is_replied_to(server: TelegramServer) -> None:
    card = ask(server, "titanic")
    assert ask(server, "/genero", reply_to_message=card)["text"].startswith(
        "Si hablas de Titanic (1997)"
    )


@pytest.mark.parametrize("text", ["un boxeador", "hola", "zz"])
def test_too_short_asks_for_more(server: TelegramServer, text: str) -> None:
    assert "Cuéntame un poco más" in ask(server, f"/genero {text}")["text"]


@pytest.mark.parametrize(
    "text",
    ["ein junger Mann kämpft gegen seine Familie und verliert dabei alles was er hat",
     "asdf qwer zxcv uiop hjkl", "poika löytää koiran ja he lähtevät yhdessä matkalle"],
)  # fmt: skip
def test_what_is_not_understood_gets_no_guess(server: TelegramServer, text: str) -> None:
    assert "No estoy seguro" in ask(server, f"/genero {text}")["text"]


@pytest.mark.parametrize("command", ["", "/score ", "/votos "])
def test_a_plot_where_a_title_would_be(server: TelegramServer, command: str) -> None:
    asked = ask(server, f"{command}{SHARK}")
    assert "por la trama podría ser" in asked["text"]
    assert "Tiburón (1975)" in [one["text"] for one in buttons(asked)]


def test_recommendations_for_a_plot(server: TelegramServer) -> None:
    answer = ask(server, f"/recomendar {SHARK}")
    assert answer["text"].startswith("Películas con una trama así, o eso creo:")
    assert 578 in cards(answer)
    assert len(re.findall(r"^\d\. ", answer["text"], re.MULTILINE)) == 5


def test_a_title_with_a_slip_or_a_newer_one(server: TelegramServer) -> None:
    assert "Si hablas de Titanic" in ask(server, "/genero titanik")["text"]
    assert "Coco (2017) es más nueva" in ask(server, "/genero Coco")["text"]


def test_a_very_long_word_fits_a_message(server: TelegramServer) -> None:
    text = ask(server, "/genero un fantasma en la " + "mansion" * 560)["text"]
    assert len(text) < 4096 and "mansionmansion" not in text
