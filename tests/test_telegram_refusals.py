"""What the test server refuses, asked past the client's own checks."""

import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.telegram_server import TelegramServer

CHAT = 1001
# Reading the system's certificates for every plain request would take most of the time.
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def call(server: TelegramServer, method: str, **params: Any) -> dict[str, Any]:
    """A request in JSON, past the client's own checks."""
    url = f"{server.base_url}{server.token}/{method}"
    answer: dict[str, Any] = httpx.post(url, json=params, trust_env=False, verify=TLS).json()
    return answer


def buttons(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x"} | button]]}


SEND = {"chat_id": CHAT, "text": "hola"}
ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "T",
    "input_message_content": {"message_text": "x"},
}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", SEND | {"text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": CHAT}, "message text is empty"),
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", SEND | {"text": "😀" * 2049}, "message is too long"),
    ("sendMessage", SEND | {"text": "a < b", "parse_mode": "HTML"}, "can't parse entities: Unsup"),
    ("sendMessage", SEND | {"parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ("sendMessage", SEND | {"chat_id": 5}, "chat not found"),
    ("sendMessage", SEND | {"chat_id": True}, '"chat_id" must be of type'),
    ("sendMessage", SEND | {"disable_notification": "true"}, "must be of type Boolean"),
    ("sendMessage", SEND | {"disable_web_page_preview": True}, "unknown parameter"),
    ("sendMessage", SEND | {"link_preview_options": {"disabled": True}}, "unknown parameter"),
    ("sendMessage", SEND | {"reply_parameters": {"message_id": 99}}, "replied not found"),
    ("sendMessage", SEND | {"reply_parameters": {}}, "message identifier is not specified"),
    ("sendMessage", SEND | {"reply_markup": buttons(callback_data="ñ" * 33)}, "BUTTON_DATA_INV"),
    ("sendMessage", SEND | {"reply_markup": buttons(callback_data="")}, "BUTTON_DATA_INVALID"),
    ("sendMessage", SEND | {"reply_markup": buttons()}, "Text buttons are unallowed"),
    ("sendMessage", SEND | {"reply_markup": buttons(callback_data="x", pay=True)}, "unknown param"),
    ("sendMessage", SEND | {"reply_markup": buttons(callback_data="x", url="a")}, "exactly one"),
    ("sendMessage", SEND | {"reply_markup": buttons(url="no es url")}, "Wrong HTTP URL"),
    ("sendMessage", SEND | {"reply_markup": buttons(text="", url="t.me")}, "must be non-empty"),
    (
        "sendMessage",
        SEND
        | {
            "reply_markup": {"inline_keyboard": buttons(callback_data="x")["inline_keyboard"] * 101}
        },
        "REPLY_MARKUP_TOO_LONG",
    ),
    ("sendPhoto", {"chat_id": CHAT, "photo": "nada"}, "wrong file identifier"),
    ("sendPhoto", {"chat_id": CHAT, "photo": "https://a.es/x", "caption": "x" * 1025}, "too long"),
    ("sendChatAction", {"chat_id": CHAT, "action": "bailar"}, "wrong parameter action"),
    ("editMessageText", SEND | {"message_id": 77}, "message to edit not found"),
    ("editMessageText", SEND | {"message_id": 1}, "message can't be edited"),
    ("editMessageText", SEND, "message identifier is not specified"),
    ("editMessageText", {"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
    ("deleteMessage", {"chat_id": CHAT, "message_id": 77}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "x"}, "query is too old"),
    ("answerCallbackQuery", {"callback_query_id": "x", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": []}, "query is too old"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": [ARTICLE] * 51}, "TOO_MUCH"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": [ARTICLE] * 2}, "ID_DUPLICATE"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": [ARTICLE | {"id": "x" * 65}]}, "ID_"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": [{"type": "article"}]}, "required"),
    ("answerInlineQuery", {"inline_query_id": "x", "results": [{"type": "baile"}]}, "is no Inline"),
    (
        "answerInlineQuery",
        {"inline_query_id": "x", "results": [], "next_offset": "x" * 65},
        "NEXT_OFFSET_INVALID",
    ),
    (
        "answerInlineQuery",
        {
            "inline_query_id": "x",
            "results": [
                ARTICLE | {"input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}
            ],
        },
        "can't parse entities",
    ),
    ("setMyCommands", {"commands": [{"command": "Mes", "description": "x"}]}, "COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "mes", "description": ""}]}, "DESCRIPTION_INV"),
    ("setMyCommands", {"commands": [{"command": "m", "description": "x"}] * 101}, "TOO_MUCH"),
    ("setWebhook", {"url": "https://example.org/x"}, "loopback"),
    ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "ñ"}, "unallowed characters"),
    ("getUpdates", {"allowed_updates": ["mensaje"]}, "unknown allowed_updates"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        running.send_text("/start", chat_id=CHAT)
        yield running


@pytest.mark.parametrize(("method", "params", "words"), REFUSED)
def test_refuses(server: TelegramServer, method: str, params: dict[str, Any], words: str) -> None:
    before = len(server.violations)
    answer = call(server, method, **params)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"].startswith("Bad Request: ")
    assert words in answer["description"]
    assert len(server.violations) == before + 1
    assert not server.calls[-1].ok
