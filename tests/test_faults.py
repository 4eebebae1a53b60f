"""What goes wrong between the bot and Telegram, and what must not follow from it."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_process import BotProcess, running_bot
from tests.chat import texts
from tests.telegram_server import TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server
        assert server.violations == []


@pytest.fixture
def bot(server: TelegramServer, small_data: Path) -> Iterator[BotProcess]:
    with running_bot(server, DATA_DIR=str(small_data)) as bot:
        yield bot
        assert "Traceback" not in bot.log
        assert "TEST-token" not in bot.log


def test_a_429_delays_its_chat_only(server: TelegramServer, bot: BotProcess) -> None:
    server.fail("sendMessage", status=429, retry_after=2, chat_id=11)
    began = time.monotonic()
    server.send_text("/dia lunes", chat_id=11)
    time.sleep(0.2)
    server.send_text("/dia martes", chat_id=12)
    server.wait_for("sendMessage", where=lambda c: c.params["chat_id"] == 12)
    assert time.monotonic() - began < 1.5
    late = server.wait_for("sendMessage", where=lambda c: c.params["chat_id"] == 11)
    assert time.monotonic() - began >= 2
    assert len(late) == 1 and "lunes" in late[0].result["text"]


@pytest.mark.parametrize("status", [500, 502])
def test_a_server_fault_is_tried_again(
    server: TelegramServer, bot: BotProcess, status: int
) -> None:
    server.fail("sendMessage", status=status, times=2)
    server.send_text("/dia lunes")
    server.wait_for("sendMessage")
    assert "reintento" in bot.log


def test_a_lost_answer_is_not_sent_again(server: TelegramServer, bot: BotProcess) -> None:
    """The message arrived and the answer did not: a second one would be a duplicate."""
    server.fail("sendMessage", kind="lose")
    server.send_text("/dia lunes")
    server.send_text("/dia martes")
    server.wait_for("sendMessage", where=lambda c: "martes" in str(c.params["text"]))
    assert len([m for m in server.replies(1001) if "lunes" in m["text"]]) == 1
    assert "NetworkError" in bot.log


def test_an_outage_loses_nothing(server: TelegramServer, bot: BotProcess) -> None:
    server.stop()
    time.sleep(1.5)
    server.start()
    server.send_text("/dia lunes")
    server.wait_for("sendMessage", timeout=30)


def test_a_user_who_blocked_the_bot_is_one_line(server: TelegramServer, bot: BotProcess) -> None:
    server.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    server.send_text("/dia lunes")
    server.send_text("/dia martes", chat_id=12)
    server.wait_for("sendMessage")
    deadline = time.monotonic() + 5
    while "Forbidden" not in bot.log and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len([line for line in bot.log.splitlines() if "Forbidden" in line]) == 1


def test_a_flooder_gets_one_notice_and_others_their_answer(
    server: TelegramServer, bot: BotProcess
) -> None:
    for _ in range(120):
        server.send_text("/dia lunes", chat_id=66)
    server.send_text("/dia martes", chat_id=12)
    began = time.monotonic()
    server.wait_for("sendMessage", where=lambda c: c.params["chat_id"] == 12)
    assert time.monotonic() - began < 3
    time.sleep(1)
    written = texts(server, 66)
    assert sum("Vas muy rápido" in text for text in written) == 1
    assert 20 <= len(written) <= 30


def test_a_second_instance_is_one_warning(
    server: TelegramServer, bot: BotProcess, small_data: Path
) -> None:
    with running_bot(server, ready=False, DATA_DIR=str(small_data)) as other:
        deadline = time.monotonic() + 20
        while "Conflict" not in bot.log + other.log and time.monotonic() < deadline:
            time.sleep(0.1)
        assert "Conflict" in bot.log + other.log
        assert "Traceback" not in other.log


def test_sigterm_ends_cleanly_and_nothing_is_answered_twice(
    server: TelegramServer, small_data: Path
) -> None:
    with running_bot(server, DATA_DIR=str(small_data)) as bot:
        server.send_text("/dia lunes")
        server.wait_for("sendMessage")
        assert bot.stop(signal.SIGTERM) == 0
    with running_bot(server, DATA_DIR=str(small_data)):
        server.send_text("/dia martes")
        server.wait_for("sendMessage", count=2)
    assert len(texts(server, 1001)) == 2


def test_the_bot_waits_for_a_server_that_is_down(server: TelegramServer, small_data: Path) -> None:
    server.stop()
    with running_bot(server, ready=False, DATA_DIR=str(small_data)) as bot:
        time.sleep(3)
        assert bot.process.poll() is None
        server.start()
        server.send_text("/dia lunes")
        server.wait_for("sendMessage", timeout=40)
        assert "Traceback" not in bot.log


def test_a_refused_token_ends_with_one_line_that_does_not_show_it(
    server: TelegramServer, small_data: Path
) -> None:
    token = {"TELEGRAM_BOT_TOKEN": "999:REFUSED-token", "DATA_DIR": str(small_data)}
    with running_bot(server, ready=False, **token) as bot:
        assert bot.process.wait(timeout=20) == 2
        assert "TELEGRAM_BOT_TOKEN" in bot.log.splitlines()[-1]
        assert "REFUSED-token" not in bot.log
        assert "Traceback" not in bot.log


@pytest.mark.parametrize("kind", ["half", "garble"])
def test_an_answer_that_breaks_off_is_one_line_and_nothing_is_sent_twice(
    server: TelegramServer, bot: BotProcess, kind: str
) -> None:
    server.fail("getUpdates", kind=kind)  # the poll that brings the first question
    server.fail("sendMessage", kind=kind)
    server.send_text("/dia lunes")
    server.wait_for("sendMessage")
    server.send_text("/dia martes")
    server.wait_for("sendMessage", where=lambda c: "martes" in str(c.params["text"]))
    texts = [message["text"] for message in server.replies(1001)]
    assert len(texts) == 2 and "lunes" in texts[0]
    assert "NetworkError" in bot.log and "Incidente" not in bot.log


def test_a_storm_of_429_is_waited_out_and_everybody_is_answered(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fail("sendMessage", status=429, retry_after=1, times=24)
    for chat in range(1, 13):
        server.send_text("/dia lunes", chat_id=chat)
    calls = server.wait_for("sendMessage", count=12, timeout=20)
    assert {call.params["chat_id"] for call in calls} == set(range(1, 13))
    assert len(calls) == 12


def test_a_slow_telegram_holds_up_nobody_else(server: TelegramServer, bot: BotProcess) -> None:
    server.fail("sendMessage", kind="delay", seconds=3, times=20, chat_id=11)
    for _ in range(20):
        server.send_text("/dia lunes", chat_id=11)
    time.sleep(0.2)
    began = time.monotonic()
    server.send_text("/dia martes", chat_id=12)
    server.wait_for("sendMessage", where=lambda c: c.params["chat_id"] == 12)
    assert time.monotonic() - began < 2
    bot.process.kill()  # nobody waits for the slow ones


def test_a_full_disk_stops_the_log_and_nothing_else(
    server: TelegramServer, small_data: Path
) -> None:
    with running_bot(server, log=Path("/dev/full"), DATA_DIR=str(small_data)) as bot:
        server.fail("sendMessage", status=502)  # something to log
        server.send_text("/dia lunes")
        server.wait_for("sendMessage")
        assert bot.stop() == 0


def test_a_damaged_model_is_named_at_the_start(server: TelegramServer, built: Path) -> None:
    model = built / "models" / "genres.joblib"
    model.write_bytes(model.read_bytes()[::-1])
    with running_bot(server, ready=False, DATA_DIR=str(built)) as bot:
        assert bot.process.wait(timeout=20) == 2
        assert "models/genres.joblib no coincide" in bot.log.splitlines()[-1]
        assert "Traceback" not in bot.log
    assert server.calls == []
