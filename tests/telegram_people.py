"""What people do in Telegram: they write, press buttons and ask inline."""

import copy
import time
from typing import Any

from tests.telegram_html import Parsed
from tests.telegram_rules import TEXT_LIMIT, check_caption, formatted
from tests.telegram_state import Message, State, command_entities, with_commands
from tests.telegram_updates import Updates

SOMEONE = 1001
NO_PHOTOS = "not enough rights to send photos to the chat"
MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")


class People:
    """Each action queues an update for the bot; safe from any thread."""

    def __init__(self, bot_id: int, username: str) -> None:
        self.state = State(bot_id, username)
        self.updates = Updates()

    def push(self, update: dict[str, Any]) -> int:
        """Queues a raw update and remembers whom and what it names. Returns its update_id."""
        with self.state.lock:
            for kind in MESSAGES:
                if kind in update:
                    self.state.know(update[kind])
            if "my_chat_member" in update:
                chat = update["my_chat_member"]["chat"]
                self.state.chats[chat["id"]] = chat
            if "callback_query" in update:
                self.state.callbacks[update["callback_query"]["id"]] = False
            if "inline_query" in update:
                self.state.inline_queries[update["inline_query"]["id"]] = False
            return self.updates.add(copy.deepcopy(update))

    def send_text(
        self,
        text: str,
        chat_id: int = SOMEONE,
        user_id: int | None = None,
        chat_type: str | None = None,
        **extra: Any,
    ) -> int:
        """Someone writes a text; a negative chat_id is a supergroup. Returns the update_id."""
        message = self.message(chat_id, user_id, chat_type)
        message["text"] = text
        if entities := command_entities(text):
            message["entities"] = entities
        return self.push({"message": message | extra})

    def message(
        self, chat_id: int, user_id: int | None = None, chat_type: str | None = None
    ) -> Message:
        """A message without content, for updates that a test writes itself."""
        kind = chat_type or ("private" if chat_id > 0 else "supergroup")
        with self.state.lock:
            author = self.state.user(user_id or (chat_id if chat_id > 0 else SOMEONE))
            chat: dict[str, Any] = {"id": chat_id, "type": kind}
            if kind == "private":
                chat |= {key: author[key] for key in ("first_name", "username") if key in author}
            else:
                chat["title"] = "Cinéfilos"
            number = self.state.next_message_id(chat_id)
        return {"message_id": number, "from": author, "chat": chat, "date": int(time.time())}

    def press(
        self,
        message: Message | None,
        data: str,
        user_id: int | None = None,
        inline_message_id: str | None = None,
    ) -> str:
        """Someone presses a button of a message (None: of an inline one). Returns the query id."""
        with self.state.lock:
            query_id = f"callback-{self.state.number()}"
            query: dict[str, Any] = {"id": query_id, "chat_instance": "1", "data": data}
            if inline_message_id is not None:
                query["inline_message_id"] = inline_message_id
                self.state.inline_messages.setdefault(inline_message_id, {})
            elif message is not None:
                key = message["chat"]["id"], message["message_id"]
                query["message"] = copy.deepcopy(self.state.messages.get(key, message))
                user_id = user_id or (key[0] if key[0] > 0 else None)
            query["from"] = self.state.user(user_id or SOMEONE)
            self.push({"callback_query": query})
        return query_id

    def inline(self, query: str, user_id: int = SOMEONE, offset: str = "") -> str:
        """Someone types ``@bot query`` in a chat. Returns the id of the inline query."""
        with self.state.lock:
            query_id = f"inline-{self.state.number()}"
            body = {"id": query_id, "from": self.state.user(user_id), "query": query}
            self.push({"inline_query": body | {"offset": offset, "chat_type": "private"}})
        return query_id

    def choose(self, result: dict[str, Any], query: str = "", user_id: int = SOMEONE) -> str:
        """Someone sends one of the results of an answerInlineQuery. Returns inline_message_id."""
        content = result.get("input_message_content")
        if content:
            mode, entities = content.get("parse_mode"), content.get("entities")
            parsed = formatted(content["message_text"], mode, entities, TEXT_LIMIT)
            message = _marked("text", "entities", parsed)
        else:
            message = _marked("caption", "caption_entities", check_caption(result))
        with self.state.lock:
            inline_id = f"inline-message-{self.state.number()}"
            if "reply_markup" in result:
                message["reply_markup"] = result["reply_markup"]
            self.state.inline_messages[inline_id] = message
            chosen = {"result_id": result["id"], "from": self.state.user(user_id), "query": query}
            self.push({"chosen_inline_result": chosen | {"inline_message_id": inline_id}})
        return inline_id

    def replies(self, chat_id: int) -> list[Message]:
        """The messages that the bot sent to a chat, as they are now."""
        with self.state.lock:
            found = [
                message
                for (chat, _), message in sorted(self.state.messages.items(), key=lambda x: x[0])
                if chat == chat_id and message.get("from") == self.state.bot
            ]
            return copy.deepcopy(found)

    def inline_message(self, inline_message_id: str) -> Message:
        """An inline message as it is now."""
        with self.state.lock:
            return copy.deepcopy(self.state.inline_messages[inline_message_id])

    def forbid_photos(self, chat_id: int, words: str = NO_PHOTOS) -> None:
        """An administrator lets nobody send photos to a chat, which Telegram says in ``words``."""
        with self.state.lock:
            self.state.no_photos[chat_id] = words

    def expire(self, file_id: str) -> None:
        """Telegram does not know a file any more."""
        with self.state.lock:
            self.state.expired.add(file_id)

    @property
    def unanswered_callbacks(self) -> list[str]:
        """Ids of the callback queries that the bot left spinning."""
        with self.state.lock:
            return [query for query, answered in self.state.callbacks.items() if not answered]

    @property
    def commands(self) -> dict[tuple[str, str], list[dict[str, str]]]:
        """What setMyCommands stored, by (scope in JSON, language code)."""
        return self.state.commands

    @property
    def files(self) -> dict[str, bytes]:
        """Files by file_id; one that a test puts here can be sent and downloaded."""
        return self.state.files

    @property
    def pending_updates(self) -> list[dict[str, Any]]:
        """Updates that the bot has not confirmed."""
        return list(self.updates.queue)

    @property
    def webhook_url(self) -> str:
        """Where updates are posted; empty without a webhook."""
        return self.updates.webhook.url

    @property
    def webhook_secret(self) -> str | None:
        """The secret that setWebhook gave."""
        return self.updates.webhook.secret


def _marked(name: str, entities_name: str, parsed: Parsed) -> Message:
    entities = with_commands(parsed)
    return {name: parsed.text} | ({entities_name: entities} if entities else {})
