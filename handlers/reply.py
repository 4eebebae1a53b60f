"""What a handler answers, before any transport: text, buttons, and a picture's address."""

from dataclasses import dataclass


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
    """A button under an answer; its text is plain, never markup."""

    text: str
    action: Action


@dataclass(frozen=True)
class Reply:
    """An answer: Telegram HTML, rows of buttons, and a link to preview above the text."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    preview: str | None = None


class StaleError(LookupError):
    """A button asks about something that this catalogue does not have (any more)."""
