"""Which film a title means, and when the bot has to ask."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import Services
from services.text import key, words


@pytest.mark.parametrize(
    ("typed", "film_id"),
    [("el padrino", 238), ("THE GODFATHER", 238), ("titanik", 597), ("matrix", 603),
     ("rapido y furioso", 9799), ("a todo gas", 9799), ("volver al futuro", 105),
     ("la bella y la bestia 2017", 321612), ("rocky 4", 1374), ("rocky iv", 1374),
     ("spiderman", 557), ("Spider-Man", 557), ("walle", 10681), ("halloween 1978", 948),
     ("halloween (1978)", 948), ("2012", 14161), ("300", 1271), ("2001", 62), ("padrino 2", 240),
     ("seven", 807), ("the avengers", 24428), ("pulp ficton", 680), ("jurasic park", 329),
     ("千と千尋の神隠し", 129), ("el laberinto del fauno", 1417), ("amelie", 194)],
)  # fmt: skip
def test_certain(services: Services, typed: str, film_id: int) -> None:
    found = services.titles.resolve(typed)
    assert (found.film_id, found.certain) == (film_id, True)
    assert found.candidates[0].film_id == film_id


@pytest.mark.parametrize(
    ("typed", "among"),
    [("carrie", [7340, 133805]), ("ben-hur", [665]), ("it", []), ("señor de los anillos", [120]),
     ("kill bill", [24, 393]), ("el rey león 2019", [8587]), ("gladiator 2", [98])],
)  # fmt: skip
def test_asks(services: Services, typed: str, among: list[int]) -> None:
    found = services.titles.resolve(typed)
    assert (found.film_id, found.certain) == (None, False)
    offered = [candidate.film_id for candidate in found.candidates]
    assert set(among) <= set(offered)
    assert 1 <= len(offered) <= 5


@pytest.mark.parametrize("typed", ["oppenheimer", "asdfgh qwerty", "", "...", "🎬", "\x00"])
def test_nothing_near(services: Services, typed: str) -> None:
    found = services.titles.resolve(typed)
    assert (found.film_id, found.certain) == (None, False)


def test_a_year_says_which(services: Services) -> None:
    for year, film_id in ((1976, 7340), (2013, 133805)):
        for typed in (f"carrie {year}", f"carrie ({year})", f"{year} carrie"):
            assert services.titles.resolve(typed).film_id == film_id


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_answer(services: Services, text: str) -> None:
    found = services.titles.resolve(text)
    assert found.certain == (found.film_id is not None)
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    assert len({c.film_id for c in found.candidates}) == len(found.candidates) <= 5
    assert all(candidate.film_id in services.films for candidate in found.candidates)


@given(st.text(max_size=80))
def test_words_fold_once_and_for_all(text: str) -> None:
    assert key(text) == key(text.upper().lower()) or not text.isascii()
    assert all(word and not word.isspace() for word in words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Spider-Man", "spiderman"), ("WALL·E", "walle"), ("The Matrix", "matrix"),
     ("Rocky IV", "rocky 4"), ("Tango & Cash", "tango y cash"), ("Amélie", "AMELIE"),
     ("Ocean's Eleven", "oceans eleven"), ("(500) Days", "500 days")],
)  # fmt: skip
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_films_that_differ_stay_apart() -> None:
    assert len({key(t) for t in ("Rocky", "Rocky II", "Rocky III", "It", "It Follows", "M")}) == 6
