"""Similar films: bounds, order, reasons that are true."""

import random

import pytest

from services import Services
from tests.facts import shipped


@pytest.mark.parametrize("n", [1, 5, 50])
def test_as_many_as_asked_for(services: Services, n: int) -> None:
    found = services.recommender.similar(238, n)
    assert len({one.film_id for one in found}) == n
    assert 238 not in {one.film_id for one in found}
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("n", [0, -1, 51])
def test_other_numbers_are_refused(services: Services, n: int) -> None:
    with pytest.raises(ValueError, match="n must be"):
        services.recommender.similar(238, n)


def test_an_unknown_film_is_refused(services: Services) -> None:
    with pytest.raises(KeyError):
        services.recommender.similar(1)


def test_every_film_has_recommendations(services: Services) -> None:
    for film_id in random.Random(3).sample(sorted(shipped().films), 40):
        assert len(services.recommender.similar(film_id)) == 5


def test_sequels_come_first(services: Services) -> None:
    first = {one.film_id for one in services.recommender.similar(603, 2)}
    assert first == {604, 605}  # Matrix Reloaded, Matrix Revolutions


def test_reasons_are_facts_of_both_films(services: Services) -> None:
    facts = shipped()
    for one in services.recommender.similar(238, 10):
        assert one.because
        for reason in one.because:
            links = {"director": facts.directors, "cast": facts.cast}.get(reason.kind)
            if links is not None:
                assert {238, one.film_id} <= set(links[reason.name])


def test_small_catalogues_work_too(small_services: Services) -> None:
    film_id = next(iter(small_services.films))
    found = small_services.recommender.similar(film_id, 50)
    assert len(found) == len(small_services.films) - 1
