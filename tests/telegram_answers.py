"""What each Bot API method of the test server does, once its parameters have the right shape."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

from tests.telegram_checks import Request
from tests.telegram_html import Parsed
from tests.telegram_methods import CHAT_ACTIONS
from tests.telegram_rules import ALERT_LIMIT, DATA_LIMIT, TEXT_LIMIT, check_caption, formatted
from tests.telegram_state import Message, State, with_commands
from tests.telegram_wire import RefusalError

RESULT_LIMIT = 50
COMMAND_LIMIT = 100
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def _text(request: Request) -> Message:
    params = request.params
    parsed = formatted(
        params.get("text", ""), params.get("parse_mode"), params.get("entities"), TEXT_LIMIT
    )
    if not parsed.text:
        raise RefusalError("message text is empty")
    content = _with_entities("text", "entities", parsed)
    if options := request.get("link_preview_options"):
        content["link_preview_options"] = options
    return content


def _caption(holder: dict[str, Any]) -> Message:
    parsed = check_caption(holder)
    content = _with_entities("caption", "caption_entities", parsed) if parsed.text else {}
    if holder.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _with_entities(name: str, entities_name: str, parsed: Parsed) -> Message:
    entities = with_commands(parsed)
    return {name: parsed.text} | ({entities_name: entities} if entities else {})


def get_me(state: State, request: Request) -> Any:
    return state.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def send_message(state: State, request: Request) -> Any:
    return state.send(request, _text(request))


def send_photo(state: State, request: Request) -> Any:
    chat = state.chat(request.params["chat_id"])
    if chat["id"] in state.no_photos:
        raise RefusalError(state.no_photos[chat["id"]], violation=False)
    content = _caption(request.params)
    content["photo"] = state.photo(request.params["photo"], request.uploads)
    if request.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return state.send(request, content)


def send_chat_action(state: State, request: Request) -> Any:
    state.chat(request.params["chat_id"])
    if request.params["action"] not in CHAT_ACTIONS:
        raise RefusalError("wrong parameter action in request")
    return True


def edit_text(state: State, request: Request) -> Any:
    content = _text(request)
    if "photo" in state.target(request):
        raise RefusalError("there is no text in the message to edit")
    return state.edit(request, content, drop=("text", "entities", "link_preview_options"))


def edit_markup(state: State, request: Request) -> Any:
    return state.edit(request, {})


def edit_caption(state: State, request: Request) -> Any:
    content = _caption(request.params)
    if "text" in state.target(request):
        raise RefusalError("there is no caption in the message to edit")
    drop = ("caption", "caption_entities", "show_caption_above_media")
    return state.edit(request, content, drop)


def edit_media(state: State, request: Request) -> Any:
    media = request.params["media"]
    state.target(request)
    content = _caption(media) | {"photo": state.photo(media["media"], request.uploads)}
    if media.get("has_spoiler"):
        content["has_media_spoiler"] = True
    drop = "text entities link_preview_options caption caption_entities has_media_spoiler"
    return state.edit(request, content, tuple(drop.split()))


def delete_message(state: State, request: Request) -> Any:
    key = state.chat(request.params["chat_id"])["id"], request.params["message_id"]
    if key not in state.messages:
        raise RefusalError("message to delete not found")
    # The bot is no administrator of any group.
    if key[0] < 0 and state.messages[key].get("from") != state.bot:
        raise RefusalError("message can't be deleted")
    del state.messages[key]
    return True


def answer_callback(state: State, request: Request) -> Any:
    query_id = request.params["callback_query_id"]
    if len(request.params.get("text", "")) > ALERT_LIMIT:
        raise RefusalError("MESSAGE_TOO_LONG")
    url = request.params.get("url", "")
    if url and not re.match(r"(https?://)?t\.me/", url):
        raise RefusalError("URL_INVALID")
    if state.callbacks.get(query_id, True):
        raise RefusalError(TOO_OLD)
    state.callbacks[query_id] = True
    return True


def answer_inline(state: State, request: Request) -> Any:
    results = request.params["results"]
    if len(results) > RESULT_LIMIT:
        raise RefusalError("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise RefusalError("RESULT_ID_DUPLICATE")
    if len(request.params.get("next_offset", "").encode()) > DATA_LIMIT:
        raise RefusalError("NEXT_OFFSET_INVALID")
    for result in results:
        if result.get("photo_file_id", "") not in state.files | {"": b""}:
            raise RefusalError("wrong file identifier/HTTP URL specified")
    query_id = request.params["inline_query_id"]
    if state.inline_queries.get(query_id, True):
        raise RefusalError(TOO_OLD)
    state.inline_queries[query_id] = True
    return True


def _scope(request: Request) -> tuple[str, str]:
    language = request.params.get("language_code", "")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise RefusalError("invalid language code specified")
    scope = request.params.get("scope", {"type": "default"})
    return json.dumps(scope, sort_keys=True), language


def set_commands(state: State, request: Request) -> Any:
    commands = request.params["commands"]
    if len(commands) > COMMAND_LIMIT:
        raise RefusalError("BOT_COMMANDS_TOO_MUCH")
    if len({command["command"] for command in commands}) < len(commands):
        raise RefusalError("BOT_COMMAND_INVALID: the same command twice")
    state.commands[_scope(request)] = commands
    return True


def get_commands(state: State, request: Request) -> Any:
    return copy.deepcopy(state.commands.get(_scope(request), []))


def delete_commands(state: State, request: Request) -> Any:
    state.commands.pop(_scope(request), None)
    return True


def set_profile(state: State, request: Request) -> Any:
    language = _scope(request)[1]
    for name, limit in PROFILE_LIMITS.items():
        if len(request.params.get(name, "")) > limit:
            raise RefusalError(f"{name} is too long: {limit} characters at most")
        if name in request.params:
            state.profile[name, language] = request.params[name]
    return True


def get_chat(state: State, request: Request) -> Any:
    gifts = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
    return state.chat(request.params["chat_id"]) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts.split(), False),
    }


def get_chat_member(state: State, request: Request) -> Any:
    state.chat(request.params["chat_id"])
    user_id = request.params["user_id"]
    user = state.bot if user_id == state.bot["id"] else state.users.get(user_id)
    if user is None:
        raise RefusalError("user not found")
    return {"status": "member", "user": user}


def get_file(state: State, request: Request) -> Any:
    file_id = request.params["file_id"]
    if file_id not in state.files:
        raise RefusalError("wrong file_id or the file is temporarily unavailable")
    size = len(state.files[file_id])
    unique = f"u-{file_id}"
    path = f"files/{file_id}"
    return {"file_id": file_id, "file_unique_id": unique, "file_size": size, "file_path": path}


ANSWERS: dict[str, Callable[[State, Request], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_text,
    "editMessageReplyMarkup": edit_markup,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": set_profile,
    "setMyDescription": set_profile,
    "setMyShortDescription": set_profile,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getFile": get_file,
}
