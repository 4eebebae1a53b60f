"""Every setting comes from an environment variable (or ``.env``) and is checked at start."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services import DATA_DIR

REFUSED_TOKEN = "TELEGRAM_BOT_TOKEN: Telegram no reconoce este token."  # noqa: S105 - a sentence
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SettingsError(Exception):
    """A setting is wrong; the message is one Spanish line that names the variable."""


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value().strip()):
        raise ValueError
    return SecretStr(value.get_secret_value().strip())


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError
    return value.rstrip("/")


def _webhook(value: str) -> str:
    parts = urlsplit(_url(value))
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ValueError
    return value.rstrip("/")


def _addresses(value: str) -> str:
    for part in value.split(","):
        if part.strip() != "*":
            ip_network(part.strip())
    return value


def _database(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError
    return value


Url = Annotated[str, AfterValidator(_url)]


class Settings(BaseSettings):
    """The settings of DESIGN.md; each description says what a right value looks like."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None, description="el token que da @BotFather, como 123456789:AAF… (números:letras)"
    )
    telegram_base_url: Url | None = Field(
        default=None, description="una dirección http(s)://servidor"
    )
    telegram_base_file_url: Url | None = Field(
        default=None, description="una dirección http(s)://servidor"
    )
    telegram_max_rate: int = Field(
        default=30,
        ge=0,
        le=1000,
        description="un número de mensajes por segundo, de 0 (sin límite) a 1000",
    )
    user_max_rate: int = Field(
        default=60,
        ge=0,
        le=100_000,
        description="un número de mensajes por minuto, de 0 (sin límite) a 100000",
    )
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = Field(
        default=None, description="una dirección https:// (http:// solo en esta máquina)"
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        default=None, description="de 1 a 256 letras sin acento, números, guiones o guiones bajos"
    )
    host: str = Field(
        default="0.0.0.0",  # noqa: S104 - a container's only way to be reached
        min_length=1,
        description="la dirección donde escucha la web",
    )
    port: int = Field(default=8080, ge=1, le=65535, description="un puerto, de 1 a 65535")
    forwarded_allow_ips: Annotated[str, AfterValidator(_addresses)] = Field(
        default="127.0.0.1",
        description="direcciones IP o redes (10.0.0.0/8) separadas por comas, o *",
    )
    http_max_rate: int = Field(
        default=60,
        ge=0,
        le=100_000,
        description="un número de preguntas por minuto, de 0 (sin límite) a 100000",
    )
    max_in_flight: int = Field(default=64, ge=1, le=10_000, description="un número de 1 a 10000")
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = Field(
        default=None, description="una dirección postgresql://usuario:clave@servidor/base"
    )
    data_dir: Path = Field(default=DATA_DIR, description="una carpeta que existe")
    pictures_dir: Path | None = Field(default=None, description="una carpeta que existe")
    log_level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$",
        description="DEBUG, INFO, WARNING, ERROR o CRITICAL",
    )

    @model_validator(mode="before")
    @classmethod
    def _fold_log_level(cls, values: dict[str, Any]) -> dict[str, Any]:
        if isinstance(values.get("log_level"), str):
            values["log_level"] = values["log_level"].upper()
        return values

    @property
    def token(self) -> str | None:
        """The bot's token in clear; None opens the terminal chat."""
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else None

    @property
    def secret(self) -> str | None:
        """The webhook's secret in clear."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret else None

    @property
    def database(self) -> str | None:
        """The database's address in clear, password and all."""
        return self.database_url.get_secret_value() if self.database_url else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Whatever no log may show."""
        password = urlsplit(self.database or "").password
        return tuple(one for one in (self.token, self.secret, self.database, password) if one)


def load_settings() -> Settings:
    """Read the settings from the environment and ``.env``.

    Raises:
        SettingsError: A value is wrong, or the webhook lacks a secret or a token.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env: el archivo no está en UTF-8.") from None
    if settings.webhook_url and not settings.token:
        raise SettingsError("TELEGRAM_BOT_TOKEN: hace falta cuando hay WEBHOOK_URL.")
    if settings.webhook_url and not settings.webhook_secret:
        raise SettingsError("WEBHOOK_SECRET: hace falta cuando hay WEBHOOK_URL.")
    if not settings.data_dir.is_dir():
        raise SettingsError(f"DATA_DIR: la carpeta {settings.data_dir} no existe.")
    if settings.pictures_dir is not None and not settings.pictures_dir.is_dir():
        raise SettingsError(f"PICTURES_DIR: la carpeta {settings.pictures_dir} no existe.")
    return settings


def _explain(error: ValidationError) -> str:
    """Return one line for the first wrong value; what may be a secret is not repeated."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    field = Settings.model_fields[name]
    hidden = "SecretStr" in str(field.annotation) or "://" in str(first["input"])
    value = "" if hidden else f" y vale «{first['input']}»"
    return f"{name.upper()}: se espera {field.description}{value}."
