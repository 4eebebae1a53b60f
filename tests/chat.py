"""What tests of the running bot share: ask it something, look at its buttons, press one."""

from typing import Any

from tests.telegram_server import TelegramServer

Answer = dict[str, Any]


def ask(server: TelegramServer, text: str, chat_id: int = 1001, **message: Any) -> Answer:
    """Send a text and return the message that answers it."""
    seen = len(server.calls)
    server.send_text(text, chat_id=chat_id, **message)
    call = server.wait_for(
        "sendMessage", after=seen, where=lambda c: c.params["chat_id"] == chat_id
    )
    result: Answer = call[0].result
    return result


def texts(server: TelegramServer, chat_id: int) -> list[str]:
    """Return what the bot wrote in a chat; pictures come beside."""
    return [message["text"] for message in server.replies(chat_id) if "text" in message]


def buttons(message: Answer) -> list[dict[str, str]]:
    return [b for row in message["reply_markup"]["inline_keyboard"] for b in row]


def press(server: TelegramServer, message: Answer, button: dict[str, str], user: int) -> Answer:
    """Press a button that edits its message; return the message."""
    seen = len(server.calls)
    server.press(message, button["callback_data"], user_id=user)
    edited: Answer = server.wait_for("editMessageText", after=seen)[0].result
    return edited
