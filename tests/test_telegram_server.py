"""The test server itself: the real client works with it, and it fails when asked to."""

import asyncio
import http.server
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from tests.telegram_server import TelegramServer
from tests.test_telegram_refusals import CHAT, SEND, TLS, call

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (200).to_bytes(4, "big") + (100).to_bytes(4, "big") + b"\0--"
)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        running.send_text("/start", chat_id=CHAT)
        yield running


@pytest.fixture
async def bot(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    # RetryAfter warns of its future type otherwise.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    base, files = server.base_url, server.base_file_url
    async with Bot(server.token, base_url=base, base_file_url=files) as client:
        yield client


def test_wrong_token_and_unknown_method(server: TelegramServer) -> None:
    answer = httpx.get(f"{server.base_url}1:otro/getMe", trust_env=False, verify=TLS)
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert call(server, "sendBaile")["error_code"] == 404
    assert len(server.violations) == 1


def test_form_values_are_strict(server: TelegramServer) -> None:
    url = f"{server.base_url}{server.token}/sendMessage"
    good = {"chat_id": str(CHAT), "text": "1", "disable_notification": "true"}
    assert httpx.post(url, data=good, trust_env=False, verify=TLS).json()["result"]["text"] == "1"
    for bad in ({"disable_notification": "True"}, {"reply_markup": "{"}, {"otro": "x"}):
        assert httpx.post(url, data=good | bad, trust_env=False, verify=TLS).status_code == 400
    assert httpx.post(url, content=b"x", trust_env=False, verify=TLS).status_code == 400


async def test_client_with_another_token(server: TelegramServer) -> None:
    stranger = Bot("1:otro", base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    # A bot that was not initialised leaves its connections open.
    await stranger.request.shutdown()


async def test_messages_and_edits(server: TelegramServer, bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="si")]])
    sent = await bot.send_message(
        CHAT,
        " <b>¡Hola!</b> prueba /mes enero",
        parse_mode="HTML",
        reply_markup=markup,
        reply_parameters=ReplyParameters(1),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "¡Hola! prueba /mes enero"
    assert [(e.type, e.offset) for e in sent.entities] == [("bold", 0), ("bot_command", 14)]
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    edited = await sent.edit_text("Otra cosa", reply_markup=markup)
    assert edited is not True
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("Otra cosa", reply_markup=markup)
    await sent.edit_reply_markup()
    assert [message["text"] for message in server.replies(CHAT)] == ["Otra cosa"]
    assert "reply_markup" not in server.replies(CHAT)[0]
    await sent.delete()
    assert server.replies(CHAT) == []
    assert len(server.violations) == 1


async def test_photos_and_files(server: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_photo(CHAT, PNG, caption="<i>x</i>", parse_mode="HTML")
    assert (sent.photo[0].width, sent.photo[0].height) == (200, 100)
    assert server.files[sent.photo[0].file_id] == PNG
    file = await bot.get_file(sent.photo[0].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG
    await sent.edit_media(InputMediaPhoto(PNG + b"\r\n--x\r\n", caption="dos"))
    assert server.replies(CHAT)[0]["caption"] == "dos"
    file_id = server.replies(CHAT)[0]["photo"][0]["file_id"]
    assert server.files[file_id] == PNG + b"\r\n--x\r\n"
    await sent.edit_caption("tres")
    with pytest.raises(BadRequest, match="no text in the message"):
        await sent.edit_text("x")
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(CHAT, b"no es una foto")


async def test_polling_confirms_and_filters(server: TelegramServer, bot: Bot) -> None:
    first, *_ = await bot.get_updates()
    assert first.message is not None
    assert first.message.entities[0].type == "bot_command"
    started = time.monotonic()
    waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=5))
    await asyncio.sleep(0.1)
    server.send_text("hola", chat_id=-5, user_id=7)
    (second,) = await waiting
    assert time.monotonic() - started < 2
    assert second.message is not None
    assert (second.message.chat.type, second.effective_user) == (
        "supergroup",
        second.message.from_user,
    )
    server.inline("padrino")
    kinds = await bot.get_updates(offset=second.update_id + 1, allowed_updates=["message"])
    assert kinds == ()
    assert server.pending_updates == []


async def test_two_polls_conflict(server: TelegramServer, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(offset=5000, timeout=5))
    await asyncio.sleep(0.1)
    # Not through the client: it has one connection for updates.
    assert await asyncio.to_thread(call, server, "getUpdates") == {"ok": True, "result": []}
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older
    assert server.violations == []


async def test_callbacks(server: TelegramServer, bot: Bot) -> None:
    sent = await bot.send_message(CHAT, "¿Cuál?")
    query_id = server.press(sent.to_dict(), "uno")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (query_id, "uno")
    assert server.unanswered_callbacks == [query_id]
    await update.callback_query.answer("ya")
    assert server.unanswered_callbacks == []
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer()


async def test_inline(server: TelegramServer, bot: Bot) -> None:
    query_id = server.inline("padrino")
    content = InputTextMessageContent("<b>8,5</b>", parse_mode="HTML")
    await bot.answer_inline_query(query_id, [InlineQueryResultArticle("1", "El padrino", content)])
    (answer,) = server.wait_for("answerInlineQuery")
    inline_id = server.choose(answer.params["results"][0])
    assert server.inline_message(inline_id)["text"] == "8,5"
    assert await bot.edit_message_text("otra", inline_message_id=inline_id) is True
    assert server.inline_message(inline_id)["text"] == "otra"
    server.press(None, "x", inline_message_id=inline_id)
    update = (await bot.get_updates(offset=-1))[0]
    assert update.callback_query is not None
    assert update.callback_query.inline_message_id == inline_id
    assert server.violations == []


async def test_commands_and_profile(server: TelegramServer, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("mes", "Películas de un mes")], language_code="es")
    assert server.commands['{"type": "default"}', "es"][0]["command"] == "mes"
    assert (await bot.get_my_commands(language_code="es"))[0].command == "mes"
    await bot.set_my_short_description("Cine")
    await bot.set_my_description("Cine")
    assert (await bot.get_chat(CHAT)).type == "private"
    assert (await bot.get_chat_member(CHAT, bot.id)).status == "member"
    assert await bot.send_chat_action(CHAT, "typing")
    assert server.violations == []


async def test_faults(server: TelegramServer, bot: Bot) -> None:
    server.send_text("hola", chat_id=2002)
    server.fail("sendMessage", status=429, retry_after=3, chat_id=CHAT)
    await bot.send_message(2002, "a otro chat no le toca")
    with pytest.raises(RetryAfter):
        await bot.send_message(CHAT, "x")
    for status, error in ((400, BadRequest), (403, Forbidden), (500, NetworkError)):
        server.fail("sendMessage", status=status)
        with pytest.raises(error):
            await bot.send_message(CHAT, "x")
    server.fail("sendMessage", kind="drop")
    server.fail("sendMessage", kind="lose")
    for text in ("no llega", "llega"):
        with pytest.raises(NetworkError):
            await bot.send_message(CHAT, text)
    server.fail("sendMessage", kind="delay", seconds=0.2)
    began = time.monotonic()
    await bot.send_message(CHAT, "tarde")
    assert time.monotonic() - began >= 0.2
    assert [message["text"] for message in server.replies(CHAT)] == ["llega", "tarde"]
    assert server.violations == []


def test_wait_for_tells_what_was_seen(server: TelegramServer) -> None:
    call(server, "sendMessage", **SEND)
    with pytest.raises(AssertionError, match=r"1 of 2 calls(.|\n)*'text': 'hola'"):
        server.wait_for("sendMessage", 2, timeout=0.05)
    threading.Timer(0.1, lambda: call(server, "sendMessage", **SEND)).start()
    calls = server.wait_for("sendMessage", where=lambda c: c.result["message_id"] == 3)
    assert calls[0].at >= calls[0].began


async def test_stops_and_starts_again(server: TelegramServer, bot: Bot) -> None:
    server.stop()
    with pytest.raises(NetworkError):
        await bot.get_me()
    server.start()
    assert (await bot.get_me()).username == "pelis_test_bot"


class Hook(http.server.BaseHTTPRequestHandler):
    """A webhook that is busy at first."""

    answers: ClassVar[list[int]] = []
    got: ClassVar[list[tuple[str | None, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


async def test_webhook(server: TelegramServer, bot: Bot) -> None:
    Hook.answers[:] = [503, 503]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as hook:
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{hook.server_port}/telegram"
        await bot.set_webhook(url, secret_token="secreto", drop_pending_updates=True)
        assert (server.webhook_url, server.webhook_secret) == (url, "secreto")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        server.send_text("hola", chat_id=CHAT)
        while len(server.updates.deliveries) < 3:
            await asyncio.sleep(0.01)
        assert [delivery.status for delivery in server.updates.deliveries] == [503, 503, 200]
        assert Hook.got[-1][0] == "secreto"
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
        hook.shutdown()
    assert server.violations == []
