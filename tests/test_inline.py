"""Inline mode over a real socket: films, commands, paging, and buttons of inline messages."""

from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest

from handlers import formats
from tests.chat import ask, buttons
from tests.facts import Facts, rows, shipped
from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

PICTURES = "https://image.tmdb.org/t/p/"
PLOT = "genero un boxeador pobre pelea por el título mundial de los pesos pesados"

Answer = dict[str, Any]
Result = dict[str, Any]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return shipped()


def inline(server: TelegramServer, query: str, offset: str = "") -> Answer:
    """Type a query and return what the bot answers it with."""
    seen = len(server.calls)
    server.inline(query, offset=offset)
    answer: Answer = server.wait_for("answerInlineQuery", after=seen, timeout=5)[0].params
    return answer


def walk(server: TelegramServer, query: str) -> list[list[Result]]:
    """Return every page of a query, asked for as a client does that scrolls down."""
    pages: list[list[Result]] = []
    offset = ""
    while offset or not pages:
        answer = inline(server, query, offset)
        pages.append(answer["results"])
        offset = answer.get("next_offset") or ""
        assert len(pages) < 20, "it never ends"
    return pages


def press(server: TelegramServer, sent: str, text: str, user_id: int) -> dict[str, Any]:
    """Press the button of an inline message that says ``text``; return the edit's parameters."""
    data = next(b for b in buttons(server.inline_message(sent)) if b["text"] == text)
    seen = len(server.calls)
    server.press(None, data["callback_data"], user_id=user_id, inline_message_id=sent)
    edit: dict[str, Any] = server.wait_for("editMessageText", after=seen)[0].params
    return edit


def previews(result: Result) -> list[str]:
    """Return every address of a result, and of the message that it becomes."""
    options = result["input_message_content"].get("link_preview_options") or {}
    return [url for url in (result.get("thumbnail_url"), options.get("url")) if url]


@cache
def genres_by_film() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows("genres"):
        found[row["film"]].append(row["genre"])
    return found


def film_ids(results: list[Result]) -> list[int]:
    return [int(result["id"].removeprefix("film-")) for result in results]


@pytest.mark.parametrize(("query", "first"), [("padrino", 238), ("titanik", 597), ("walle", 10681)])
def test_films_by_title_with_their_facts(
    server: TelegramServer, facts: Facts, query: str, first: int
) -> None:
    results = inline(server, query)["results"]
    genres = genres_by_film()
    assert film_ids(results)[0] == first
    for film_id, result in zip(film_ids(results), results, strict=True):
        film = facts.films[film_id]
        titles = {film["title"], film["title_es"], film["title_latam"], film["original_title"]}
        assert result["title"].removesuffix(f" ({film['date'].year})") in titles
        score = f"{formats.decimal(film['score'])} de 10" if film["votes"] else "sin votos"
        shown = ", ".join(formats.genre(genre) for genre in genres[film_id])
        assert result["description"] == (f"{score} · {shown}" if shown else score)
        assert result["thumbnail_url"] == f"{PICTURES}w92{film['poster_path']}"
        options = result["input_message_content"]["link_preview_options"]
        assert options["url"] == f"{PICTURES}w500{film['poster_path']}"
        assert options["show_above_text"] is True


@pytest.mark.parametrize("query", ["star", "amor", ""])
def test_pages_go_on_to_the_end_without_repeats(server: TelegramServer, query: str) -> None:
    pages = walk(server, query)
    assert [len(page) for page in pages[:-1]] == [20] * (len(pages) - 1)
    assert len(pages) >= 3 and 1 <= len(pages[-1]) <= 20
    ids = [result["id"] for page in pages for result in page]
    assert max(Counter(ids).values()) == 1
    assert [result["id"] for page in walk(server, query) for result in page] == ids


def test_an_empty_query_gives_well_known_films(server: TelegramServer, facts: Facts) -> None:
    shown = film_ids([result for page in walk(server, "") for result in page])
    votes = sorted((film["votes"] for film in facts.films.values()), reverse=True)
    assert [facts.films[film]["votes"] for film in shown] == votes[: len(shown)]


@pytest.mark.parametrize("offset", ["abc", "-1", "99999999999", "1e3", "\u0663x", " "])
def test_a_strange_offset_gives_the_first_page(server: TelegramServer, offset: str) -> None:
    assert inline(server, "star", offset)["results"] == inline(server, "star")["results"]


def test_behind_the_end_is_nothing(server: TelegramServer) -> None:
    answer = inline(server, "star", "9980")
    assert answer["results"] == [] and not answer.get("next_offset")


@pytest.mark.parametrize("query", ["zzzqqqxxx", "🎬🎬", "x" * 256, "\x00", "/"])
def test_nonsense_gives_one_result_that_says_so(server: TelegramServer, query: str) -> None:
    (result,) = inline(server, query)["results"]
    assert result["title"] == "No encuentro ninguna película así"
    assert "No encuentro" in server.inline_message(server.choose(result))["text"]


def test_a_film_that_is_newer_than_the_catalogue(server: TelegramServer) -> None:
    (result,) = inline(server, "oppenheimer")["results"]
    sent = server.inline_message(server.choose(result))
    assert sent["text"].startswith("Oppenheimer (2023) es más nueva que mi catálogo")


@pytest.mark.parametrize(
    "query",
    ["mes enero", "/mes enero", "MES ene", "dia 13", "actor ricardo darín", "votos inception",
     "/votos@pelis_test_bot inception", "director almodovar", "idioma español", "género de miedo",
     "duracion el padrino", "productora el deseo", "franquicia toy story", "pais argentina",
     "score matrix", PLOT, "mes <b>"],
)  # fmt: skip
def test_a_command_answers_as_in_the_chat(server: TelegramServer, query: str) -> None:
    results = inline(server, query)["results"]
    said = ask(server, query if query.startswith("/") else f"/{query}")
    sent = server.inline_message(server.choose(results[0]))
    assert len(results) == 1
    assert sent["text"] == said["text"]
    assert results[0]["title"].startswith("/")
    shown = [b["text"] for b in buttons(sent)] if "reply_markup" in sent else []
    asked = [b["text"] for b in buttons(said)] if "reply_markup" in said else []
    assert shown == [text for text in asked if text != "Ver en un gráfico"]


def test_recommendations_are_results_of_their_own(server: TelegramServer) -> None:
    results = inline(server, "recomendar matrix")["results"]
    chat = [b["callback_data"].split(":") for b in buttons(ask(server, "/recomendar matrix"))]
    cards = [int(data[1]) for data in chat if data[0] == "pelicula"]
    assert [*film_ids(results[:5]), 603] == cards  # the last button is the film's own card
    assert len(results) == 6 and "Si te gustó" in results[5]["description"]


def test_an_ambiguous_command_gives_each_answer(server: TelegramServer, facts: Facts) -> None:
    results = inline(server, "pais corea")["results"]
    found = {result["title"]: result["description"] for result in results}
    assert set(found) == {"Corea del Norte", "Corea del Sur"}
    for name, code in (("Corea del Norte", "KP"), ("Corea del Sur", "KR")):
        assert formats.films(len(facts.countries[code])) in found[name]
    titles = [result["title"] for result in inline(server, "score carrie")["results"]]
    assert "Carrie (1976)" in titles and "Ninguna de estas" not in titles


@pytest.mark.parametrize("command", ["mes", "/mes", "actor", "genero"])
def test_a_bare_command_explains_itself(server: TelegramServer, command: str) -> None:
    first = inline(server, command)["results"][0]
    assert f"Escribe detrás de /{command.strip('/')}" in first["description"]


def test_what_is_command_and_title_offers_both(server: TelegramServer) -> None:
    film, command = inline(server, "dia de la independencia")["results"]
    assert film["id"] == "film-602"
    assert command["title"] == "/dia de la independencia"


QUERIES = ["", "padrino", "la", "mes enero", "pais corea", "recomendar matrix", "actor juan",
           "actor garcia", "productora films", "<b>", "</b>&amp;", "\u202eabc\u200f", "x" * 256,
           "mes " + "ñ" * 252, "actor \x00x", "%s {0} \\n", "a\nb", "٣", "recomendar carrie",
           "M*A*S*H", "(500) Days of Summer", ".*", "👨‍👩‍👧 padrino"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_every_answer_is_sound(server: TelegramServer, query: str) -> None:
    before = len(server.violations)
    answer = inline(server, query)
    results = answer["results"]
    assert server.violations[before:] == []
    assert answer["cache_time"] >= 300 and not answer.get("is_personal")
    assert 1 <= len(results) <= 20
    assert len({result["id"] for result in results}) == len(results)
    assert all(1 <= len(result["id"].encode()) <= 64 for result in results)
    assert all(url.startswith(PICTURES) for result in results for url in previews(result))


def test_films_for_adults_show_no_poster(server: TelegramServer, facts: Facts) -> None:
    adult = [film for film in facts.films.values() if film["adult"] and film["poster_path"]]
    shown: dict[str, Result] = {}
    for film in adult:
        results = inline(server, f"{film['title']} {film['date'].year}")["results"]
        shown |= {result["id"]: result for result in results}
    found = [shown[f"film-{film['id']}"] for film in adult if f"film-{film['id']}" in shown]
    assert found and all(previews(result) == [] for result in found)


def test_anyone_presses_the_buttons_of_an_inline_message(server: TelegramServer) -> None:
    sent = server.choose(inline(server, "padrino")["results"][0], "padrino", user_id=1)
    assert "Marlon Brando" in server.inline_message(sent)["text"]
    for user, button, text in ((2, "Parecidas", "Si te gustó El padrino"),
                               (3, "El padrino: Parte II (1974)", "Robert De Niro"),
                               (2, "Dirección", "Dirección: Francis Ford Coppola"),
                               (4, "Francis Ford Coppola", "dirigió 24 películas"),
                               (5, "▶", "dirigió 24 películas")):  # fmt: skip
        edit = press(server, sent, button, user)
        assert edit["inline_message_id"] == sent and "chat_id" not in edit
        assert text in server.inline_message(sent)["text"], button
    assert [b["text"] for b in buttons(server.inline_message(sent))] == ["◀", "2/4", "▶"]


@pytest.mark.parametrize("query", ["comparar titanic, avatar", "/compara titanic vs avatar"])
def test_inline_compares_in_text(server: TelegramServer, query: str) -> None:
    identifier = server.inline(query)
    answered = server.wait_for(
        "answerInlineQuery", where=lambda call: call.params["inline_query_id"] == identifier
    )
    (first, *_) = answered[0].params["results"]
    assert "frente a" in first["input_message_content"]["message_text"]


def test_inline_offers_each_choice(server: TelegramServer) -> None:
    identifier = server.inline("comparar carrie, titanic")
    answered = server.wait_for(
        "answerInlineQuery", where=lambda call: call.params["inline_query_id"] == identifier
    )
    titles = [r["title"] for r in answered[0].params["results"]]
    assert {"Carrie (1976)", "Carrie (2013)"} <= set(titles)
