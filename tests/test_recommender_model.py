"""The model's file, and the model brought in the order of a catalogue it was not trained for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender_model import FORMAT, RecommenderModel

IDS = st.lists(st.integers(1, 12), unique=True, min_size=1)


def made_up(ids: list[int], chance: np.random.Generator) -> RecommenderModel:
    films = len(ids)
    entries = chance.integers(0, films, films)
    others = [chance.permutation(films)[:many] for many in entries]
    return RecommenderModel(
        ids=np.array(ids, dtype=np.int32),
        about=chance.integers(1, 127, (films, 3)).astype(np.int8),
        taste=chance.integers(1, 127, (films, 2)).astype(np.int8),
        works=chance.integers(0, films, films).astype(np.int32),
        thin=chance.random(films) < 0.5,
        users=99,
        likers=chance.integers(1, 50, films).astype(np.int32),
        starts=np.cumsum([0, *entries]).astype(np.int32),
        others=np.concatenate([*others, []]).astype(np.int32),
        counts=chance.integers(2, 60, int(entries.sum())).astype(np.uint16),
        weights={"about": 1.0},
    )


def neighbours(model: RecommenderModel) -> dict[int, list[tuple[int, int]]]:
    """Return (id, count) of the films liked together with each film, by id."""
    ids = model.ids.tolist()
    pairs = [tuple(array.tolist() for array in model.together(row)) for row in range(len(ids))]
    return {
        film: [(ids[other], count) for other, count in zip(*pair, strict=True)]
        for film, pair in zip(ids, pairs, strict=True)
    }


@settings(max_examples=100, deadline=None)
@given(IDS, IDS, st.integers(0, 10**6))
def test_a_model_is_brought_in_the_order_of_any_catalogue(
    ids: list[int], wanted: list[int], seed: int
) -> None:
    model = made_up(ids, np.random.default_rng(seed))
    found = model.aligned(pd.Index(wanted, dtype="int32"))
    assert found.ids.tolist() == wanted
    assert (found.users, found.weights) == (model.users, model.weights)
    for name in ("ids", "about", "taste", "works", "thin", "likers", "starts", "others", "counts"):
        assert getattr(found, name).dtype == getattr(model, name).dtype, name
    both = {film: found.works[wanted.index(film)] for film in wanted}
    for row, film in enumerate(wanted):
        if film in ids:
            for name in ("about", "taste", "thin", "likers"):
                old = getattr(model, name)[ids.index(film)]
                assert np.array_equal(getattr(found, name)[row], old), name
        else:
            assert not found.about[row].any() and not found.taste[row].any()
            assert found.thin[row] and found.likers[row] == 0
        for other in set(wanted) - {film}:
            known = film in ids and other in ids
            same = known and model.works[ids.index(film)] == model.works[ids.index(other)]
            assert (both[film] == both[other]) == same
    before = neighbours(model)
    assert neighbours(found) == {
        film: [pair for pair in before.get(film, []) if pair[0] in wanted] for film in wanted
    }


def test_a_model_of_the_same_films_stays_itself() -> None:
    model = made_up([5, 3], np.random.default_rng(0))
    assert model.aligned(pd.Index([5, 3], dtype="int32")) is model


def test_a_model_file_of_another_format_or_cut_is_refused() -> None:
    model = made_up([5, 3], np.random.default_rng(0))
    state = {"format": FORMAT} | vars(model)
    assert vars(RecommenderModel.of(state)) == vars(model)
    for name in vars(model):
        with pytest.raises(ValueError, match=name):
            RecommenderModel.of({key: value for key, value in state.items() if key != name})
    for number in (FORMAT - 1, FORMAT + 1, None):
        with pytest.raises(ValueError, match="formato"):
            RecommenderModel.of(state | {"format": number})
