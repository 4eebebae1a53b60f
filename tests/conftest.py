"""What many tests share: the small catalogue that is built here, and the shipped one."""

import os
import shutil

# Before telegram is imported: it warns of the type of RetryAfter.retry_after otherwise.
os.environ["PTB_TIMEDELTA"] = "true"

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from bot.album import Album
from services import Services
from tests.bot_process import BotProcess, running_bot
from tests.building import BUILT, run_build
from tests.raw_files import raw_set
from tests.telegram_server import TelegramServer

# A busy machine is slow, not wrong: no test of ours fails by the clock.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the pictures of terminal chats go where pytest cleans up."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("scratch")
        patch.setattr("bot.console.Album", partial(Album, parent=folder))
        yield


@pytest.fixture(scope="session")
def small_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small raw data set of ``tests/raw_files.py``; read it, never write."""
    return raw_set().write(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="session")
def small_data(small_raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder built from ``small_raw``; copy it before you change anything."""
    out = tmp_path_factory.mktemp("small") / "data"
    run = run_build("--raw", small_raw, "--out", out, "--date", BUILT)
    assert run.status == 0, run.errors
    return out


@pytest.fixture
def built(small_data: Path, tmp_path: Path) -> Path:
    """A copy of the small data folder, to build over or to spoil."""
    return shutil.copytree(small_data, tmp_path / "built")


@pytest.fixture(scope="session")
def small_services(small_data: Path) -> Services:
    """The services over the small catalogue."""
    return Services.load(small_data)


@pytest.fixture(scope="session")
def services() -> Services:
    """The services over the shipped catalogue."""
    return Services.load()


@pytest.fixture(scope="module")
def server() -> Iterator[TelegramServer]:
    """A local Bot API, which no test of the module may have driven to a refusal."""
    with TelegramServer() as running:
        yield running
        assert running.violations == []
        assert running.unanswered_callbacks == []


@pytest.fixture(scope="module")
def bot(server: TelegramServer) -> Iterator[BotProcess]:
    """The bot as a process, polling ``server``; nothing may have gone wrong in it."""
    with running_bot(server, USER_MAX_RATE="0") as running:
        yield running
        assert "Traceback" not in running.log and "Incidente" not in running.log
        assert server.token.partition(":")[2] not in running.log
