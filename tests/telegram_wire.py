"""What a Bot API request is made of: JSON, form or multipart bodies, and how one is refused."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
DISPOSITION = re.compile(rb'(name|filename)="((?:[^"\\\r\n]|\\.)*)"')
BOUNDARY = re.compile(r'boundary="?([^";]+)"?')


class RefusalError(Exception):
    """An answer with ``ok: false``.

    ``violation`` tells whether the bot is to blame: not so for a fault that a test asked for.
    """

    def __init__(
        self,
        words: str = "",
        status: int = 400,
        *,
        violation: bool = True,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        reason = REASONS.get(status, "Error")
        self.description = f"{reason}: {words}" if words else reason
        self.status = status
        self.violation = violation
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, Any]:
        """The JSON that is sent."""
        body = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Wire:
    """Parameters as they came; ``typed`` where JSON gave them types already."""

    values: dict[str, Any]
    typed: bool


def read_wire(content_type: str, query: str, body: bytes) -> Wire:
    """Reads the parameters of a request from its query string and its body."""
    values: dict[str, Any] = dict(_form(query))
    kind = content_type.split(";")[0].strip().lower()
    if not body:
        return Wire(values, typed=False)
    if kind == "application/json":
        return Wire(_json(body), typed=True)
    if kind == "application/x-www-form-urlencoded":
        pairs: list[tuple[str, Any]] = list(_form(_utf8(body)))
    elif kind == "multipart/form-data":
        pairs = _multipart(content_type, body)
    else:
        raise RefusalError(f'unsupported content type "{kind}"')
    for name, value in pairs:
        if name in values:
            raise RefusalError(f'parameter "{name}" is given twice')
        values[name] = value
    return Wire(values, typed=False)


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise RefusalError("strings must be encoded in UTF-8") from None


def _form(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="surrogateescape")


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(_utf8(body))
    except ValueError:
        raise RefusalError("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise RefusalError("can't parse JSON object")
    return values


def _multipart(content_type: str, body: bytes) -> list[tuple[str, Any]]:
    """The parts of a multipart/form-data body: text, or Upload where it has a file name."""
    match = BOUNDARY.search(content_type)
    if match is None:
        raise RefusalError("boundary in multipart content-type not found")
    delimiter = b"\r\n--" + match[1].encode()
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise RefusalError("unexpected end of multipart body")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> tuple[str, Any]:
    head, found, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    labels = {key.decode(): value.decode() for key, value in DISPOSITION.findall(head)}
    if not found or "name" not in labels:
        raise RefusalError("field name in multipart not found")
    if "filename" in labels:
        return labels["name"], Upload(labels["filename"], data)
    return labels["name"], _utf8(data)
