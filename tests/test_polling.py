"""The bot as a process: every command, in private chats and groups, over a real socket."""

import re
import time

import pytest

from tests.bot_process import BotProcess
from tests.chat import ask, buttons
from tests.facts import shipped
from tests.telegram_server import TelegramServer

GROUP = -1_000_500
ANSWERS = [
    ("/mes enero", "5.910 películas"),
    ("/mes ENE", "5.910 películas"),
    ("/mes setiembre", "septiembre"),
    ("/dia lunes", "3.500 películas"),
    ("/dia 13", "El día 13"),
    ("/score titanik", "Puntuación: 7,5 de 10 (7.770 votos)"),
    ("/votos inception", "14.075"),
    ("/votos nueve reinas", "menos de 2.000 votos"),
    ("/actor ricardo darin", "Ricardo Darín actúa en 22 películas"),
    ("/actriz penelope cruz", "Penélope Cruz"),
    ("/director almodovar", "Pedro Almodóvar dirigió 20 películas"),
    ("/recomendar el padrino", "El padrino: Parte II"),
    ("/genero un boxeador pobre pelea por el título mundial de los pesos pesados", "deporte"),
    ("/idioma español", "992 películas"),
    ("/duracion el padrino", "175 minutos"),
    ("/franquicia el señor de los anillos", "3 películas"),
    ("/pais argentina", "254 películas"),
    ("/productora el deseo", "13 películas"),
    ("/pelicula el padrino", "Marlon Brando"),
    ("relatos salvajes", "Damián Szifrón"),
    ("/ayuda", "/recomendar el laberinto del fauno"),
    ("/start", "Pregúntame por películas"),
    ("/loquesea", "No conozco ese comando"),
    ("/género de miedo", "Cuéntame un poco más"),
    ("oppenheimer", "más nueva que mi catálogo"),
    ("zzzqqqxxx", "casi no tiene películas posteriores"),
    ("hola", "Pregúntame por películas"),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_answers_in_a_private_chat(
    server: TelegramServer, bot: BotProcess, text: str, answer: str
) -> None:
    message = ask(server, text)
    assert answer in message["text"]
    assert "reply_to_message" not in message


@pytest.mark.parametrize("text", ["/score@pelis_test_bot matrix", "/score matrix"])
def test_a_group_is_answered_as_a_reply(server: TelegramServer, bot: BotProcess, text: str) -> None:
    message = ask(server, text, chat_id=GROUP, user_id=7)
    assert "Matrix" in message["text"]
    assert message["reply_to_message"]["text"] == text


def test_a_group_hears_nothing_else(server: TelegramServer, bot: BotProcess) -> None:
    seen = len(server.calls)
    for text in ("hola a todos", "el padrino", "/nada", "/mes@otro_bot enero", "/"):
        server.send_text(text, chat_id=GROUP, user_id=7)
    edited = server.message(GROUP, 7) | {"text": "/mes enero", "edit_date": 1}
    server.push({"edited_message": edited})
    post = server.message(-1_000_777, chat_type="channel") | {"text": "/mes enero"}
    del post["from"]
    server.push({"channel_post": post})
    ask(server, "/dia martes", chat_id=GROUP, user_id=7)  # in order: all the rest is done
    sent = [call for call in server.calls[seen:] if call.method == "sendMessage"]
    assert len(sent) == 1


@pytest.mark.parametrize(
    "command",
    "mes dia score votos actor director recomendar genero idioma duracion franquicia pais "
    "productora pelicula".split(),
)
def test_a_bare_command_explains_itself(
    server: TelegramServer, bot: BotProcess, command: str
) -> None:
    message = ask(server, f"/{command}")
    example = re.search(rf"/{command} \S.*", message["text"].splitlines()[-1])
    assert example, message["text"]
    assert "Escribe detrás" not in ask(server, example[0])["text"]


def test_the_menu_is_set_in_spanish(server: TelegramServer, bot: BotProcess) -> None:
    (menu,) = server.commands.values()
    commands = {entry["command"]: entry["description"] for entry in menu}
    assert {"mes", "dia", "score", "votos", "actor", "director", "recomendar"} < set(commands)
    assert commands["idioma"] == "Cuántas hay en un idioma"


def test_a_choice_answers_the_question_that_was_asked(
    server: TelegramServer, bot: BotProcess
) -> None:
    question = ask(server, "/score carrie")
    offered = [button["text"] for button in buttons(question)]
    assert "Carrie (1976)" in offered and "Ninguna de estas" in offered
    button = buttons(question)[offered.index("Carrie (1976)")]
    seen = len(server.calls)
    server.press(question, button["callback_data"], user_id=1001)
    edit = server.wait_for("editMessageText", after=seen)[0].result
    assert edit["message_id"] == question["message_id"]
    assert "Carrie" in edit["text"] and "Puntuación" in edit["text"]


def test_only_the_asker_may_press_in_a_group(server: TelegramServer, bot: BotProcess) -> None:
    question = ask(server, "/score carrie", chat_id=GROUP, user_id=7)
    seen = len(server.calls)
    server.press(question, buttons(question)[0]["callback_data"], user_id=8)
    notice = server.wait_for("answerCallbackQuery", after=seen)[0]
    assert "Solo puede elegir" in notice.params["text"] and notice.params["show_alert"]
    server.press(question, buttons(question)[0]["callback_data"], user_id=7)
    server.wait_for("editMessageText", after=seen)


@pytest.mark.parametrize(
    "data",
    ["", "x", "score:0:0:", "score:999999999:0:1001", "director:1.ffff:0:1001", "mes:99:0:",
     "nada:1:0:", "franquicia:1:0:", "director:99999999.0:0:", "score:١:0:", "a" * 64],
)  # fmt: skip
def test_forged_or_stale_buttons_get_a_notice(
    server: TelegramServer, bot: BotProcess, data: str
) -> None:
    message = ask(server, "/score matrix")
    seen = len(server.calls)
    server.press(message, data, user_id=1001)
    notice = server.wait_for("answerCallbackQuery", after=seen)[0]
    assert "ya no sirve" in notice.params["text"]


def test_a_long_list_pages_in_place(server: TelegramServer, bot: BotProcess) -> None:
    message = ask(server, "/director steven spielberg")
    titles = set(re.findall(r"^(.+) \(.*\d{4}\)$", message["text"], re.M))
    pages = int(buttons(message)[0]["text"].split("/")[1])
    for page in range(1, pages):
        on = next(b for b in buttons(message) if b["text"] == "▶")
        seen = len(server.calls)
        server.press(message, on["callback_data"], user_id=1001)
        message = server.wait_for("editMessageText", after=seen)[0].result
        assert f"{page + 1}/{pages}" in [b["text"] for b in buttons(message)]
        titles |= set(re.findall(r"^(.+) \(.*\d{4}\)$", message["text"], re.M))
    assert len(titles) == len(shipped().directors["Steven Spielberg"])


def test_the_number_of_the_page_does_nothing(server: TelegramServer, bot: BotProcess) -> None:
    message = ask(server, "/director steven spielberg")
    seen = len(server.calls)
    server.press(message, buttons(message)[0]["callback_data"], user_id=1001)
    server.wait_for("answerCallbackQuery", after=seen)
    ask(server, "/dia martes")
    assert "editMessageText" not in [call.method for call in server.calls[seen:]]


def test_a_card_shows_its_poster_above_the_text(server: TelegramServer, bot: BotProcess) -> None:
    seen = len(server.calls)
    message = ask(server, "el padrino")
    preview = server.calls[-1].params if len(server.calls) == seen + 1 else None
    sent = preview or next(c.params for c in server.calls[seen:] if c.method == "sendMessage")
    options = sent["link_preview_options"]
    assert options["url"].startswith("https://image.tmdb.org/t/p/")
    assert options["show_above_text"] is True
    assert [b["text"] for b in buttons(message)] == ["Parecidas", "Dirección", "Reparto"]


@pytest.mark.parametrize("text", ["<b>", "a & b", "</i><script>", "\u202eoidua", "%s {0} \\n",
                                  "🎬🎬🎬", "x" * 4096, "٣", "M*A*S*H", "(500) Days of Summer",
                                  ".*", "a\nb\nc"])  # fmt: skip
@pytest.mark.parametrize("command", ["", "/score ", "/mes ", "/actor ", "/genero ", "/productora "])
def test_hostile_text_is_answered(
    server: TelegramServer, bot: BotProcess, command: str, text: str
) -> None:
    assert ask(server, (command + text)[:4096])["text"]


def test_inline_offers_films_and_commands(server: TelegramServer, bot: BotProcess) -> None:
    for query, first in (("padrino", "El padrino"), ("mes enero", "5.910"), ("zzzqqq", "No enc")):
        seen = len(server.calls)
        server.inline(query)
        call = server.wait_for("answerInlineQuery", after=seen)[0]
        results = call.params["results"]
        assert first in results[0]["title"] + results[0]["input_message_content"]["message_text"]
        assert call.params["cache_time"] >= 300 and not call.params.get("is_personal")


def test_the_bot_is_small_and_quick(server: TelegramServer, bot: BotProcess) -> None:
    """Not a benchmark: far from the measured figures, so that only a blunder fails it."""
    assert bot.memory < 380
    began = time.monotonic()
    ask(server, "/score matrix")
    assert time.monotonic() - began < 2


def test_a_press_that_comes_too_late_still_edits(server: TelegramServer, bot: BotProcess) -> None:
    message = ask(server, "/score matrix")
    seen = len(server.calls)
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    server.fail("answerCallbackQuery", status=400, description=late)
    query = server.press(message, buttons(message)[0]["callback_data"], user_id=1001)
    server.wait_for("editMessageText", after=seen)
    ask(server, "/dia martes")
    assert "Incidente" not in bot.log
    server.state.callbacks.pop(query)  # the injected refusal left it open


def test_a_group_that_forbids_writing_is_one_line(server: TelegramServer, bot: BotProcess) -> None:
    rights = "Bad Request: not enough rights to send text messages to the chat"
    server.fail("sendMessage", status=400, description=rights, chat_id=GROUP)
    server.send_text("/dia lunes", chat_id=GROUP, user_id=7)
    ask(server, "/dia martes", chat_id=GROUP, user_id=7)
    assert "Incidente" not in bot.log
    assert sum("Not enough rights" in line for line in bot.log.splitlines()) == 1
