"""Context and manners: replies, groups, anonymous administrators, and what gets no answer."""

import re
from typing import Any

import pytest

from tests.chat import ask, buttons, press
from tests.facts import shipped
from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

GROUP = -1_000_600
ANA, LUIS = 7, 8
PLOT = "un boxeador pobre pelea por el título mundial de los pesos pesados"
ANONYMOUS = {
    "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
    "sender_chat": {"id": GROUP, "type": "supergroup", "title": "Cinéfilos"},
}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}]
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9,
           "is_animated": False, "is_video": False}  # fmt: skip

Message = dict[str, Any]


def refusal(server: TelegramServer, message: Message, button: dict[str, str]) -> dict[str, Any]:
    """Have Luis press a button; return how the press is answered."""
    query = server.press(message, button["callback_data"], user_id=LUIS)
    answers = server.wait_for(
        "answerCallbackQuery", where=lambda call: call.params["callback_query_id"] == query
    )
    return answers[0].params


def labelled(message: Message, text: str) -> dict[str, str]:
    return next(button for button in buttons(message) if button["text"] == text)


def written(server: TelegramServer, chat: int, user: int, **content: Any) -> Message:
    """Return a message of somebody, which the bot has not seen."""
    return server.message(chat, user) | content


@pytest.mark.parametrize("chat", [1001, GROUP])
@pytest.mark.parametrize("about", ["/pelicula", "/score", "/votos", "/recomendar", "/reparto"])
def test_a_bare_command_is_about_the_film_of_the_message(
    server: TelegramServer, about: str, chat: int
) -> None:
    source = ask(server, f"{about} el padrino", chat, user_id=ANA)
    for command in ("/recomendar", "/score", "/votos", "/duracion", "/pelicula"):
        answer = ask(server, command, chat, user_id=LUIS, reply_to_message=source)
        assert answer["text"] == ask(server, f"{command} el padrino", chat, user_id=ANA)["text"]


def test_the_film_is_the_one_that_the_message_shows_now(server: TelegramServer) -> None:
    listed = ask(server, "/recomendar el padrino", GROUP, user_id=ANA)
    second = press(server, listed, labelled(listed, "El padrino: Parte II (1974)"), ANA)
    answer = ask(server, "/score", GROUP, user_id=ANA, reply_to_message=second)
    assert answer["text"] == ask(server, "/score el padrino 2", GROUP, user_id=ANA)["text"]


def test_what_is_typed_counts_more_than_the_message(server: TelegramServer) -> None:
    card = ask(server, "el padrino")
    assert "Matrix" in ask(server, "/score matrix", reply_to_message=card)["text"]


@pytest.mark.parametrize("chat", [1001, GROUP])
@pytest.mark.parametrize(
    ("text", "command", "whole"),
    [("matrix", "/score", "/score matrix"), ("/score matrix", "/votos", "/votos matrix"),
     ("matrix", "/recomendar@pelis_test_bot", "/recomendar matrix"),
     ("carrie", "/votos", "/votos carrie"), (PLOT, "/genero", f"/genero {PLOT}"),
     (PLOT, "/género", f"/genero {PLOT}"), ("ricardo darín", "/actor", "/actor ricardo darín"),
     ("enero", "/mes", "/mes enero")],
)  # fmt: skip
def test_a_reply_to_somebody_takes_their_text(
    server: TelegramServer, text: str, command: str, whole: str, chat: int
) -> None:
    if chat == GROUP and command == "/género":
        return  # Telegram finds no command in it, and a group's talk is not answered
    source = written(server, chat, LUIS, text=text)
    answer = ask(server, command, chat, user_id=ANA, reply_to_message=source)
    assert answer["text"] == ask(server, whole, chat, user_id=ANA)["text"]


@pytest.mark.parametrize("command", ["/score", "/recomendar", "/genero", "/mes"])
def test_a_reply_to_nothing_that_helps_explains_the_command(
    server: TelegramServer, command: str
) -> None:
    button = {"text": "Saga", "callback_data": "franquicia:238:0:"}  # a film's id, too
    franchise = {"inline_keyboard": [[button]]}
    other_bot = {"from": {"id": 99, "is_bot": True, "first_name": "Otro"}, "text": "matrix"}
    sources = [
        written(server, GROUP, LUIS, photo=PHOTO),
        written(server, GROUP, LUIS, sticker=STICKER),
        written(server, GROUP, LUIS) | other_bot,
        ask(server, "/mes enero", GROUP, user_id=LUIS),
        ask(server, "/franquicia batman", GROUP, user_id=LUIS) | {"reply_markup": franchise},
        ask(server, "/director steven spielberg", GROUP, user_id=LUIS),
        ask(server, "/score carrie", GROUP, user_id=LUIS),
    ]
    for source in sources:
        answer = ask(server, command, GROUP, user_id=ANA, reply_to_message=source)
        assert f"Escribe detrás de {command}" in answer["text"]


def test_a_reply_to_an_anonymous_administrator_takes_their_text(server: TelegramServer) -> None:
    source = written(server, GROUP, ANA, text="matrix") | ANONYMOUS
    assert "Matrix" in ask(server, "/score", GROUP, user_id=ANA, reply_to_message=source)["text"]


def test_anyone_chooses_for_an_anonymous_administrator(server: TelegramServer) -> None:
    question = ask(server, "/score carrie", GROUP, **ANONYMOUS)
    button = labelled(question, "Carrie (1976)")
    assert button["callback_data"].endswith(":")
    assert "1976" in press(server, question, button, LUIS)["text"]


@pytest.mark.parametrize("text", ["/score carrie", "/director coppola", "/pelicula el padrino"])
def test_nobody_else_presses_in_a_group(server: TelegramServer, text: str) -> None:
    question = ask(server, text, GROUP, user_id=ANA)
    for button in buttons(question):
        notice = refusal(server, question, button)
        assert notice["text"].startswith("Solo puede elegir quien hizo la pregunta")
        assert notice["show_alert"] is True
    assert server.replies(GROUP)[-1]["text"] == question["text"]
    after = press(server, question, buttons(question)[0], ANA)
    assert refusal(server, after, buttons(after)[0])["show_alert"] is True  # still only hers


@pytest.mark.parametrize(
    ("text", "needs", "year"),
    [("/score carrie", "el título de una película", True), ("carrie", "el título", True),
     ("/pais corea", "un país", False), ("/director coppola", "un director", False),
     ("/productora films", "una productora", False), ("/dia munday", "un día", False)],
)  # fmt: skip
def test_none_of_these_says_how_to_go_on(
    server: TelegramServer, text: str, needs: str, year: bool
) -> None:
    question = ask(server, text)
    edited = press(server, question, labelled(question, "Ninguna de estas"), 1001)
    assert edited["text"].startswith("Vale, ninguna") and needs in edited["text"]
    assert ("el año" in edited["text"]) == year
    assert "reply_markup" not in edited
    example = re.search(r"como (/\S+ [^.]+)\.", edited["text"])
    assert example and "Escribe detrás" not in ask(server, example[1])["text"]


CHOICES = ["/score carrie", "/votos carrie", "/duracion ben-hur", "/recomendar carrie", "carrie",
           "/actor juan", "/actor garcia", "/director coppola", "/director anderson",
           "/productora films", "/productora disney", "/franquicia star", "/franquicia king",
           "/dia munday", "/dia thuesday", "/mes juxio", "/idioma nor", "/idioma ser",
           "/pais corea", "/pais rep", "/pais isla"]  # fmt: skip


@pytest.mark.parametrize("text", CHOICES)
def test_each_choice_answers_about_what_its_button_says(server: TelegramServer, text: str) -> None:
    question = ask(server, text)
    *choices, none = buttons(question)
    assert none["text"] == "Ninguna de estas" and len(choices) >= 2
    assert len({button["callback_data"] for button in choices}) == len(choices)
    for button in choices:
        answer = press(server, question, button, 1001)
        name, _, year = button["text"].rstrip(")").rpartition(" (")
        film = year.isdecimal() and len(year) == 4
        assert (name if film else button["text"]).rstrip("…") in answer["text"]
        assert not film or year in answer["text"].splitlines()[0]
        assert "¿Quisiste decir" not in answer["text"]


@pytest.mark.parametrize("text", ["/productora warner", "/franquicia batman", "/reparto matrix"])
def test_what_is_offered_beside_an_answer_is_answered(server: TelegramServer, text: str) -> None:
    answer = ask(server, text)
    beside = ("Ver la ficha", "Ver en un gráfico")
    offered = [b for b in buttons(answer) if b["text"] not in beside]
    assert len(offered) >= 3
    for button in offered:
        assert button["text"] in press(server, answer, button, 1001)["text"]


def test_a_director_pages_to_the_last_film_and_back(server: TelegramServer) -> None:
    facts = shipped()
    dates = sorted((facts.films[f]["date"] for f in facts.directors["Woody Allen"]), reverse=True)
    message = ask(server, "/director woody allen", GROUP, user_id=ANA)
    years: list[list[int]] = []
    while True:
        years.append(
            [int(y) for y in re.findall(r"^.+ de (\d{4}) · retorno", message["text"], re.M)]
        )
        if "▶" not in [b["text"] for b in buttons(message)]:
            break
        message = press(server, message, labelled(message, "▶"), ANA)
    assert [year for page in years for year in page] == [date.year for date in dates]
    assert labelled(message, f"{len(years)}/{len(years)}")
    for page in reversed(years[:-1]):
        message = press(server, message, labelled(message, "◀"), ANA)
        assert str(page[0]) in message["text"]
    shown = [b["text"] for b in buttons(message)]
    assert shown == [f"1/{len(years)}", "▶", "Ver en un gráfico"]
