"""Buttons: the one codec for callback data, keyboards, and «¿Quisiste decir…?».

Callback data is ``question:key:page:owner``: what is asked, about what, and who may press (a user
id, or nothing where anyone may). It never carries a title, and Telegram allows 64 bytes.
"""

import re
from collections.abc import Callable, Iterable
from zlib import crc32

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import texts
from handlers.reply import Action, Button, Outcome, Reply, StaleError

MAX_OFFERED = 5
LONGEST = 60
"""Characters of a button's text; a phone shows fewer."""
MAX_KEY = 30
"""Characters of a key in callback data."""
NONE = "ninguna"
"""The question of «Ninguna de estas»."""
HERE = "aqui"
"""The question of a page's own number: nothing happens."""

_DATA = re.compile(rf"([a-z]{{1,12}}):([A-Za-z0-9.]{{1,{MAX_KEY}}}):(\d{{1,3}}):(\d{{0,16}})")


def encode(action: Action, owner: int | None) -> str:
    """Return the callback data of an action.

    Raises:
        ValueError: The action does not fit the form.
    """
    data = f"{action.question}:{action.key}:{action.page}:{owner or ''}"
    if not _DATA.fullmatch(data):
        raise ValueError(f"not a button: {data!r}")
    return data


def decode(data: str) -> tuple[Action, int | None]:
    """Return the action in callback data, and who may press it (None: anyone).

    Raises:
        StaleError: This is no data of ours, or an old version's.
    """
    match = _DATA.fullmatch(data)
    if match is None:
        raise StaleError(data)
    question, key, page, owner = match.groups()
    return Action(question, key, int(page)), int(owner) if owner else None


def keyboard(reply: Reply, owner: int | None, pictures: bool = True) -> InlineKeyboardMarkup | None:
    """Return the buttons of a reply for Telegram, or None where it has none.

    Without ``pictures`` it leaves out those that send one: an inline message has no chat for it.
    """
    rows = [
        [
            InlineKeyboardButton(button.text[:LONGEST], callback_data=encode(button.action, owner))
            for button in row
            if pictures or not button.picture
        ]
        for row in reply.buttons
    ]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def name_key(row: int, name: str) -> str:
    """Return a key for a name: its row, and a check that fails once another build moves rows."""
    return f"{row}.{crc32(name.encode()) & 0xFFFF:x}"


def name_of(key: str, name: Callable[[int], str]) -> str:
    """Return the name that a key stands for.

    Raises:
        StaleError: The row holds another name now, or there is no such row.
    """
    row, _, _ = key.partition(".")
    try:
        found = name(int(row))
    except (ValueError, IndexError) as error:
        raise StaleError(key) from error
    if name_key(int(row), found) != key:
        raise StaleError(key)
    return found


def did_you_mean(question: str, offers: Iterable[Button], html: str) -> Reply:
    """Return which of some things a question may mean, one button each, and a way out."""
    rows = [(button,) for button in offers][:MAX_OFFERED]
    none = Button(texts.NONE_OF_THESE, Action(NONE, question))
    return Reply(html, (*rows, (none,)), outcome=Outcome.UNCLEAR)


def pager(question: str, key: str, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    """Return the row ◀ 3/7 ▶ for a list, or nothing where it fits on one page."""
    if pages < 2:
        return ()
    row = [Button(f"{page + 1}/{pages}", Action(HERE, "0"))]
    if page > 0:
        row.insert(0, Button("◀", Action(question, key, page - 1)))
    if page < pages - 1:
        row.append(Button("▶", Action(question, key, page + 1)))
    return (tuple(row),)
