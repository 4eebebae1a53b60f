"""What a handler answers, before any transport: text, buttons, and pictures."""

from dataclasses import dataclass, field
from enum import Enum, auto

from handlers.pictures.charts import Picture


@dataclass(frozen=True)
class Action:
    """What a button asks: a question about the thing that ``key`` names, at a page.

    ``key`` is a film or collection id, a code, or a row with a check (see ``choices.name_key``).
    """

    question: str
    key: str
    page: int = 0


@dataclass(frozen=True)
class Button:
    """A button under an answer; its text is plain, never markup.

    ``picture``: it sends a picture, so inline messages leave it out.
    """

    text: str
    action: Action
    picture: bool = False


class Outcome(Enum):
    """What became of a question: HTTP has a status for each, the chat says it in words."""

    ANSWERED = auto()
    UNCLEAR = auto()
    """Several things may be meant; the buttons give them."""
    UNKNOWN = auto()
    """Nothing is called so."""
    INVALID = auto()
    """This is no such question."""


@dataclass(frozen=True)
class Reply:
    """An answer: Telegram HTML, rows of buttons, and a link to preview above the text.

    ``result`` is the frozen result that was rendered, where there is one. ``picture`` comes after
    the text, in a message of its own; the text says all without it.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    preview: str | None = None
    outcome: Outcome = Outcome.ANSWERED
    result: object = field(default=None, compare=False)
    picture: Picture | None = None


class StaleError(LookupError):
    """A button asks about something that this catalogue does not have (any more)."""


def unknown(html: str) -> Reply:
    """Return the answer where nothing is called what was typed."""
    return Reply(html, outcome=Outcome.UNKNOWN)
