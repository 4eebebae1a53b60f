"""The terminal chat: the same handlers, piped."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from telegram.ext import Application

from bot.app import build_application
from bot.console import ScreenRequest, TerminalChat
from bot.screen import rich_text
from bot.settings import Settings
from services import Services
from tests.bot_process import run_chat


def test_piped_lines_are_answered_until_the_end(tmp_path: Path) -> None:
    done = run_chat("/mes enero\n\n/score carrie\n2\nel padrino\n", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "En enero se estrenaron 5.910 películas." in done.stdout
    assert "[2] Carrie (1976)" in done.stdout
    assert "Marlon Brando" in done.stdout
    assert "<b>" not in done.stdout and "\x1b" not in done.stdout
    assert not list(tmp_path.iterdir())


def test_no_input_at_all_ends_at_once() -> None:
    assert run_chat("").returncode == 0


class Chat:
    """A terminal chat whose screen is text."""

    def __init__(self, services: Services) -> None:
        self.output = io.StringIO()
        self.request = ScreenRequest(Console(file=self.output, width=200))
        self.app: Application = build_application(Settings(), services, self.request)  # type: ignore[type-arg]
        self.chat = TerminalChat(self.app, self.request)

    async def say(self, line: str) -> str:
        before = len(self.output.getvalue())
        async with self.app:
            await self.chat.say(line)
        return self.output.getvalue()[before:]


async def test_a_number_presses_a_button(services: Services) -> None:
    chat = Chat(services)
    offered = await chat.say("/score carrie")
    number = next(i for i in range(1, 7) if f"[{i}] Carrie (1976)" in offered)
    assert "Puntuación" in await chat.say(str(number))


async def test_a_number_without_a_button_is_a_title(services: Services) -> None:
    assert "300" in await Chat(services).say("300")


async def test_notices_of_buttons_are_shown(services: Services) -> None:
    chat = Chat(services)
    await chat.say("/score carrie")
    chat.request.buttons = ["nada:1:0:"]
    assert "ya no sirve" in await chat.say("1")


async def test_a_picture_is_saved_and_its_path_printed(services: Services) -> None:
    chat = Chat(services)
    async with chat.app:
        await chat.app.bot.send_photo(1, b"\x89PNG\r\n", caption="Una <b>imagen</b>")
    text = chat.output.getvalue()
    path = Path(text.split("[Imagen guardada en ")[1].split("]")[0])
    assert path.read_bytes() == b"\x89PNG\r\n"
    assert "Una imagen" in text
    path.unlink()


@pytest.mark.parametrize(
    ("html", "plain"),
    [("a &lt;b&gt; &amp; <b>c</b>", "a <b> & c"), ("<i>x<b>y</b></i>", "xy"),
     ('<a href="https://x.org">z</a>', "z (https://x.org)"),
     ("<blockquote expandable>q</blockquote>", "q")],
)  # fmt: skip
def test_markup_on_the_screen(html: str, plain: str) -> None:
    assert rich_text(html).plain == plain


def test_bold_is_bold() -> None:
    (span,) = rich_text("a <b>b</b>").spans
    assert (span.start, span.end, span.style) == (2, 3, "bold")
