"""Pictures over the Bot API: after the text, once as bytes, then by name, and never insisting."""

import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from handlers.choices import decode
from tests.bot_process import BotProcess
from tests.chat import ask, buttons, press
from tests.telegram_server import Call, TelegramServer
from tests.telegram_wire import Upload

GROUP, SILENT = -1_000_700, -1_000_701
ANA, LUIS = 7, 8
PICTURE = "Ver en un gráfico"

pytestmark = pytest.mark.usefixtures("bot")


def photo(server: TelegramServer, chat_id: int, after: int) -> Call:
    """Return the next photo of a chat."""
    here: Callable[[Call], bool] = lambda call: call.params["chat_id"] == chat_id  # noqa: E731
    return server.wait_for("sendPhoto", after=after, where=here)[0]


def asked(
    server: TelegramServer, text: str, chat_id: int = 1001, **message: Any
) -> tuple[dict[str, Any], Call]:
    """Ask; return the text and the photo that answer."""
    seen = len(server.calls)
    answer = ask(server, text, chat_id, **message)
    return answer, photo(server, chat_id, seen)


def button(message: dict[str, Any], text: str = PICTURE) -> dict[str, str]:
    return next(one for one in buttons(message) if one["text"] == text)


def quiet(server: TelegramServer, chat_id: int, seen: int) -> bool:
    """Say whether no photo was tried in a chat after the first ``seen`` calls."""
    calls = [call for call in server.calls[seen:] if call.method == "sendPhoto"]
    return not [call for call in calls if call.params.get("chat_id") == chat_id]


def photos_until_another(server: TelegramServer, seen: int) -> list[Call]:
    """Return the photos since ``seen``: the worker draws in turn, so one asked for now is last."""
    _, last = asked(server, "/mes diciembre", 1_009)
    calls = [call for call in server.calls[seen:] if call.method == "sendPhoto"]
    return [call for call in calls if call is not last]


@pytest.mark.parametrize(
    ("text", "words"),
    [("/mes enero", "enero 5.910"), ("/dia viernes", "viernes 13.902"), ("/dia 15", "el 15,"),
     ("mes febrero", "febrero 3.028"), ("/comparar titanic, avatar", "Titanic (1997")],
)  # fmt: skip
def test_the_text_first_then_the_picture(server: TelegramServer, text: str, words: str) -> None:
    seen = len(server.calls)
    answer, call = asked(server, text)
    assert isinstance(call.params["photo"], Upload)
    image = Image.open(io.BytesIO(call.params["photo"].data))
    image.load()
    assert image.format == "PNG" and image.width == 1000 and 300 < image.height < 1100
    assert len(call.params["photo"].data) < 200_000
    assert words in call.result["caption"] and len(call.result["caption"]) <= 1024
    text_call = next(c for c in server.calls[seen:] if c.method == "sendMessage")
    assert text_call.at <= call.began
    assert call.result["message_id"] > answer["message_id"] and "reply_markup" not in call.result


def test_the_second_time_telegram_gets_its_own_name(server: TelegramServer) -> None:
    _, first = asked(server, "/mes marzo")
    name = first.result["photo"][-1]["file_id"]
    for chat in (1001, 1002, GROUP):
        _, again = asked(server, "/mes marzo", chat, user_id=ANA)
        assert again.params["photo"] == name
        assert again.result["caption"] == first.result["caption"]
    _, other = asked(server, "/mes abril")
    assert isinstance(other.params["photo"], Upload)


def test_a_name_that_telegram_forgot_is_sent_as_bytes_again(
    server: TelegramServer, bot: BotProcess
) -> None:
    _, first = asked(server, "/mes junio")
    server.expire(first.result["photo"][-1]["file_id"])
    _, second = asked(server, "/mes junio")
    assert isinstance(second.params["photo"], Upload)
    assert second.params["photo"].data == first.params["photo"].data
    _, third = asked(server, "/mes junio")
    assert third.params["photo"] == second.result["photo"][-1]["file_id"]


@pytest.mark.parametrize(
    ("chat", "words"),
    [(SILENT, "not enough rights to send photos to the chat"),
     (SILENT - 1, "CHAT_SEND_PHOTOS_FORBIDDEN")],
)  # fmt: skip
def test_where_photos_are_forbidden_the_text_stands_alone(
    server: TelegramServer, bot: BotProcess, chat: int, words: str
) -> None:
    ask(server, "/ayuda", chat, user_id=ANA)
    server.forbid_photos(chat, words)
    log = bot.log
    before = len(server.replies(chat))
    seen = len(server.calls)
    answer = ask(server, "/mes enero", chat, user_id=ANA)
    assert "5.910" in answer["text"]
    refused = [c for c in _wait(lambda: server.calls[seen:], "sendPhoto") if not c.ok]
    assert refused
    director = ask(server, "/director pedro almodóvar", chat, user_id=ANA)
    query = server.press(director, button(director)["callback_data"], user_id=ANA)
    said = server.wait_for(
        "answerCallbackQuery", where=lambda call: call.params["callback_query_id"] == query
    )
    assert said[0].params["text"] == "Este grupo no deja enviar imágenes."
    assert len(server.replies(chat)) == before + 2  # the two texts
    assert bot.log == log
    seen = len(server.calls)
    assert "3.028" in ask(server, "/mes febrero", chat, user_id=ANA)["text"]
    assert photos_until_another(server, seen) == []  # it is not asked again for a while


def _wait(calls: Callable[[], list[Call]], method: str) -> list[Call]:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if found := [call for call in calls() if call.method == method]:
            return found
        time.sleep(0.02)
    raise AssertionError(f"no {method}")


@pytest.mark.parametrize(
    ("text", "words"),
    [("/director pedro almodóvar", "Volver (2006), 85,6 M"), ("/actor ricardo darín", "El secreto"),
     ("/franquicia toy story", "Toy Story 2 (1999), 497,4 M"),
     ("/saga james bond", "26 películas")],
)  # fmt: skip
def test_a_button_sends_the_picture_and_leaves_the_text(
    server: TelegramServer, text: str, words: str
) -> None:
    seen = len(server.calls)
    answer = ask(server, text, GROUP, user_id=ANA)
    refused = server.press(answer, button(answer)["callback_data"], user_id=LUIS)
    said = server.wait_for(
        "answerCallbackQuery", where=lambda call: call.params["callback_query_id"] == refused
    )
    assert said[0].params["text"].startswith("Solo puede elegir quien hizo la pregunta")
    assert quiet(server, GROUP, seen)
    query = server.press(answer, button(answer)["callback_data"], user_id=ANA)
    call = photo(server, GROUP, seen)
    assert words in call.result["caption"]
    assert call.result["reply_to_message"]["message_id"] == answer["message_id"]
    server.wait_for("answerCallbackQuery", where=lambda c: c.params["callback_query_id"] == query)
    kept = next(m for m in server.replies(GROUP) if m["message_id"] == answer["message_id"])
    assert kept["text"] == answer["text"] and kept["reply_markup"] == answer["reply_markup"]


def test_a_choice_gets_its_picture_too(server: TelegramServer) -> None:
    question = ask(server, "/mes juxio")
    seen = len(server.calls)
    edited = press(server, question, buttons(question)[0], 1001)
    assert "se estrenaron" in edited["text"]
    assert "Películas estrenadas en cada mes" in photo(server, 1001, seen).result["caption"]


def wait_for_answer(server: TelegramServer, query: str) -> None:
    server.wait_for("answerCallbackQuery", where=lambda c: c.params["callback_query_id"] == query)


def test_a_second_tap_of_a_choice_brings_no_second_picture(server: TelegramServer) -> None:
    question = ask(server, "/mes juxio", 1_008)
    seen = len(server.calls)
    data = buttons(question)[0]["callback_data"]
    for query in [server.press(question, data, user_id=1_008) for _ in range(2)]:
        wait_for_answer(server, query)
    photo(server, 1_008, seen)
    assert len(photos_until_another(server, seen)) == 1
    assert "not modified" in server.violations.pop()  # which is how the bot knows


def test_a_second_tap_while_a_picture_is_on_its_way_does_nothing(server: TelegramServer) -> None:
    answer = ask(server, "/franquicia harry potter", 1_007)
    seen = len(server.calls)
    data = button(answer)["callback_data"]
    server.fail("sendPhoto", kind="delay", seconds=1.0, chat_id=1_007)
    first, *others = [server.press(answer, data, user_id=1_007) for _ in range(3)]
    for query in [*others, first]:
        wait_for_answer(server, query)
    photo(server, 1_007, seen)
    assert len(photos_until_another(server, seen)) == 1
    seen = len(server.calls)
    server.press(answer, data, user_id=1_007)  # later on it may be wanted again
    assert photo(server, 1_007, seen).ok


def test_the_next_answer_does_not_wait_for_a_picture(server: TelegramServer) -> None:
    server.fail("sendPhoto", kind="delay", seconds=2.0)
    seen = len(server.calls)
    ask(server, "/mes octubre")
    assert "Matrix" in ask(server, "/score matrix")["text"]
    answers = [call.at for call in server.calls[seen:] if call.method == "sendMessage"]
    late = photo(server, 1001, seen)
    assert late.ok and len(answers) == 2 and max(answers) < late.at


def test_network_trouble_with_a_picture_is_no_incident(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fail("sendPhoto", kind="drop")
    before, logged = len(server.replies(1001)), len(bot.log)
    ask(server, "/mes noviembre")
    ask(server, "/score matrix")
    end = time.monotonic() + 20
    while "NetworkError" not in bot.log[logged:] and time.monotonic() < end:
        time.sleep(0.02)
    told = bot.log[logged:]
    assert "NetworkError" in told and "Incidente" not in told and "Traceback" not in told
    assert len(server.replies(1001)) == before + 2
    _, call = asked(server, "/mes noviembre")
    assert isinstance(call.params["photo"], Upload)  # it was drawn, not sent


@pytest.mark.parametrize(
    "query", ["mes enero", "dia viernes", "comparar titanic, avatar", "director steven spielberg",
              "franquicia toy story", "actor ricardo darín", "mes juxio"],
)  # fmt: skip
def test_inline_messages_have_no_pictures(server: TelegramServer, query: str) -> None:
    seen = len(server.calls)
    identifier = server.inline(query)
    answered = server.wait_for(
        "answerInlineQuery", where=lambda call: call.params["inline_query_id"] == identifier
    )
    results = answered[0].params["results"]
    assert results
    for result in results:
        assert result["type"] == "article"
        rows = result.get("reply_markup", {}).get("inline_keyboard", [])
        assert all(rows) and not [b for row in rows for b in row if b["text"] == PICTURE]
    assert photos_until_another(server, seen) == []


def test_turning_an_inline_page_brings_no_picture_button(server: TelegramServer) -> None:
    identifier = server.inline("director steven spielberg")
    answered = server.wait_for(
        "answerInlineQuery", where=lambda call: call.params["inline_query_id"] == identifier
    )
    (result,) = [r for r in answered[0].params["results"] if r["title"].startswith("/director")]
    message = server.choose(result)
    turn = next(b for row in result["reply_markup"]["inline_keyboard"] for b in row
                if b["text"] == "▶")  # fmt: skip
    seen = len(server.calls)
    server.press(None, turn["callback_data"], inline_message_id=message)
    server.wait_for("editMessageText", after=seen)
    shown = [b["text"] for row in server.inline_message(message)["reply_markup"]["inline_keyboard"]
             for b in row]  # fmt: skip
    assert "◀" in shown and PICTURE not in shown


def test_a_picture_button_of_an_inline_message_is_answered(server: TelegramServer) -> None:
    director = ask(server, "/director pedro almodóvar")
    data = button(director)["callback_data"].rpartition(":")[0] + ":"
    query = server.press(None, data, inline_message_id="vieja")
    said = server.wait_for(
        "answerCallbackQuery", where=lambda call: call.params["callback_query_id"] == query
    )
    assert "ya no sirve" in said[0].params["text"]


def test_in_a_group_only_who_asked_chooses_what_to_compare(server: TelegramServer) -> None:
    question = ask(server, "/comparar carrie, ben-hur", GROUP, user_id=ANA)
    first = buttons(question)[0]
    query = server.press(question, first["callback_data"], user_id=LUIS)
    said = server.wait_for(
        "answerCallbackQuery", where=lambda call: call.params["callback_query_id"] == query
    )
    assert said[0].params["text"].startswith("Solo puede elegir")
    second = press(server, question, first, ANA)
    assert "¿Y la otra?" in second["text"]
    assert decode(buttons(second)[0]["callback_data"])[1] == ANA
    seen = len(server.calls)
    answer = press(server, second, buttons(second)[0], ANA)
    assert "frente a" in answer["text"]
    sent = server.wait_for("sendPhoto", after=seen, where=lambda c: c.params["chat_id"] == GROUP)
    assert sent[0].result["reply_to_message"]["message_id"] == answer["message_id"]
