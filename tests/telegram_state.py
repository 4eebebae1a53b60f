"""What the test server remembers: chats, messages, files, queries, commands."""

import copy
import itertools
import re
import threading
import time
from typing import Any

from tests.telegram_checks import Request
from tests.telegram_html import Parsed, utf16_length
from tests.telegram_urls import is_http
from tests.telegram_wire import RefusalError, Upload

Message = dict[str, Any]

# What an edit may change: an edit that leaves all of these alone is refused.
CONTENT = (
    *("text", "entities", "link_preview_options", "reply_markup"),
    *("photo", "caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"),
)
COMMAND = re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w)")
PHOTO_LIMIT = 10 * 1024 * 1024
MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


def command_entities(text: str) -> list[dict[str, Any]]:
    """The /commands that Telegram finds in a text by itself."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in COMMAND.finditer(text)
    ]


def with_commands(parsed: Parsed) -> list[dict[str, Any]]:
    """Entities of a text that the bot sends, with the commands outside code and links."""
    taken = [e for e in parsed.entities if e["type"] in ("code", "pre", "text_link")]
    found = [
        command
        for command in command_entities(parsed.text)
        if not any(_overlap(command, entity) for entity in taken)
    ]
    return sorted(parsed.entities + found, key=lambda e: (e["offset"], -e["length"]))


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


class State:
    """Everything that methods read and write; hold ``lock`` while using it."""

    def __init__(self, bot_id: int, username: str) -> None:
        self.lock = threading.RLock()
        self.bot = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Bot de prueba",
            "username": username,
        }
        self.chats: dict[int, dict[str, Any]] = {}
        self.users: dict[int, dict[str, Any]] = {}
        self.messages: dict[tuple[int, int], Message] = {}
        self.inline_messages: dict[str, Message] = {}
        self.callbacks: dict[str, bool] = {}
        self.inline_queries: dict[str, bool] = {}
        self.files: dict[str, bytes] = {}
        self.expired: set[str] = set()
        self.no_photos: dict[int, str] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number that was not used before."""
        return next(self._numbers)

    def user(self, user_id: int) -> dict[str, Any]:
        """The user with that id, made up when first seen."""
        person = {"id": user_id, "is_bot": False, "first_name": "Ana", "language_code": "es"}
        return self.users.setdefault(user_id, person | {"username": f"ana{user_id}"})

    def know(self, message: Message) -> None:
        """Remembers a message that someone wrote, its chat and its author."""
        chat = message["chat"]
        self.chats[chat["id"]] = chat
        self.messages[chat["id"], message["message_id"]] = message
        if "from" in message:
            self.users[message["from"]["id"]] = message["from"]

    def next_message_id(self, chat_id: int) -> int:
        """Message ids count up within a chat."""
        return max((number for chat, number in self.messages if chat == chat_id), default=0) + 1

    def chat(self, chat_id: Any) -> dict[str, Any]:
        """A chat that wrote to the bot, by its id; the bot cannot write to another."""
        if isinstance(chat_id, str) and re.fullmatch(r"-?\d+", chat_id):
            chat_id = int(chat_id)
        if chat_id not in self.chats:
            raise RefusalError("chat not found")
        return self.chats[chat_id]

    def send(self, request: Request, content: Message) -> Message:
        """Adds a message of the bot, as a reply where the request says so."""
        chat = self.chat(request.params["chat_id"])
        message: Message = {
            "message_id": self.next_message_id(chat["id"]),
            "from": self.bot,
            "chat": chat,
            "date": int(time.time()),
        }
        message |= self._reply(chat["id"], request.get("reply_parameters")) | content
        if thread := request.get("message_thread_id"):
            message |= {"message_thread_id": thread, "is_topic_message": True}
        markup = request.get("reply_markup")
        if markup and markup.get("inline_keyboard"):
            message["reply_markup"] = markup
        self.messages[chat["id"], message["message_id"]] = message
        return copy.deepcopy(message)

    def _reply(self, chat_id: int, parameters: dict[str, Any] | None) -> Message:
        if parameters is None:
            return {}
        source = self.chat(parameters.get("chat_id", chat_id))["id"]
        original = self.messages.get((source, parameters["message_id"]))
        if original is None:
            if parameters.get("allow_sending_without_reply"):
                return {}
            raise RefusalError("message to be replied not found")
        if parameters.get("quote", "") not in str(original.get("text", original.get("caption"))):
            raise RefusalError("QUOTE_TEXT_INVALID")
        bare = {key: value for key, value in original.items() if key != "reply_to_message"}
        return {"reply_to_message": copy.deepcopy(bare)}

    def target(self, request: Request) -> Message:
        """The message that an edit means."""
        inline = request.get("inline_message_id")
        if inline is not None:
            if inline not in self.inline_messages:
                raise RefusalError("MESSAGE_ID_INVALID")
            return self.inline_messages[inline]
        if request.get("chat_id") is None or request.get("message_id") is None:
            raise RefusalError("message identifier is not specified")
        key = self.chat(request.get("chat_id"))["id"], request.params["message_id"]
        if key not in self.messages:
            raise RefusalError("message to edit not found")
        if self.messages[key].get("from") != self.bot:
            raise RefusalError("message can't be edited")
        return self.messages[key]

    def edit(self, request: Request, content: Message, drop: tuple[str, ...] = ()) -> Any:
        """Changes a message: ``drop`` names what goes, ``content`` what comes."""
        message = self.target(request)
        markup = request.get("reply_markup") or {}
        after = {key: value for key, value in message.items() if key not in drop} | content
        after.pop("reply_markup", None)
        if markup.get("inline_keyboard"):
            after["reply_markup"] = markup
        if all(message.get(key) == after.get(key) for key in CONTENT):
            raise RefusalError(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.clear()
        message.update(after)
        if request.get("inline_message_id") is not None:
            return True
        message["edit_date"] = int(time.time())
        return copy.deepcopy(message)

    def add_file(self, data: bytes, kind: str = "photo") -> str:
        """Stores bytes and returns their file_id."""
        file_id = f"{kind}-{self.number()}"
        self.files[file_id] = data
        return file_id

    def photo(self, value: Any, uploads: dict[str, Upload]) -> list[dict[str, Any]]:
        """PhotoSize objects for an upload, an attach:// name, a file_id or a web address."""
        if isinstance(value, str) and value.startswith("attach://"):
            value = uploads.get(value.removeprefix("attach://"))
        if isinstance(value, Upload):
            width, height = _measure(value.data)
            return [self._size(self.add_file(value.data), width, height)]
        if isinstance(value, str) and is_http(value):
            return [self._size(self.add_file(b""), 640, 480)]
        if value in self.expired:
            raise RefusalError("wrong file identifier/HTTP URL specified", violation=False)
        if isinstance(value, str) and value in self.files:
            return [self._size(value, 640, 480)]
        raise RefusalError("wrong file identifier/HTTP URL specified")

    def _size(self, file_id: str, width: int, height: int) -> dict[str, Any]:
        return {
            "file_id": file_id,
            "file_unique_id": f"u-{file_id}",
            "width": width,
            "height": height,
            "file_size": len(self.files[file_id]),
        }


def _measure(data: bytes) -> tuple[int, int]:
    """Width and height in pixels (of a PNG; made up for others), within Telegram's limits."""
    if not data:
        raise RefusalError("file must be non-empty")
    if len(data) > PHOTO_LIMIT:
        raise RefusalError("file is too big: a photo has at most 10 MB")
    if not data.startswith(MAGIC):
        raise RefusalError("IMAGE_PROCESS_FAILED")
    if not data.startswith(MAGIC[0]):
        return 640, 480
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if not (0 < width + height <= 10000 and max(width, height) <= 20 * min(width, height)):
        raise RefusalError("PHOTO_INVALID_DIMENSIONS")
    return width, height
