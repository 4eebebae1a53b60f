"""Text without a command: newer films, people, greetings, and what gets no answer at all."""

from typing import Any

import pytest
from telegram import Update

from services import Services
from tests.bot_process import BotProcess
from tests.chat import ask, buttons, press
from tests.telegram_server import TelegramServer
from tests.test_console import Chat
from tests.test_conversation import GROUP, PHOTO, PLOT, STICKER, labelled

pytestmark = pytest.mark.usefixtures("bot")

CHANNEL = -1_000_888


@pytest.mark.parametrize("command", ["", "/score ", "/recomendar "])
@pytest.mark.parametrize(
    ("typed", "name", "year"),
    [("joker", "Joker", 2019), ("frozen 2", "Frozen II", 2019), ("dune 2021", "Dune", 2021),
     ("parásitos", "Parásitos", 2019), ("oppenheimer", "Oppenheimer", 2023),
     ("vengadores endgame", "Endgame", 2019), ("barbie 2023", "Barbie", 2023)],
)  # fmt: skip
def test_a_newer_film_is_said_to_be_newer(
    server: TelegramServer, command: str, typed: str, name: str, year: int
) -> None:
    answer = ask(server, command + typed)
    first = answer["text"].partition(" es más nueva que mi catálogo")[0]
    assert name in first and first.endswith(f"({year})")
    offered = buttons(answer) if "reply_markup" in answer else []
    assert not [button for button in offered if f"({year})" in button["text"]]


def test_what_is_near_a_newer_film_is_offered(server: TelegramServer) -> None:
    question = ask(server, "dune 2021")
    assert "¿Quisiste decir otra?" in question["text"]
    assert "1984" in press(server, question, labelled(question, "Dune (1984)"), 1001)["text"]


@pytest.mark.parametrize(
    "text",
    [
        "hola",
        "¡Hola!",
        "Buenos días",
        "gracias",
        "GRACIAS!!",
        "adiós",
        "ayuda",
        "qué tal?",
        "Hola, ¿qué tal?",
        "muchas gracias!",
        "jajaja",
        "¿qué puedes hacer?",
        "¿cómo funciona?",
    ],
)
def test_greetings_get_help(server: TelegramServer, text: str) -> None:
    answer = ask(server, text)
    assert answer["text"].startswith("Pregúntame por películas") and "/mes enero" in answer["text"]
    assert "reply_markup" not in answer


@pytest.mark.parametrize(
    ("typed", "button", "answer"),
    [("ricardo darin", "Actor o actriz: Ricardo Darín", "Ricardo Darín actúa en 22 películas"),
     ("Pedro Almodóvar", "Dirección: Pedro Almodóvar", "Pedro Almodóvar dirigió 20 películas"),
     ("penelope cruz", "Actor o actriz: Penélope Cruz", "Penélope Cruz actúa en")],
)  # fmt: skip
def test_the_name_of_a_person_offers_the_person(
    server: TelegramServer, typed: str, button: str, answer: str
) -> None:
    question = ask(server, typed)
    assert buttons(question)[0]["text"].startswith(("Actor o actriz: ", "Dirección: "))
    assert answer in press(server, question, labelled(question, button), 1001)["text"]


def test_a_title_comes_before_a_person(server: TelegramServer) -> None:
    card = ask(server, "amelie")
    assert "Audrey Tautou" in card["text"]
    assert not [b for b in buttons(card) if b["text"].startswith("Actor")]


@pytest.mark.parametrize(
    "text", ["mes enero", "Género " + PLOT, "actor ricardo darín", "pais corea"]
)
def test_a_command_without_its_slash(server: TelegramServer, text: str) -> None:
    assert ask(server, text)["text"] == ask(server, f"/{text}")["text"]


def unasked(server: TelegramServer) -> list[dict[str, Any]]:
    """Return updates that are no question, in the chats of people, groups and channels."""
    text = {"text": "/mes enero", "entities": [{"type": "bot_command", "offset": 0, "length": 4}]}
    updates: list[dict[str, Any]] = []
    for chat in (1001, GROUP):
        message = server.message(chat, 1001)
        updates += [
            {"edited_message": message | text | {"edit_date": message["date"]}},
            {"edited_message": message | {"text": "el padrino", "edit_date": message["date"]}},
            {"message": message | {"photo": PHOTO}},
            {"message": message | {"photo": PHOTO, "caption": "/mes enero"}},
            {"message": message | {"sticker": STICKER}},
            {"message": message | {"location": {"latitude": 1.5, "longitude": 2.5}}},
            {"message": message | {"pinned_message": message | text}},
            {"message": message | {"new_chat_members": [message["from"]]}},
        ]
    post = server.message(CHANNEL, 1001, "channel") | text
    del post["from"]
    updates += [{"channel_post": post}, {"edited_channel_post": post | {"edit_date": 1}}]
    return updates


def test_silence(server: TelegramServer, bot: BotProcess) -> None:
    ask(server, "/dia lunes", chat_id=GROUP, user_id=1001)
    seen = len(server.calls)
    for update in unasked(server):
        server.push(update)
    for chat in (GROUP, 1001):  # each chat is answered in order: all the rest is done by then
        ask(server, "/dia martes", chat_id=chat, user_id=1001)
    # A picture comes beside its answer, now and then after the next question.
    calls = [one for one in server.calls[seen:] if one.method not in ("getUpdates", "sendPhoto")]
    said = [call.params["text"] for call in calls]
    assert len(said) == 2 and all("martes" in text for text in said)
    assert " ERROR " not in bot.log


async def test_silence_even_for_updates_that_were_not_asked_for(
    server: TelegramServer, services: Services
) -> None:
    """The server above keeps edits and posts back, as Telegram does; the handlers would, too."""
    chat = Chat(services)
    async with chat.app:
        for number, update in enumerate(unasked(server)):
            found = Update.de_json({"update_id": number, **update}, chat.app.bot)
            await chat.app.process_update(found)
    assert chat.output.getvalue() == ""


def test_an_inline_result_in_the_bots_own_chat_is_no_question(server: TelegramServer) -> None:
    card = {
        "text": "El padrino (The Godfather, 1972)\nPuntuación: 8,5",
        "via_bot": server.state.bot,
    }
    seen = len(server.calls)
    server.push({"message": server.message(1001) | card})
    server.send_text("/dia martes")
    server.wait_for("sendMessage", after=seen, where=lambda call: "martes" in call.params["text"])
    assert len([call for call in server.calls[seen:] if call.method == "sendMessage"]) == 1


def test_a_reply_to_an_inline_card_is_about_its_film(server: TelegramServer) -> None:
    card = ask(server, "el padrino")
    sent = server.message(GROUP, 8) | {"text": card["text"], "via_bot": server.state.bot}
    source = sent | {"reply_markup": card["reply_markup"]}
    answer = ask(server, "/score", GROUP, user_id=7, reply_to_message=source)
    assert answer["text"] == ask(server, "/score el padrino")["text"]


LONG = ("la historia de un hombre que busca a su hija perdida en la guerra " * 60)[:4000]


@pytest.mark.parametrize("chat", [1001, GROUP])
@pytest.mark.parametrize(
    ("text", "answer"),
    [(f"/genero {LONG}", "drama"), (f"/score {LONG}", "por la trama podría ser"),
     (f"/actor {'ñ' * 4089}", "«ñññ"), (f"/mes {'<' * 4090}", "«<<<"),
     (f"/productora {'& ' * 2000}", "«& &"), (f"/idioma {'🎬' * 2000}", "«🎬🎬"),
     (f"/pelicula {'el padrino ' * 300}", "¿Quisiste decir")],
)  # fmt: skip
def test_long_texts(server: TelegramServer, text: str, answer: str, chat: int) -> None:
    message = ask(server, text, chat_id=chat, user_id=1001)
    assert answer in message["text"] and len(message["text"]) < 2000
    assert message["text"].count("historia") < 5


def test_a_long_plot_that_somebody_else_wrote(server: TelegramServer) -> None:
    source = server.message(GROUP, 8) | {"text": LONG}
    answer = ask(server, "/genero", chat_id=GROUP, user_id=7, reply_to_message=source)
    assert answer["text"] == ask(server, f"/genero {LONG}", GROUP, user_id=7)["text"]


def test_a_topic_of_a_forum_is_answered_in_it(server: TelegramServer) -> None:
    topic = {"message_thread_id": 5, "is_topic_message": True}
    question = {"chat": {"id": GROUP, "type": "supergroup", "title": "Foro", "is_forum": True}}
    message = ask(server, "/dia lunes", GROUP, user_id=7, **topic, **question)
    assert message["message_thread_id"] == 5
