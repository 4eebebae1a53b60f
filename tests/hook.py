"""The web app in this process, with a screen in Telegram's place: no network on either side."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from rich.console import Console

from bot.app import App, build_application
from bot.claims import Claims, MemoryClaims
from bot.console import ScreenRequest
from bot.once import Once
from bot.settings import Settings
from bot.turns import Turns
from bot.web import State, make_web
from bot.webhook import PATH, SECRET_HEADER, Webhook
from services import Services

SECRET = "un-secreto_2"
HEADER = {SECRET_HEADER: SECRET}


class Hook:
    """The web app; ``screen`` has what the bot sent."""

    def __init__(
        self,
        services: Services,
        places: int = 4,
        claims: Claims | None = None,
        rate: int = 0,
        screen: io.StringIO | None = None,
    ) -> None:
        settings = Settings(webhook_secret=SECRET, http_max_rate=rate)
        self.screen = screen or io.StringIO()
        self.turns = Turns(places, 0)
        request = ScreenRequest(Console(file=self.screen, width=200))
        self.app: App = build_application(settings, services, request, self.turns)
        self.once = Once(claims or MemoryClaims())
        self.webhook = Webhook(self.app, self.turns, self.once, SECRET, places)
        self.state = State()
        self.web = make_web(services, settings, self.webhook, self.state)

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.web, client=("192.0.2.1", 1))
        async with self.app, httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            self.webhook.is_open = True
            yield client


def update(number: int, text: str = "/dia lunes", chat: int = 5) -> dict[str, Any]:
    """Return an update with a command of somebody in a private chat."""
    person = {"id": chat, "is_bot": False, "first_name": "Ana"}
    message = {
        "message_id": abs(number) % 2**31,
        "date": 1,
        "chat": {"id": chat, "type": "private"},
    }
    entities = [{"type": "bot_command", "offset": 0, "length": text.index(" ")}]
    content = {"from": person, "text": text, "entities": entities}
    return {"update_id": number, "message": message | content}


async def post(client: httpx.AsyncClient, body: dict[str, Any]) -> int:
    """Push an update; return the status of the answer."""
    return (await client.post(PATH, json=body, headers=HEADER)).status_code
