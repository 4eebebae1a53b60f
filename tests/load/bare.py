"""A bare python-telegram-bot bot: the same library and settings, answers of the same shape.

``python -m tests.load.bare``, with the bot's own environment; LOAD_SHAPES names a JSON file with
the cards and the text that it sends.
"""

import asyncio
import json
import os
import signal
from pathlib import Path
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]


def _keyboard(rows: list[list[dict[str, str]]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(b["text"], callback_data=b["callback_data"]) for b in r]
            for r in rows
        ]
    )


def _article(card: dict[str, Any]) -> InlineQueryResultArticle:
    content = card["input_message_content"]
    return InlineQueryResultArticle(
        card["id"],
        card["title"],
        InputTextMessageContent(
            content["message_text"],
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(**content["link_preview_options"]),
        ),
        description=card.get("description"),
        reply_markup=_keyboard(card["reply_markup"]["inline_keyboard"]),
        thumbnail_url=card.get("thumbnail_url"),
    )


def _build(shapes: dict[str, Any]) -> App:
    async def inline(update: Update, _: Context) -> None:
        if update.inline_query is not None:
            cards = [_article(card) for card in shapes["cards"]]
            await update.inline_query.answer(cards, cache_time=300, next_offset="20")

    async def said(update: Update, _: Context) -> None:
        if update.message is not None:
            await update.message.reply_text(
                shapes["text"],
                reply_markup=_keyboard(shapes["buttons"]),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

    app: App = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_BASE_URL"])
        .connection_pool_size(72)
        .pool_timeout(30.0)
        .concurrent_updates(64)
        .defaults(Defaults(parse_mode=ParseMode.HTML))
        .build()
    )
    app.add_handler(InlineQueryHandler(inline))
    app.add_handler(MessageHandler(filters.TEXT, said))
    return app


async def _serve(app: App, url: str, port: int) -> None:
    async def web(scope: Scope, receive: Receive, send: Send) -> None:
        update = Update.de_json(json.loads(await Request(scope, receive).body()), app.bot)
        await app.update_processor.process_update(update, app.process_update(update))
        await Response()(scope, receive, send)

    config = uvicorn.Config(
        web, "127.0.0.1", port, access_log=False, log_config=None, lifespan="off", ws="none"
    )
    async with app:
        await app.bot.set_webhook(f"{url}/telegram", secret_token=os.environ["WEBHOOK_SECRET"])
        await uvicorn.Server(config).serve()


def main() -> None:
    """Run until a signal comes."""
    app = _build(json.loads(Path(os.environ["LOAD_SHAPES"]).read_text(encoding="utf-8")))
    if url := os.environ.get("WEBHOOK_URL"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        asyncio.run(_serve(app, url, int(os.environ["PORT"])))
    else:
        app.run_polling(bootstrap_retries=-1)


if __name__ == "__main__":
    main()
