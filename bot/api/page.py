"""``/docs``: every question on one page in Spanish, made from the OpenAPI schema.

It fetches nothing from elsewhere, and works without JavaScript but for trying a question.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse

_STATIC = Path(__file__).parent / "static"
_DAY = {"Cache-Control": "public, max-age=86400"}

Schema = dict[str, Any]

_PAGE = """<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/docs.css">
<script src="/docs/docs.js" defer></script>
</head>
<body>
<h1>{title}</h1>
<p>{description}</p>
<p class="note">Para programas: <a href="/openapi.json">openapi.json</a>. Una película se nombra
sin dudas con <code>?id=</code> y su número de TMDB.</p>
{questions}
</body>
</html>
"""
_QUESTION = """<article>
<h3><span class="verb">{verb}</span> {path}</h3>
<p>{what}</p>
<form data-path="{address}"{field}>
<input name="typed" aria-label="{label}" value="{example}" required>
<button>Preguntar</button>
</form>
<p class="note">{link}</p>
<pre aria-live="polite"></pre>
<details><summary>Qué lleva la respuesta</summary><table>{fields}</table></details>
</article>"""


def add_page(web: FastAPI) -> None:
    """Add ``/docs`` and the two files that it uses."""

    @web.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        return HTMLResponse(page(web.openapi()), headers={"Cache-Control": "no-cache"})

    @web.get("/docs/docs.css", include_in_schema=False)
    async def style() -> Response:
        return FileResponse(_STATIC / "docs.css", headers=_DAY)

    @web.get("/docs/docs.js", include_in_schema=False)
    async def script() -> Response:
        return FileResponse(_STATIC / "docs.js", headers=_DAY)


def page(schema: Schema) -> str:
    """Return the page of an OpenAPI schema."""
    info = schema["info"]
    return _PAGE.format(
        title=escape(info["title"]),
        description=escape(info["description"]),
        questions="\n".join(_questions(schema)),
    )


def _questions(schema: Schema) -> Iterator[str]:
    """Yield the questions, each family below its name."""
    families: dict[str, list[str]] = {}
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            question = _question(schema, path, verb.upper(), operation)
            families.setdefault(operation["tags"][0], []).append(question)
    for family, questions in families.items():
        yield f"<h2>{escape(family)}</h2>"
        yield from questions


def _question(schema: Schema, path: str, verb: str, operation: Schema) -> str:
    begin = path.partition("{")[0]
    if verb == "GET":
        typed = next(one for one in operation["parameters"] if one["in"] == "path")
        example = typed["schema"]["examples"][0]
        address = begin + quote(example)
        link = f'Por ejemplo: <a href="{escape(address)}">{escape(begin + example)}</a>'
        label, field = typed["description"], ""
    else:
        body = _resolve(schema, operation["requestBody"]["content"]["application/json"]["schema"])
        ((name, example),) = body["example"].items()
        link = f'Se envía <code>{{"{escape(name)}": "…"}}</code>'
        label, field = body["properties"][name]["description"], f' data-field="{escape(name)}"'
    answer = _resolve(
        schema, operation["responses"]["200"]["content"]["application/json"]["schema"]
    )
    return _QUESTION.format(
        verb=verb,
        path=escape(path),
        what=escape(operation["description"]),
        address=escape(begin),
        field=field,
        label=escape(label),
        example=escape(example),
        link=link,
        fields="".join(_field(name, one) for name, one in answer["properties"].items()),
    )


def _field(name: str, field: Schema) -> str:
    return f"<tr><th>{escape(name)}</th><td>{escape(field.get('description', ''))}</td></tr>"


def _resolve(schema: Schema, found: Schema) -> Schema:
    """Return a schema, looked up where it is only named."""
    name = found.get("$ref", "").rpartition("/")[2]
    resolved: Schema = schema["components"]["schemas"][name] if name else found
    return resolved
