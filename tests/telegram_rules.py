"""What Telegram demands of texts, buttons, inline results and commands beyond their types."""

import re
from collections.abc import Callable
from typing import Any

from tests.telegram_html import HtmlError, Parsed, parse_html, utf16_length
from tests.telegram_urls import is_http, is_link
from tests.telegram_wire import RefusalError

# Limits: texts in UTF-16 code units after entity parsing, data and ids in bytes.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ALERT_LIMIT = 200
DATA_LIMIT = 64
BUTTON_LIMIT = 100
ROW_LIMIT = 8
# Telegram shows the first hundred entities of a message and drops the others without a word.
ENTITY_LIMIT = 100

ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
    }
)


def formatted(
    text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None, limit: int
) -> Parsed:
    """The visible text, trimmed, with its entities; refuses what is too long or badly marked."""
    if parse_mode and entities:
        raise RefusalError("parse_mode and entities can't be given together")
    if parse_mode and parse_mode.lower() != "html":
        raise RefusalError(f'unsupported parse_mode "{parse_mode}" (this server knows HTML only)')
    try:
        parsed = parse_html(text) if parse_mode else Parsed(text, list(entities or []))
    except HtmlError as error:
        raise RefusalError(f"can't parse entities: {error}") from None
    _check_bounds(parsed)
    parsed = _trim(parsed)
    if utf16_length(parsed.text) > limit:
        what = "message caption" if limit == CAPTION_LIMIT else "message"
        raise RefusalError(f"{what} is too long")
    return parsed


def _check_bounds(parsed: Parsed) -> None:
    length = utf16_length(parsed.text)
    for entity in parsed.entities:
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= length:
            raise RefusalError("can't parse entities: ENTITY_BOUNDS_INVALID")


def _trim(parsed: Parsed) -> Parsed:
    """Telegram takes white space off both ends of a text."""
    text = parsed.text.strip()
    shift = utf16_length(parsed.text) - utf16_length(parsed.text.lstrip())
    length = utf16_length(text)
    entities = []
    for entity in parsed.entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > start:
            entities.append(entity | {"offset": start, "length": end - start})
    return Parsed(text, entities[:ENTITY_LIMIT])


def _keyboard(markup: dict[str, Any]) -> None:
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise RefusalError("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > ROW_LIMIT for row in rows):
        raise RefusalError(f"more than {ROW_LIMIT} buttons in a row")


def _button(button: dict[str, Any]) -> None:
    prefix = "can't parse inline keyboard button:"
    if not button["text"].strip():
        raise RefusalError(f"{prefix} text of the button must be non-empty")
    chosen = ACTIONS & button.keys()
    if not chosen:
        raise RefusalError(f"{prefix} Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1:
        raise RefusalError(f"{prefix} exactly one action is allowed, got {sorted(chosen)}")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise RefusalError("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not is_link(url):
        raise RefusalError(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _copy_text(button: dict[str, Any]) -> None:
    if not 1 <= len(button["text"]) <= 256:
        raise RefusalError("BUTTON_COPY_TEXT_INVALID")


def _link_preview(options: dict[str, Any]) -> None:
    if options.get("url") and not is_http(options["url"]):
        raise RefusalError(f'wrong HTTP URL "{options["url"]}" in link_preview_options')


def _message_content(content: dict[str, Any]) -> None:
    parsed = formatted(
        content["message_text"], content.get("parse_mode"), content.get("entities"), TEXT_LIMIT
    )
    if not parsed.text:
        raise RefusalError("message text is empty")


def check_caption(holder: dict[str, Any]) -> Parsed:
    """The caption of a photo, inline result or request, which may be empty."""
    mode, entities = holder.get("parse_mode"), holder.get("caption_entities")
    return formatted(holder.get("caption", ""), mode, entities, CAPTION_LIMIT)


def _result(result: dict[str, Any]) -> None:
    if not 1 <= len(result["id"].encode()) <= DATA_LIMIT:
        raise RefusalError("RESULT_ID_INVALID")
    for key in ("url", "thumbnail_url", "photo_url"):
        if key in result and not is_http(result[key]):
            raise RefusalError(f'WEBDOCUMENT_URL_INVALID: {key} "{result[key]}"')


def _article(result: dict[str, Any]) -> None:
    _result(result)
    if not result["title"].strip():
        raise RefusalError("ARTICLE_TITLE_EMPTY")


def _photo_result(result: dict[str, Any]) -> None:
    _result(result)
    check_caption(result)


def _caption(holder: dict[str, Any]) -> None:
    check_caption(holder)


def _inline_button(button: dict[str, Any]) -> None:
    if not button["text"].strip() or ("web_app" in button) == ("start_parameter" in button):
        raise RefusalError("BUTTON_INVALID: text and one of web_app, start_parameter are needed")
    start = button.get("start_parameter")
    if start is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
        raise RefusalError("START_PARAM_INVALID")


def _command(command: dict[str, Any]) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
        raise RefusalError("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"].strip()) <= 256:
        raise RefusalError("BOT_COMMAND_DESCRIPTION_INVALID")


RULES: dict[str, Callable[[dict[str, Any]], None]] = {
    "InlineKeyboardMarkup": _keyboard,
    "InlineKeyboardButton": _button,
    "CopyTextButton": _copy_text,
    "LinkPreviewOptions": _link_preview,
    "InputTextMessageContent": _message_content,
    "InlineQueryResultArticle": _article,
    "InlineQueryResultPhoto": _photo_result,
    "InlineQueryResultCachedPhoto": _photo_result,
    "InlineQueryResultsButton": _inline_button,
    "InputMediaPhoto": _caption,
    "BotCommand": _command,
}
