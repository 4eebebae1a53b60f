"""Similar films: bounds, order, reasons that are true, and what each wish leaves out."""

import random

import pytest

from services import Services
from services.recommender import OWN_SAGA, PAGE
from services.suggestions import Wish
from tests.facts import rows, shipped

MATRIX, PADRINO, AMELIE, LABERINTO = 603, 238, 194, 1417


@pytest.mark.parametrize("n", [1, 5, 50])
def test_as_many_as_asked_for(services: Services, n: int) -> None:
    found = services.recommender.similar(PADRINO, n)
    assert len({one.film_id for one in found}) == n
    assert PADRINO not in {one.film_id for one in found}
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("n", [0, -1, 51])
def test_other_numbers_are_refused(services: Services, n: int) -> None:
    with pytest.raises(ValueError, match="n must be"):
        services.recommender.similar(PADRINO, n)


def test_an_unknown_film_is_refused(services: Services) -> None:
    with pytest.raises(KeyError):
        services.recommender.similar(1)


def test_every_film_has_recommendations(services: Services) -> None:
    for film_id in random.Random(3).sample(sorted(shipped().films), 40):
        assert len(services.recommender.similar(film_id)) == 5


def test_the_saga_ranks_first(services: Services) -> None:
    assert services.recommender.similar(MATRIX, 1)[0].film_id == 604  # Matrix Reloaded
    assert services.recommender.similar(PADRINO, 1)[0].film_id == 240  # El padrino II


def test_the_same_maker_ranks_high(services: Services) -> None:
    miyazaki = set(shipped().directors["Hayao Miyazaki"])
    found = [one.film_id for one in services.recommender.similar(129)]  # El viaje de Chihiro
    assert len(miyazaki.intersection(found)) >= 4


def test_reasons_are_facts_of_both_films(services: Services) -> None:
    facts = shipped()
    for film_id in (PADRINO, MATRIX, LABERINTO, 129):
        for one in services.recommender.similar(film_id, 10):
            assert one.because
            for reason in one.because:
                links = {"director": facts.directors, "cast": facts.cast}.get(reason.kind)
                if links is not None:
                    assert {film_id, one.film_id} <= set(links[reason.name])
                if reason.kind == "language":
                    both = {services.films[i].language for i in (film_id, one.film_id)}
                    assert both == {reason.name}


def test_words_that_are_never_shown_are_no_reasons(services: Services) -> None:
    kinds = {
        reason.kind
        for film_id in random.Random(5).sample(sorted(shipped().films), 30)
        for one in services.recommender.similar(film_id)
        for reason in one.because
        if not reason.name
    }
    assert kinds <= {"audience", "period"}


def test_several_films_get_what_is_near_all_of_them(services: Services) -> None:
    both = services.recommender.like([MATRIX, AMELIE], n=10)
    ids = {one.film_id for one in both}
    assert not ids & {MATRIX, AMELIE}
    assert ids != {one.film_id for one in services.recommender.similar(MATRIX, 10)}
    assert both == services.recommender.like([MATRIX, AMELIE, MATRIX], n=10)


def test_what_is_disliked_sinks(services: Services) -> None:
    before = [one.film_id for one in services.recommender.similar(PADRINO, 50)]
    mob = before.index(769)  # Uno de los nuestros
    after = [one.film_id for one in services.recommender.like([PADRINO], [1422, 524], 50)]
    assert 769 not in after or after.index(769) > mob
    assert not {1422, 524} & set(after)  # neither are the disliked ones: Infiltrados, Casino


@pytest.mark.parametrize("liked", [[], [603, 238, 194, 1417, 155, 129]])
def test_from_none_or_too_many_nothing_follows(services: Services, liked: list[int]) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        services.recommender.like(liked)


def test_a_page_holds_at_most_two_of_the_saga(services: Services) -> None:
    for film_id in (671, 11, 646, 1366):  # Harry Potter, Star Wars, James Bond, Rocky
        saga = services.films[film_id].collection
        for page in range(4):
            shown = services.recommender.suggest((film_id,), page).films
            own = [one for one in shown if services.films[one.film_id].collection == saga]
            assert len(own) <= OWN_SAGA
            assert len(shown) == PAGE


def test_pages_do_not_repeat(services: Services) -> None:
    pages = [services.recommender.suggest((MATRIX,), page) for page in range(20)]
    shown = [one.film_id for page in pages for one in page.films]
    assert len(shown) == len(set(shown)) >= 40
    assert [page.more for page in pages].index(False) == sum(1 for p in pages if p.films) - 1


def test_each_wish_is_kept(services: Services) -> None:
    saga = services.films[671].collection
    members = {i for i, film in shipped().films.items() if film["collection"] == saga}
    found = services.recommender.suggest((671,), wish=Wish.SAGA)
    assert {one.film_id for one in found.films} <= members - {671}
    for one in services.recommender.suggest((671,), wish=Wish.LESSER).films:
        assert 0 < services.films[one.film_id].votes <= 500
    for film_id in (603, 11234, 66, 4912):  # a famous one, and less known ones
        if film_id in services.films:
            votes = services.films[film_id].votes
            lesser = services.recommender.suggest((film_id,), wish=Wish.LESSER).films
            assert all(services.films[one.film_id].votes < votes for one in lesser)
    for one in services.recommender.suggest((671,), wish=Wish.NO_SAGAS).films:
        collection = services.films[one.film_id].collection
        alone = [i for i, f in shipped().films.items() if f["collection"] == collection]
        assert collection is None or alone == [one.film_id]


def test_the_rest_of_the_saga_is_offered(services: Services) -> None:
    assert services.recommender.suggest((PADRINO,)).saga  # the third part is on no first page
    assert services.recommender.suggest((348, AMELIE)).saga  # Alien has sequels, Amélie none
    assert not services.recommender.suggest((AMELIE,)).saga


def test_no_film_is_liked_and_disliked(services: Services) -> None:
    with pytest.raises(ValueError, match="liked and disliked"):
        services.recommender.like([MATRIX], [MATRIX])


def test_little_evidence_is_said(services: Services) -> None:
    assert not services.recommender.suggest((MATRIX,)).thin
    known = {row["film"] for row in rows("film_keywords")}
    blank = [i for i, film in shipped().films.items() if not film["votes"] and i not in known]
    told = [services.recommender.suggest((i,)).thin for i in random.Random(1).sample(blank, 60)]
    assert any(told)  # those that have an overview are not blank


def test_small_catalogues_work_too(small_services: Services) -> None:
    film_id = next(iter(small_services.films))
    found = small_services.recommender.similar(film_id, 50)
    assert 0 < len(found) < len(small_services.films)
