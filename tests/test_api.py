"""The seeds' questions over HTTP: the same answers as the chat's, as numbers, with a sentence."""

from collections.abc import AsyncIterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from services import Services
from services.genres import GENRES
from tests.facts import shipped
from tests.hook import Hook

COUNTED = [
    ("/cantidad_filmaciones_mes/ENE.", {"mes": "enero", "numero": 1, "cantidad": 5910}),
    ("/cantidad_filmaciones_dia/lunes", {"dia": "lunes", "cantidad": 3500}),
    ("/cantidad_filmaciones_dia/15", {"dia": 15, "cantidad": shipped().days[15]}),
    ("/peliculas_idioma/japones", {"idioma": "japonés", "cantidad": shipped().languages["ja"]}),
    ("/peliculas_pais/méxico", {"pais": "México", "cantidad": len(shipped().countries["MX"])}),
    ("/productoras_exitosas/el deseo", {"productora": "El Deseo", "cantidad": 13}),
    ("/score_titulo/el padrino", {"id": 238, "anio": 1972, "score": 8.5, "votos": 6024}),
    ("/votos_titulo/Face%2FOff", {"id": 754, "votos": None, "promedio": None}),
    ("/votos_titulo/titanik", {"id": 597, "votos": 7770, "promedio": 7.5}),
    ("/peliculas_duracion/shrek", {"id": 808, "duracion": 90}),
    ("/get_actor/ricardo darin", {"nombre": "Ricardo Darín", "cantidad": 22, "dirigidas": 1}),
    ("/get_director/almodóvar", {"nombre": "Pedro Almodóvar", "cantidad": 20}),
    ("/franquicia/toy story", {"id": 10194, "cantidad": 3, "recaudacion_total": 1937890605}),
]


@pytest_asyncio.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with Hook(services).client() as client:
        yield client


async def said(client: httpx.AsyncClient, path: str, status: int = 200) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status_code == status, answer.text
    assert "location" not in answer.headers
    body: dict[str, Any] = answer.json()
    assert body["mensaje"].strip() and "<" not in body["mensaje"]
    return body


@pytest.mark.parametrize(("path", "expected"), COUNTED)
async def test_answers(client: httpx.AsyncClient, path: str, expected: dict[str, Any]) -> None:
    body = await said(client, path)
    assert {name: body[name] for name in expected} == expected


async def test_a_directors_films_add_up(client: httpx.AsyncClient) -> None:
    facts, body = shipped(), await said(client, "/get_director/Steven Spielberg")
    assert {film["id"] for film in body["peliculas"]} == set(facts.directors["Steven Spielberg"])
    for film in body["peliculas"]:
        row = facts.films[film["id"]]
        assert (film["costo"], film["recaudacion"]) == (row["budget"], row["revenue"])
        assert film["fecha"] == row["date"].strftime("%Y-%m-%d")
        assert film["retorno"] == pytest.approx(facts.earned(film["id"]))
    total = sum(facts.earned(film) for film in facts.directors["Steven Spielberg"])
    assert body["retorno_total"] == pytest.approx(total)


async def test_recommendations_are_the_services(
    client: httpx.AsyncClient, services: Services
) -> None:
    body = await said(client, "/recomendacion/matrix")
    expected = [one.film_id for one in services.recommender.similar(603, n=5)]
    assert [film["id"] for film in body["recomendaciones"]] == expected
    both = await said(client, "/recomendacion/matrix + amelie")
    assert [film["id"] for film in both["de"]] == [603, 194]
    assert both == await said(client, "/recomendacion/x?id=603&id=194")


@pytest.mark.parametrize(
    "title",
    ["Face/Off", "What's Eating Gilbert Grape?", "50/50", "¡Átame!", "Fahrenheit 9/11",
     "WALL·E", "8½", "#Horror", "M*A*S*H", "S1m0ne; x=1", "A%20B", "../../etc/passwd", "a\\b"],
)  # fmt: skip
async def test_any_title_goes_into_the_address(client: httpx.AsyncClient, title: str) -> None:
    answer = await client.get(f"/score_titulo/{quote(title, safe='')}")
    assert answer.status_code in (200, 300, 404) and answer.json()["mensaje"]


async def test_an_id_names_a_film_exactly(client: httpx.AsyncClient) -> None:
    for path in ("score_titulo", "votos_titulo", "peliculas_duracion"):
        assert (await said(client, f"/{path}/lo que sea?id=238"))["id"] == 238
        await said(client, f"/{path}/x?id=999999999", 404)
    assert (await said(client, "/franquicia/x?id=10"))["franquicia"] == "Star Wars Collection"
    await said(client, "/franquicia/x?id=238", 404)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/peliculas_pais/corea", 300), ("/get_actor/smith", 300), ("/score_titulo/el señor", 300),
     ("/score_titulo/avengers endgame", 300), ("/score_titulo/zxqwv", 404),
     ("/get_director/zxqwv", 404), ("/franquicia/zxqwv", 404), ("/peliculas_pais/narnia", 404),
     ("/productoras_exitosas/zxqwv", 404), ("/peliculas_idioma/zxqwv", 404),
     ("/cantidad_filmaciones_mes/13", 422), ("/cantidad_filmaciones_mes/hola", 422),
     ("/cantidad_filmaciones_dia/32", 422), ("/score_titulo/", 422), ("/score_titulo/%20", 422),
     ("/score_titulo/x?id=abc", 422), ("/score_titulo/x?id=-1", 422),
     ("/recomendacion/x?id=1&id=2&id=3&id=4&id=5&id=6", 422), ("/nada", 404), ("/telegram", 405)],
)  # fmt: skip
async def test_what_is_not_answered(client: httpx.AsyncClient, path: str, status: int) -> None:
    await said(client, path, status)


@pytest.mark.parametrize(
    "path",
    ["/peliculas_pais/corea", "/get_actor/smith", "/score_titulo/el señor", "/franquicia/el",
     "/recomendacion/matrix + el señor", "/productoras_exitosas/films",
     "/recomendacion/la del pibe que ve gente muerta y un psicologo lo ayuda"],
)  # fmt: skip
async def test_every_candidate_is_an_address_that_answers(
    client: httpx.AsyncClient, path: str
) -> None:
    for candidate in (await said(client, path, 300))["candidatos"]:
        body = await said(client, candidate["url"])
        if len(candidate["id"]) == 1 and "id" in body:
            assert body["id"] == candidate["id"][0]


async def test_genres(client: httpx.AsyncClient, services: Services) -> None:
    plot = "Un boxeador pobre pelea por el título mundial"
    body = (await client.post("/genero", json={"trama": plot})).json()
    assert body["probabilidades"] == services.genres.predict(plot)
    assert set(body["probabilidades"]) == set(GENRES)
    assert body["generos"][0] == {
        "genero": "Sport",
        "nombre": "deporte",
        "probabilidad": body["probabilidades"]["Sport"],
    }
    unsure = await client.post("/genero", json={"trama": "Ein armer Boxer kämpft um den Titel"})
    assert unsure.json()["dudoso"] and not unsure.json()["generos"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"trama": 3}', b'{"trama": ""}', b'{"trama": "hola"}',
     b'{"trama": null}', b"[" * 50_000, b'{"trama": "' + b"a" * 20_001 + b'"}', b"\xff"],
)  # fmt: skip
async def test_what_is_no_plot(client: httpx.AsyncClient, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/genero", content=content, headers=headers)
    assert answer.status_code == 422 and answer.json()["mensaje"]


async def test_answers_are_kept_until_the_data_change(client: httpx.AsyncClient) -> None:
    first = await client.get("/score_titulo/titanic")
    tag = first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    for known in (tag, f'"otra", W/{tag}', "*"):
        again = await client.get("/score_titulo/titanic", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = await client.get("/score_titulo/matrix", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert (await client.get("/score_titulo/zxqwv")).headers["cache-control"] == "no-store"


class Fetched(HTMLParser):
    """What a page fetches, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.fetched += [given[name] or "" for name in ("src", "action") if name in given]
        if "href" in given:
            (self.links if tag == "a" else self.fetched).append(given["href"] or "")


async def test_the_page_is_in_spanish_and_fetches_nothing_from_elsewhere(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/docs")
    found = Fetched()
    found.feed(page.text)
    assert 'lang="es"' in page.text and found.fetched and found.links
    for address in found.fetched:
        assert address.startswith(("/", "data:")) and not address.startswith("//")
    for address in {*found.fetched, *found.links} - {"data:,"}:
        assert (await client.get(address)).status_code == 200, address
    schema = (await client.get("/openapi.json")).json()
    assert len(schema["paths"]) == 13
    assert all(path.partition("{")[0] in page.text for path in schema["paths"])
    assert (await client.get("/")).headers["location"] == "/docs"


async def test_head_is_get_without_its_body(client: httpx.AsyncClient) -> None:
    for path in ("/score_titulo/matrix", "/docs", "/salud", "/score_titulo/zxqwv"):
        head, get = await client.head(path), await client.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-length"] == get.headers["content-length"]


async def test_a_plot_that_is_not_called_json(client: httpx.AsyncClient) -> None:
    content = b'{"trama": "Un boxeador pobre pelea por el titulo mundial"}'
    form = {"Content-Type": "application/x-www-form-urlencoded"}  # as curl -d says
    answer = await client.post("/genero", content=content, headers=form)
    assert answer.status_code == 422 and "application/json" in answer.json()["mensaje"]


async def test_only_what_is_missing_is_named(client: httpx.AsyncClient) -> None:
    body = await said(client, "/recomendacion/x?id=603&id=99999999", 404)
    assert "99999999" in body["mensaje"] and "603" not in body["mensaje"]


async def test_every_field_is_explained(client: httpx.AsyncClient) -> None:
    assert "<td></td>" not in (await client.get("/docs")).text


async def test_every_answer_has_the_headers_that_browsers_heed(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/score_titulo/titanic", "/nada", "/salud"):
        headers = (await client.get(path, headers={"Origin": "https://otro.example"})).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


async def test_our_fault_is_a_number_and_no_traceback(
    small_services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    hook = Hook(small_services)

    @hook.web.get("/roto")
    async def broken() -> None:
        raise RuntimeError("un secreto")

    async with hook.client() as client:
        answer = await client.get("/roto")
    assert answer.status_code == 500 and "secreto" not in answer.text
    (record,) = caplog.records
    assert record.message.split()[1] in answer.json()["mensaje"] and record.exc_info


async def test_each_address_has_its_rate(small_services: Services) -> None:
    hook = Hook(small_services, rate=5)
    async with hook.client() as client:
        answers = [await client.get("/cantidad_filmaciones_mes/enero") for _ in range(7)]
        assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
        assert answers[-1].headers["retry-after"] == "12" and answers[-1].json()["mensaje"]
        for free in ("/salud", "/listo", "/docs", "/docs/docs.css", "/openapi.json"):
            assert (await client.get(free)).status_code != 429
        other = httpx.ASGITransport(hook.web, client=("2001:db8::1", 1))
        same = httpx.ASGITransport(hook.web, client=("2001:db8::2", 1))
        for transport, status in ((other, 200), (same, 429)):
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as another:
                asked = [await another.get("/peliculas_pais/mx") for _ in range(5)]
                found = [one.status_code for one in asked]
                assert found[-1] == status
