"""The ASGI app: Telegram's webhook, health, and the seeds' questions over HTTP."""

from dataclasses import dataclass

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse

from bot.api.faults import add_faults
from bot.api.guard import AddressLimit, BodyLimit, HeadAsGet, SecurityHeaders
from bot.api.page import add_page
from bot.api.routes import make_router
from bot.settings import Settings
from bot.webhook import Webhook
from services import Services

TITLE = "Bot de películas"
DESCRIPTION = (
    "Las preguntas del bot, por HTTP. Cada respuesta lleva «mensaje», una frase en español, y los "
    "datos como números. Si lo escrito puede ser varias cosas, la respuesta es 300 con candidatos; "
    "si no existe, 404; si no se entiende, 422."
)


@dataclass
class State:
    """How far the process has come; ``webhook_set``: Telegram knows where to push."""

    webhook_set: bool = False


def make_web(services: Services, settings: Settings, webhook: Webhook, state: State) -> FastAPI:
    """Return the ASGI app around services that are loaded."""
    web = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    web.include_router(webhook.router())
    _add_health(web, state)
    web.include_router(make_router(services))
    add_page(web)
    add_faults(web)
    web.add_middleware(BodyLimit)
    web.add_middleware(HeadAsGet)
    web.add_middleware(AddressLimit, rate=settings.http_max_rate)
    web.add_middleware(SecurityHeaders)  # the last one added is the first to see a request
    return web


def _add_health(web: FastAPI, state: State) -> None:
    @web.get("/salud", include_in_schema=False)
    async def alive() -> dict[str, bool]:
        return {"vivo": True}

    @web.get("/listo", include_in_schema=False)
    async def ready(response: Response) -> dict[str, bool]:
        response.status_code = 200 if state.webhook_set else 503
        return {"listo": state.webhook_set}

    @web.get("/", include_in_schema=False)
    async def home() -> Response:
        return RedirectResponse("/docs")
