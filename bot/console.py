"""The terminal chat: the very same handlers, with a screen in Telegram's place."""

import asyncio
import contextlib
import io
import json
import logging
import re
import sys
import time
from typing import Any, TextIO

from rich.console import Console
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.album import Album, blocks, shows_pictures
from bot.app import App, build_application, finish
from bot.screen import rich_text
from bot.settings import Settings
from handlers.choices import HERE
from services import Services

logger = logging.getLogger(__name__)

USER = {"id": 1, "is_bot": False, "first_name": "Tú"}
CHAT = {"id": 1, "type": "private", "first_name": "Tú"}
ME = {"id": 2, "is_bot": True, "first_name": "Bot de películas", "username": "terminal_bot"}

WELCOME = "Pregúntame por películas: escribe un título, o /ayuda. Para salir, Ctrl-D."
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?")


class ScreenRequest(BaseRequest):
    """Stands in for HTTP: prints what the bot sends, as a user would see it.

    Attributes:
        buttons: Callback data of the buttons under the last text, in the order of their numbers.
        message: The message that carries them.
    """

    def __init__(self, screen: Console, album: Album | None = None) -> None:
        self._screen = screen
        self._album = album or Album()
        self._last_id = 0
        self.buttons: list[str] = []
        self.message: dict[str, Any] = {}

    @property
    def read_timeout(self) -> float | None:
        """No time-out: there is no network."""
        return None

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answer a Bot API request as Telegram would."""
        parameters = request_data.parameters if request_data else {}
        files = request_data.multipart_data if request_data else None
        result = self._answer(url.rsplit("/", 1)[-1], parameters, files or {})
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def next_id(self) -> int:
        """Return a new message id."""
        self._last_id += 1
        return self._last_id

    def _answer(self, name: str, parameters: dict[str, Any], files: dict[str, Any]) -> Any:
        if name == "getMe":
            return ME
        if name in ("sendMessage", "editMessageText"):
            return self._show(str(parameters["text"]), parameters)
        if name == "sendPhoto":
            self._save(files)
            return self._picture(str(parameters.get("caption", "")))
        if name == "answerCallbackQuery" and parameters.get("text"):
            self._screen.print(f"({parameters['text']})", markup=False, highlight=False)
        return True

    def _picture(self, caption: str) -> dict[str, Any]:
        """Print a picture's caption; the buttons of the text above it keep their numbers."""
        text = rich_text(caption)
        self._screen.print(text, soft_wrap=True, highlight=False)
        self._screen.print()
        return {**_sent(self.next_id()), "caption": text.plain}

    def _show(self, html: str, parameters: dict[str, Any]) -> dict[str, Any]:
        preview = parameters.get("link_preview_options") or {}
        if preview.get("url"):
            self._screen.print(f"[Imagen: {preview['url']}]", markup=False, highlight=False)
        text = rich_text(html)
        self._screen.print(text, soft_wrap=True, highlight=False)
        rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        self.buttons = []
        for row in rows:
            labels = []
            for button in row:
                if button["callback_data"].startswith(f"{HERE}:"):  # a page's number does nothing
                    labels.append(button["text"])
                    continue
                self.buttons.append(button["callback_data"])
                labels.append(f"[{len(self.buttons)}] {button['text']}")
            self._screen.print(
                "  " + "   ".join(labels), markup=False, highlight=False, soft_wrap=True
            )
        self._screen.print()
        identifier = int(parameters.get("message_id") or self.next_id())
        self.message = {**_sent(identifier), "text": text.plain or " "}
        return self.message

    def _save(self, files: dict[str, Any]) -> None:
        for _, content, _ in files.values():
            data = content.read() if isinstance(content, io.IOBase) else content
            if shows_pictures(self._screen):
                self._screen.print(blocks(data, self._screen.width), end="")
            path = f"[Imagen guardada en {self._album.save(data)}]"
            self._screen.print(path, markup=False, highlight=False, soft_wrap=True)


def _sent(identifier: int) -> dict[str, Any]:
    return {"message_id": identifier, "date": int(time.time()), "chat": CHAT, "from": ME}


class TerminalChat:
    """Turns lines into updates: text is a message, a number presses a button."""

    def __init__(self, app: App, request: ScreenRequest) -> None:
        self._app = app
        self._request = request
        self._updates = 0

    async def say(self, line: str) -> None:
        """Have the bot answer one line."""
        pressed = int(line) if line.isascii() and line.isdecimal() and len(line) < 4 else 0
        if 1 <= pressed <= len(self._request.buttons):
            update = self._press(self._request.buttons[pressed - 1])
        else:
            update = {"message": self._message(line)}
        self._updates += 1
        found = Update.de_json({"update_id": self._updates, **update}, self._app.bot)
        await self._app.process_update(found)
        await finish(self._app, None)  # a picture, before the next question

    def _press(self, data: str) -> dict[str, Any]:
        query = {"id": str(self._updates), "from": USER, "chat_instance": "1", "data": data}
        return {"callback_query": {**query, "message": self._request.message}}

    def _message(self, text: str) -> dict[str, Any]:
        command = _COMMAND.match(text)
        size = command.end() if command else 0
        return {
            "message_id": self._request.next_id(),
            "date": int(time.time()),
            "chat": CHAT,
            "from": USER,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": size}] if size else [],
        }


def run_console(settings: Settings, services: Services) -> None:
    """Chat until the end of the input."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_chat(settings, services, sys.stdin))


async def _chat(settings: Settings, services: Services, source: TextIO) -> None:
    screen = Console()
    request = ScreenRequest(screen, Album(settings.pictures_dir))
    app = build_application(settings, services, request)
    async with app:
        chat = TerminalChat(app, request)
        if source.isatty():
            screen.print(WELCOME)
        asked = source.isatty()
        while (line := _read(source)) is not None:
            asked = True
            if line.strip():
                await chat.say(line.strip())
    if not asked:  # as on a host where the token was forgotten
        logger.warning(
            "TELEGRAM_BOT_TOKEN: no está puesto, y en la entrada no hay preguntas que responder."
        )


def _read(source: TextIO) -> str | None:
    """Return the next line, or None at the end; nothing else waits, so blocking is fine."""
    if not source.isatty():
        return source.readline() or None
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - gives input() a history and editing keys
    try:
        return input("» ")
    except EOFError:
        return None
