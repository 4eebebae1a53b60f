"""What the recommender learns from viewers: tastes, films liked together, and weights."""

import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import joblib
import numpy as np
import pytest

from data.build import ranking, recommender
from data.build.likes import Likes
from data.build.ranking import DEFAULT, learn_weights
from data.build.recommender import arrays, save, train
from data.build.taste import taste_vectors
from data.build.truth import Floors, Rows, liked_together
from services.likeness import FROM_RATINGS, PRIOR, Likeness
from services.recommender_model import RecommenderModel
from tests.worlds import World, likes_of, tastes, viewers_of


@pytest.fixture(scope="module")
def told() -> World:
    """Two tastes, forty films each; genre, people and language tell them apart."""
    return tastes(2, 40, 160, 12, unrated=4)


@pytest.fixture(scope="module")
def untold() -> World:
    """Two tastes that nothing but the ratings tells apart."""
    return tastes(2, 40, 160, 14, telling=False)


def purity(world: World, model: RecommenderModel) -> float:
    """Return the share of the best ten for every film that are of its group."""
    likeness = Likeness(world.catalogue, model)
    shares = []
    for row in range(len(world.films)):
        scores = likeness.score(row, model.weights) + likeness.prior(model.weights)
        scores[row] = -np.inf
        best = np.argsort(-scores)[:10]
        shares.append((world.group[best] == world.group[row]).mean())
    return float(np.mean(shares))


def test_weights_find_the_films_of_the_same_taste(untold: World) -> None:
    model = train(untold.content, untold.catalogue, untold.likes)
    assert purity(untold, model) > 0.97
    default = train(untold.content, untold.catalogue, None)
    assert default.weights == DEFAULT
    assert purity(untold, default) < 0.6  # what anybody can know says nothing
    assert sum(model.weights[name] for name in FROM_RATINGS) > 1


def test_weights_without_ratings_find_what_tells_the_tastes(told: World) -> None:
    model_of = partial(arrays, told.content)
    weights = learn_weights(told.likes, told.catalogue, model_of, with_ratings=False)
    columns = Likeness(told.catalogue, model_of(told.likes)).columns(0)
    assert set(weights) == set(columns) - set(FROM_RATINGS)
    assert purity(told, replace(model_of(told.likes), weights=weights)) > 0.95


def test_no_likeness_counts_against_a_film(told: World) -> None:
    weights = learn_weights(told.likes, told.catalogue, partial(arrays, told.content))
    for name, weight in weights.items():
        if name not in PRIOR:
            differs = name.endswith(("_gap", "_apart")) or name.startswith("not_")
            assert weight <= 0 if differs else weight >= 0, name


@pytest.mark.parametrize("viewers", [0, 1, 2, 12])
def test_too_few_ratings_teach_nothing(told: World, viewers: int) -> None:
    likes = likes_of(told.viewers[:viewers], len(told.films))
    weights = learn_weights(likes, told.catalogue, partial(arrays, told.content))
    assert weights == DEFAULT and weights is not DEFAULT
    assert train(told.content, told.catalogue, likes).weights == DEFAULT


def test_nobody_is_on_both_sides(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model learns from one half of the viewers, the right films come from the other."""
    seen: list[list[frozenset[int]]] = []
    asked: list[list[frozenset[int]]] = []

    def model_of(likes: Likes) -> RecommenderModel:
        seen.append(viewers_of(likes))
        return arrays(told.content, likes)

    def truth(likes: Likes, floors: Floors) -> dict[int, Rows]:
        asked.append(viewers_of(likes))
        assert floors == Floors.for_users(likes.users)
        return {}

    monkeypatch.setattr(ranking, "liked_together", truth)
    learn_weights(told.likes, told.catalogue, model_of)
    everybody = {frozenset(viewer) for viewer in told.viewers}
    assert len(everybody) == 160  # so that a viewer is known by the films that he likes
    assert len(seen) == len(asked) == 2
    for ours, theirs in zip(seen, asked, strict=True):
        assert (len(ours), len(theirs)) == (80, 80)
        assert not set(ours) & set(theirs)
        assert set(ours) | set(theirs) == everybody
    assert set(seen[0]) == set(asked[1])


def test_a_half_without_right_films_is_no_failure(
    told: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def truth(likes: Likes, floors: Floors) -> dict[int, Rows]:
        calls.append(likes.users)
        return liked_together(likes, floors) if len(calls) == 1 else {}

    monkeypatch.setattr(ranking, "liked_together", truth)
    assert learn_weights(told.likes, told.catalogue, partial(arrays, told.content))


# --- taste ---


def test_taste_vectors_tell_the_tastes(untold: World) -> None:
    vectors = taste_vectors(untold.likes, np.zeros((80, 1), dtype=np.float32))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    cosine = vectors @ vectors.T
    same = untold.group[:, None] == untold.group
    np.fill_diagonal(cosine, np.nan)
    assert np.nanmean(cosine[same]) > np.nanmean(cosine[~same]) + 0.3


def test_taste_is_carried_over_to_films_that_nobody_rated(told: World) -> None:
    likes, facts = told.likes, told.content.facts
    unrated = np.flatnonzero(likes.likers == 0)
    assert len(unrated) == 8
    facts = facts.copy()
    facts[unrated[1]] = facts[unrated[3]] = facts[0]  # one has a rated film's facts, two the same
    vectors = taste_vectors(likes, facts)
    assert np.array_equal(vectors[unrated[1]], vectors[unrated[3]])
    middle = [vectors[(told.group == one) & (likes.likers > 0)].mean(axis=0) for one in (0, 1)]
    for row in unrated:
        own = told.group[0] if row in unrated[[1, 3]] else told.group[row]
        assert vectors[row] @ middle[own] > vectors[row] @ middle[1 - own] + 0.2
    assert not np.allclose(vectors[unrated[1]], vectors[0])  # whose own ratings count, too


def test_too_few_rated_films_have_no_taste(told: World) -> None:
    viewers = [[film for film in viewer if film < 63] for viewer in told.viewers]
    assert not taste_vectors(likes_of(viewers, 80), told.content.facts).any()
    viewers = [[film for film in viewer if film < 64] for viewer in told.viewers]
    assert taste_vectors(likes_of(viewers, 80), told.content.facts).any()


# --- the model ---


@pytest.mark.parametrize("most", [10, 80])
def test_what_was_liked_together_is_counted(
    told: World, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(recommender, "TOGETHER", most)
    viewers = [set(viewer) for viewer in told.viewers[:50]]
    model = arrays(told.content, likes_of(viewers, 80))
    likers = [sum(row in viewer for viewer in viewers) for row in range(80)]
    assert (model.users, model.likers.tolist()) == (50, likers)
    for row in range(80):
        both = [sum({row, other} <= viewer for viewer in viewers) for other in range(80)]
        score = {o: c / (likers[row] * likers[o]) * c / (c + 20) for o, c in enumerate(both) if c}
        score = {other: value for other, value in score.items() if other != row and both[other] > 1}
        others, counts = model.together(row)
        assert len(others) == min(most, len(score))
        assert counts.tolist() == [both[other] for other in others]
        best = sorted(score.values(), reverse=True)[:most]
        assert [score[other] for other in others.tolist()] == pytest.approx(best)


def test_a_film_is_thin_that_has_neither_words_nor_viewers(told: World) -> None:
    thin = np.zeros(80, dtype=np.bool_)
    thin[[0, 79]] = True  # 79 is of those that nobody rated
    content = replace(told.content, thin=thin)
    assert told.likes.likers[0] > 0 == told.likes.likers[79]
    assert np.flatnonzero(arrays(content, told.likes).thin).tolist() == [79]


def test_the_same_ratings_give_the_same_bytes(told: World, tmp_path: Path) -> None:
    again = tastes(2, 40, 160, 12, unrated=4)
    one, two = (train(world.content, world.catalogue, world.likes) for world in (told, again))
    assert one.weights.keys() > DEFAULT.keys()
    save(one, tmp_path / "one")
    save(two, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    model = RecommenderModel.of(joblib.load(tmp_path / "one"))
    for name, value in vars(one).items():
        assert np.array_equal(getattr(model, name), value), name
    fewer = likes_of(random.Random(0).sample(told.viewers, 159), 80)
    save(replace(arrays(told.content, fewer), weights=one.weights), tmp_path / "other")
    assert (tmp_path / "other").read_bytes() != (tmp_path / "one").read_bytes()


def test_without_viewers_the_catalogue_alone_counts(told: World) -> None:
    model = train(told.content, told.catalogue, None)
    assert model.users == 0
    assert not model.likers.any() and not model.taste.any() and not len(model.others)
    assert not set(model.weights) & set(FROM_RATINGS)
    assert purity(told, model) > 0.75
