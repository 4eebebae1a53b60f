"""Checks a request against the method table: names, types, and all that is nested."""

import json
import re
from dataclasses import dataclass
from typing import Any

from tests.telegram_methods import METHODS, OBJECTS, UNIONS, Field
from tests.telegram_rules import RULES
from tests.telegram_wire import RefusalError, Upload, Wire

# What Telegram says where one of these is missing; other parameters get a sentence of ours.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_text": "message text is empty",
    "photo": "there is no photo in the request",
    "message_id": "message identifier is not specified",
}


@dataclass(frozen=True)
class Request:
    """A request that has the right shape; ``uploads`` are the files that came with it."""

    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload]

    def get(self, name: str) -> Any:
        """A parameter, or None."""
        return self.params.get(name)


def check_request(method: str, wire: Wire) -> Request:
    """Returns the request with its values parsed; refuses one that has a wrong shape."""
    if method not in METHODS:
        raise RefusalError(status=404)
    fields = METHODS[method]
    uploads = {name: raw for name, raw in wire.values.items() if isinstance(raw, Upload)}
    attached = {name for name in uploads if name not in fields}
    _check_names(wire.values.keys() - attached, fields, method)
    params = {
        name: _parse(raw, fields[name], name, wire.typed)
        for name, raw in wire.values.items()
        if name not in attached
    }
    _check_attached(attached, params)
    return Request(method, params, uploads)


def _check_names(names: set[str], fields: dict[str, Field], where: str) -> None:
    for name in sorted(names - fields.keys()):
        raise RefusalError(f'unknown parameter "{name}" of {where}')
    for name, field in fields.items():
        if field.required and name not in names:
            raise RefusalError(MISSING.get(name, f'parameter "{name}" of {where} is required'))


def _check_attached(attached: set[str], params: dict[str, Any]) -> None:
    text = json.dumps(params, default=str)
    for name in sorted(attached):
        if f'"attach://{name}"' not in text:
            raise RefusalError(f'unknown parameter "{name}": no attach:// refers to that file')


def _parse(raw: Any, field: Field, name: str, typed: bool) -> Any:
    """The value of a parameter: a form has only texts, so the type says how to read them."""
    if isinstance(raw, Upload):
        if "InputFile" not in field.types:
            raise RefusalError(f'parameter "{name}" must not be a file')
        return raw
    kinds = [kind for kind in field.types if kind != "InputFile"]
    value = raw
    if isinstance(raw, str) and not (typed and _is_scalar(kinds)):
        value = _from_text(raw, kinds, name)
    _check(value, kinds, name)
    return value


def _is_scalar(kinds: list[str]) -> bool:
    return any(kind in ("String", "Integer", "Boolean") for kind in kinds)


def _from_text(raw: str, kinds: list[str], name: str) -> Any:
    if "Integer" in kinds and re.fullmatch(r"-?\d{1,19}", raw):
        return int(raw)
    if "String" in kinds:
        return raw
    if kinds == ["Integer"]:
        raise RefusalError(f'parameter "{name}" must be an integer')
    try:
        return json.loads(raw)
    except ValueError:
        raise RefusalError(f'parameter "{name}" must be {"|".join(kinds)} in JSON') from None


def _check(value: Any, kinds: list[str] | tuple[str, ...], where: str) -> None:
    if len(kinds) == 1 and kinds[0].startswith("["):
        _check_array(value, kinds[0][1:-1], where)
    elif len(kinds) == 1 and (kinds[0] in UNIONS or kinds[0] in OBJECTS):
        _check_object(value, kinds[0], where)
    elif not any(_is_a(value, kind) for kind in kinds):
        raise RefusalError(f'"{where}" must be of type {" or ".join(kinds)}')


def _is_a(value: Any, kind: str) -> bool:
    if kind == "String":
        return isinstance(value, str) and _is_unicode(value)
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return kind == "Boolean" and isinstance(value, bool)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_array(value: Any, kind: str, where: str) -> None:
    if not isinstance(value, list):
        raise RefusalError(f'"{where}" must be of type Array')
    for number, item in enumerate(value):
        _check(item, [kind], f"{where}[{number}]")


def _check_object(value: Any, kind: str, where: str) -> None:
    if not isinstance(value, dict):
        raise RefusalError(f'"{where}" must be of type Object')
    name = _member(value, kind, where) if kind in UNIONS else kind
    fields = OBJECTS[name]
    _check_names(set(value), fields, f"{name} ({where})")
    for key, item in value.items():
        _check(item, fields[key].types, f"{where}.{key}")
    if name in RULES:
        RULES[name](value)


def _member(value: dict[str, Any], union: str, where: str) -> str:
    for key, wanted, name in UNIONS[union]:
        if key in value and wanted in (None, value[key]):
            return name
    raise RefusalError(f'"{where}" is no {union} that this server knows')
