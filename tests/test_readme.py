"""The README says what is so: its commands, its settings, its example chat."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from data.build.own import told_plots
from handlers import QUESTIONS, menu
from services import Services
from tests.hook import Hook
from tests.test_console import Chat

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_are_the_bots() -> None:
    listed = dict(re.findall(r"^\| `/(\w+)` \|.*\| `(/.+)` \|$", README, re.M))
    assert set(listed) == {command for command, _ in menu()}
    for command, example in listed.items():
        if command != "ayuda":
            assert example == QUESTIONS[command].example


def test_every_setting_is_described() -> None:
    names = {name.upper() for name in Settings.model_fields}
    described = set(re.findall(r"`([A-Z_]{4,})`", README))
    assert names <= described
    examples = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert examples <= names


def test_every_question_over_http_is_listed(small_services: Services) -> None:
    paths = Hook(small_services).web.openapi()["paths"]
    asked = {f"{verb.upper()} {path}" for path, verbs in paths.items() for verb in verbs}
    listed = re.findall(r"^\| `((?:GET|POST) /\S+)`", README, re.M)
    assert {one.replace(":path", "") for one in asked} == set(listed)
    assert len(set(listed)) == 13


async def test_the_example_chat_is_what_the_bot_says(services: Services, tmp_path: Path) -> None:
    (example,) = re.findall(r"```text\n(» .*?)```", README, re.S)
    chat = Chat(services, tmp_path)
    for turn in re.split(r"^» ", example, flags=re.M)[1:]:
        typed, _, expected = turn.partition("\n")
        said = (await chat.say(typed)).replace(str(tmp_path), "")
        said = re.sub(r"(?<=guardada en )[^\]]+", "…", said)
        assert said.strip() == expected.strip()


@pytest.mark.parametrize(
    "path", re.findall(r"`((?:bot|handlers|services|data|tests)/[\w/.]*)`", README)
)
def test_paths_exist(path: str) -> None:
    assert (ROOT / path).exists()


def test_ci_runs_the_readmes_test_command() -> None:
    command = next(line for line in README.splitlines() if line.endswith("-m pytest"))
    ci = (ROOT / ".ci" / "run").read_text()
    for part in ("requirements-dev.txt", ".venv/bin/python -m pytest"):
        assert part in command and part in ci


def test_the_told_plots_are_counted() -> None:
    films = [film_id for film_id, _ in told_plots()]
    said = f"{len(films):,} tramas de {len(set(films)):,}".replace(",", ".")
    assert said in README


def test_credits() -> None:
    assert "This product uses the TMDB API data but is not endorsed or certified by TMDB" in README
    assert "CC0" in README
