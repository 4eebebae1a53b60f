"""Settings: defaults, ``.env``, and one clear line for a wrong value."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from tests.bot_process import run_chat

TOKEN = "123456:TEST-token_abc"
ANYWHERE = "0.0.0.0"  # noqa: S104 - what is tested is the default


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    settings = load_settings()
    assert settings.token is None
    assert (settings.telegram_max_rate, settings.user_max_rate) == (30, 60)
    assert (settings.host, settings.port, settings.http_max_rate) == (ANYWHERE, 8080, 60)
    assert (settings.max_in_flight, settings.log_level) == (64, "INFO")
    assert (settings.data_dir / "manifest.json").is_file()


def test_dot_env_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nPORT=9000\nOTRA_COSA=1\nHOST=\n")
    monkeypatch.setenv("PORT", "9001")
    settings = load_settings()
    assert (settings.token, settings.port, settings.host) == (TOKEN, 9001, ANYWHERE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TELEGRAM_BOT_TOKEN", "hola"), ("TELEGRAM_BOT_TOKEN", "12:a b"), ("PORT", "abc"),
     ("PORT", "0"), ("PORT", "70000"), ("TELEGRAM_MAX_RATE", "-1"), ("USER_MAX_RATE", "mucho"),
     ("LOG_LEVEL", "ALTO"), ("TELEGRAM_BASE_URL", "ftp://x"), ("TELEGRAM_BASE_URL", "hola"),
     ("WEBHOOK_URL", "http://ejemplo.com"), ("WEBHOOK_SECRET", "con espacio"),
     ("WEBHOOK_SECRET", "x" * 257), ("MAX_IN_FLIGHT", "0"), ("HTTP_MAX_RATE", "1.5"),
     ("DATABASE_URL", "mysql://u:hola1234@h/db"), ("DATABASE_URL", "base"),
     ("DATA_DIR", "/no/existe"), ("PICTURES_DIR", "/no/existe")],
)  # fmt: skip
def test_a_wrong_value_names_its_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    line = str(caught.value)
    assert line.startswith(f"{name}: ") and "\n" not in line
    assert "hola1234" not in line


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET"])
def test_secrets_are_not_repeated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "muy secreto: ñ")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "secreto" not in str(caught.value)
    monkeypatch.setenv(name, "1234:abcdef")
    if name == "TELEGRAM_BOT_TOKEN":
        assert "abcdef" not in repr(load_settings())


def test_the_webhook_needs_a_token_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://ejemplo.com/")
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN: "):
        load_settings()
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET: "):
        load_settings()
    monkeypatch.setenv("WEBHOOK_SECRET", "a-b_C9")
    assert load_settings().webhook_url == "https://ejemplo.com"


def test_the_webhook_may_be_http_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:8080")
    monkeypatch.setenv("WEBHOOK_SECRET", "x")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert load_settings().webhook_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "abc"), ("LOG_LEVEL", "ALTO"), ("DATA_DIR", "/no/existe")]
)
def test_the_start_ends_with_one_line(name: str, value: str) -> None:
    done = run_chat("/mes enero\n", None, **{name: value})
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{name}: ")
