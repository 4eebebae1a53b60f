"""/recomendar in the chat: several films, pages, wishes; and every button of it."""

import re

import pytest

from handlers.choices import encode
from handlers.recommend import COMMANDS, liked_films, liked_key
from handlers.render.recommend import because
from handlers.reply import Action, StaleError
from services import Services
from services.suggestions import Reason, Wish
from tests.chat import ask, buttons, press
from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

ANA = 1001


def labelled(message: dict[str, object], label: str) -> dict[str, str]:
    return next(one for one in buttons(message) if one["text"] == label)


def cards(message: dict[str, object]) -> list[int]:
    shown = (one["callback_data"].split(":") for one in buttons(message))
    return [int(data[1]) for data in shown if data[0] == "pelicula"]


def test_several_films_with_a_plus(server: TelegramServer) -> None:
    answer = ask(server, "/recomendar Matrix + Amélie")
    assert answer["text"].startswith("Si te gustaron Matrix (1999) y Amélie (2001):")
    assert len(cards(answer)) == 5
    assert not {603, 194} & set(cards(answer))
    assert cards(ask(server, "/recomendar matrix+amelie")) == cards(answer)


def test_a_title_with_a_plus_is_one_film(server: TelegramServer) -> None:
    answer = ask(server, "/recomendar Romeo + Juliet")
    assert answer["text"].startswith("Si te gustó")
    assert "1996" in answer["text"].splitlines()[0]


def test_one_unclear_title_of_several_is_asked_for(server: TelegramServer) -> None:
    asked = ask(server, "/recomendar Matrix + Carrie")
    assert "¿Quisiste decir…?" in asked["text"]
    answer = press(server, asked, buttons(asked)[0], ANA)
    head = answer["text"].splitlines()[0]
    assert "Matrix" in head and "Carrie" in head


def test_several_unclear_titles_are_asked_for_together(server: TelegramServer) -> None:
    asked = ask(server, "/recomendar carrie + ben-hur")
    assert "«carrie» y «ben-hur»" in asked["text"] and "con su año" in asked["text"]
    answer = press(server, asked, buttons(asked)[0], ANA)
    head = answer["text"].splitlines()[0]
    assert "Carrie" in head and "Ben-Hur" in head


def test_a_newer_film_among_several_can_be_left_out(server: TelegramServer) -> None:
    asked = ask(server, "/recomendar Coco + Matrix")
    assert "Coco (2017) es más nueva" in asked["text"]
    answer = press(server, asked, buttons(asked)[0], ANA)
    assert answer["text"].startswith("Si te gustó Matrix (1999):")


@pytest.mark.parametrize("text", ["Matrix, Amélie", "matrix y amelie", "Matrix / Amélie"])
def test_whole_titles_may_stand_side_by_side(server: TelegramServer, text: str) -> None:
    together = cards(ask(server, "/recomendar Matrix + Amélie"))
    assert cards(ask(server, f"/recomendar {text}")) == together


def test_more_than_five_films_are_too_many(server: TelegramServer) -> None:
    assert "5 películas como mucho" in ask(server, "/recomendar a + b + c + d + e + f")["text"]


def test_pages_lead_on_and_back(server: TelegramServer) -> None:
    first = ask(server, "/recomendar el padrino")
    seen = cards(first)[:5]
    second = press(server, first, labelled(first, "Otras 5 ▶"), ANA)
    assert not set(cards(second)[:5]) & set(seen)
    assert re.search(r"^6\. ", second["text"], re.MULTILINE)
    back = press(server, second, labelled(second, "◀ Anteriores"), ANA)
    assert cards(back)[:5] == seen


@pytest.mark.parametrize(
    ("label", "head"),
    [("Menos famosas", ", menos famosas:"), ("Sin sagas", ", sin sagas:"),
     ("Más de la saga", ", de la misma saga:")],
)  # fmt: skip
def test_each_wish_has_its_button(server: TelegramServer, label: str, head: str) -> None:
    first = ask(server, "/recomendar harry potter y la piedra filosofal")
    wished = press(server, first, labelled(first, label), ANA)
    assert wished["text"].splitlines()[0].endswith(head)
    assert label not in [one["text"] for one in buttons(wished)]
    assert cards(press(server, wished, labelled(wished, "Todas"), ANA)) == cards(first)


def test_wishes_are_kept_for_several_films(server: TelegramServer) -> None:
    first = ask(server, "/recomendar Matrix + Amélie")
    lesser = press(server, first, labelled(first, "Menos famosas"), ANA)
    more = press(server, lesser, labelled(lesser, "Otras 5 ▶"), ANA)
    assert "Si te gustaron" in more["text"] and ", menos famosas:" in more["text"]


def test_a_reply_to_an_answer_about_several_explains_itself(server: TelegramServer) -> None:
    answer = ask(server, "/recomendar Matrix + Amélie")
    assert "Escribe detrás de /score" in ask(server, "/score", reply_to_message=answer)["text"]


@pytest.mark.parametrize("liked", [(603,), (603, 194), (469172, 469172 - 1, 603, 194, 238)])
def test_keys_of_liked_films_fit_a_button(liked: tuple[int, ...], services: Services) -> None:
    for command in COMMANDS.values():
        data = encode(Action(command, liked_key(liked), 999), 2**52)
        assert len(data.encode()) <= 64
    if all(one in services.films for one in liked):
        assert liked_films(services, liked_key(liked)) == liked


@pytest.mark.parametrize("key", ["m", "m25b", "m25b.zz", "m1.2", "x", "m25b.25b.25b.25b.25b.25b"])
def test_other_keys_are_stale(services: Services, key: str) -> None:
    with pytest.raises(StaleError):
        liked_films(services, key)


def test_there_is_an_end_of_pages(server: TelegramServer) -> None:
    first = ask(server, "/recomendar el padrino")
    stale = {"callback_data": "recomendar:238:200:", "text": ""}
    seen = len(server.calls)
    server.press(first, stale["callback_data"], user_id=ANA)
    notice = server.wait_for("answerCallbackQuery", after=seen)[0]
    assert "ya no sirve" in notice.params["text"]


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ([("director", "Lana Wachowski"), ("director", "Lilly Wachowski"), ("genre", "Action")],
         "también de Lana Wachowski y Lilly Wachowski · acción"),
        ([("cast", "Ana"), ("cast", "Inés"), ("cast", "Luz")], "con Ana e Inés"),
        ([("cast", "Zoe Saldana"), ("cast", "Zoe Saldaña")], "con Zoe Saldaña"),
        ([("genre", "Music"), ("keyword", "música")], "música"),
        ([("genre", "Drama"), ("audience", ""), ("period", "")],
         "drama · gusta al mismo público"),
        ([("audience", ""), ("period", "")], "gusta al mismo público · de los mismos años"),
        ([("language", "es"), ("genre", "Drama")], "en español · drama"),
        ([], "un estilo parecido"),
        ([("director", "<b>")], "también de &lt;b&gt;"),
    ],
)  # fmt: skip
def test_reasons_in_words(reasons: list[tuple[str, str]], said: str) -> None:
    assert because([Reason(kind, name) for kind, name in reasons]) == said


def test_every_wish_has_a_command() -> None:
    assert set(COMMANDS) == set(Wish)
