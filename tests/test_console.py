"""The terminal chat: the same handlers, piped."""

import io
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from rich.console import Console
from telegram.ext import Application

from bot.album import Album, blocks, shows_pictures
from bot.app import build_application
from bot.console import ScreenRequest, TerminalChat
from bot.screen import rich_text
from bot.settings import Settings
from services import Services
from tests.bot_process import run_chat


def test_piped_lines_are_answered_until_the_end(tmp_path: Path) -> None:
    lines = "/mes enero\n\n/score carrie\n2\nel padrino\n"
    pictures = tmp_path / "imagenes"
    pictures.mkdir()
    done = run_chat(lines, cwd=tmp_path, PICTURES_DIR=str(pictures))
    assert (done.returncode, done.stderr) == (0, "")
    assert "En enero se estrenaron 5.910 películas." in done.stdout
    assert "[2] Carrie (1976)" in done.stdout
    assert "Marlon Brando" in done.stdout
    assert "<b>" not in done.stdout and "\x1b" not in done.stdout
    assert "▀" not in done.stdout and saved(done.stdout).parent == pictures
    assert list(tmp_path.iterdir()) == [pictures] and len(list(pictures.iterdir())) == 1


def test_no_input_at_all_ends_at_once() -> None:
    assert run_chat("").returncode == 0


class Chat:
    """A terminal chat whose screen is text."""

    def __init__(self, services: Services, folder: Path | None = None, **screen: Any) -> None:
        self.output = io.StringIO()
        console = Console(file=self.output, width=200, **screen)
        self.request = ScreenRequest(console, Album(folder) if folder else None)
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


def saved(text: str) -> Path:
    """Return the path of the picture that a chat says it saved."""
    return Path(text.split("[Imagen guardada en ")[1].split("]")[0])


async def test_a_picture_is_saved_and_its_path_printed(services: Services, tmp_path: Path) -> None:
    chat = Chat(services, tmp_path)
    text = await chat.say("/mes enero")
    path = saved(text)
    assert path.parent == tmp_path and path.read_bytes().startswith(b"\x89PNG\r\n")
    assert text.index("se estrenaron") < text.index("[Imagen guardada") < text.index("enero 5.910")
    assert saved(await chat.say("/mes enero")) == path  # the same picture, the same file
    assert saved(await chat.say("/mes mayo")) != path
    assert len(list(tmp_path.iterdir())) == 2


async def test_a_picture_leaves_the_buttons_of_its_text(services: Services, tmp_path: Path) -> None:
    chat = Chat(services, tmp_path)
    await chat.say("/comparar titanic, avatar")
    assert "James Cameron" in await chat.say("2")
    director = await chat.say("/director pedro almodóvar")
    number = next(i for i in range(1, 9) if f"[{i}] Ver en un gráfico" in director)
    assert "Volver (2006), 85,6 M" in await chat.say(str(number))
    assert "2/4" in await chat.say("1")  # ▶ of the text above the picture


async def test_without_a_folder_pictures_go_to_a_new_temporary_one(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.console.Album", partial(Album, parent=tmp_path))
    chat = Chat(services)
    one, other = saved(await chat.say("/mes enero")), saved(await chat.say("/dia lunes"))
    assert one.parent == other.parent and one.parent.parent == tmp_path


def test_colours_are_drawn_as_blocks(services: Services, tmp_path: Path) -> None:
    picture = Image.new("RGB", (100, 50), "#0000ff")
    picture.paste("#ff0000", (0, 0, 100, 25))
    file = io.BytesIO()
    picture.save(file, "png")
    text = blocks(file.getvalue(), 40)
    rows = text.plain.splitlines()
    assert rows == ["▀" * 40] * 10
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=40)
    assert shows_pictures(screen)
    screen.print(text, end="")
    drawn = str(screen.file.getvalue())  # type: ignore[attr-defined]
    first, last = drawn.splitlines()[0], drawn.splitlines()[-1]
    assert "38;2;255;0;0" in first and "48;2;0;0;255" in last


@pytest.mark.parametrize("system", [None, "standard", "256"])
def test_no_blocks_where_colours_are_few(system: Literal["standard", "256"] | None) -> None:
    assert not shows_pictures(Console(file=io.StringIO(), color_system=system))
    assert not shows_pictures(Console(file=io.StringIO(), force_terminal=True, color_system=system))


async def test_a_colourful_terminal_shows_the_picture(services: Services, tmp_path: Path) -> None:
    chat = Chat(services, tmp_path, force_terminal=True, color_system="truecolor")
    text = await chat.say("/mes enero")
    assert text.count("▀") > 1000 and "Imagen guardada" in text


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
