"""What films have in common, counted and computed by other routes."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity

from data.build.recommender import arrays
from services.catalogue import Catalogue
from services.likeness import FROM_RATINGS, PRIOR, Likeness
from services.lookups import Lookup, fame, lookups, quality
from services.postings import Postings
from tests.worlds import catalogue_of, record, tastes

FACTS = st.lists(
    st.dictionaries(st.integers(0, 7), st.floats(0.25, 2, width=32), max_size=6),
    min_size=2,
    max_size=9,
)


def weighed(films: list[dict[int, float]]) -> Postings:
    starts = np.cumsum([0, *map(len, films)]).astype(np.int32)
    facts = np.array([fact for film in films for fact in film], dtype=np.int32)
    strength = np.array([weight for film in films for weight in film.values()], dtype=np.float32)
    return Postings.of(starts, facts, strength)


@settings(max_examples=80, deadline=None)
@given(FACTS)
def test_the_cosine_of_shared_facts(films: list[dict[int, float]]) -> None:
    dense = np.zeros((len(films), 8))
    for row, film in enumerate(films):
        for fact, strength in film.items():
            have = sum(fact in other for other in films)
            dense[row, fact] = strength * math.log(len(films) / have) if have > 1 else 0
    expected = cosine_similarity(dense)
    postings = weighed(films)
    for row in range(len(films)):
        cosine = postings.cosine(row)
        assert cosine == pytest.approx(expected[row], abs=1e-5)
        for other in range(len(films)):
            shared = postings.shared(row, other)
            assert [fact for fact, _ in shared] == [f for f in films[row] if f in films[other]]
            assert sum(part for _, part in shared) == pytest.approx(cosine[other], abs=1e-5)


def test_what_only_one_film_has_weighs_nothing() -> None:
    postings = weighed([{0: 1, 1: 1}, {1: 1}, {2: 1}])
    assert postings.cosine(0).tolist() == pytest.approx([1, 1, 0])
    assert postings.cosine(2).tolist() == [0, 0, 0]


def small() -> Catalogue:
    """Return four films whose likeness is easily computed by hand."""
    return catalogue_of(
        [
            record(1, "A", 2000, genres=("Drama", "War"), countries=("ES", "FR"), votes=99,
                   score=8.0, language="es", runtime=100),
            record(2, "B", 2010, genres=("War", "Drama"), countries=("ES",), votes=0, score=0.0,
                   language="es", runtime=None),
            record(3, "C", 1985, genres=("Drama", "Animation"), countries=("FR", "ES"), votes=899,
                   score=5.0, language="fr", runtime=130),
            record(4, "D", 2000, votes=9, score=8.0, language="en", runtime=100),
        ]
    )  # fmt: skip


def compared(catalogue: Catalogue, row: int) -> dict[str, list[float]]:
    """Return how every film compares with one, by column."""

    def columns(lookup: Lookup) -> dict[str, list[float]]:
        table = lookup.compare(int(lookup.levels[row]))[lookup.levels]
        return dict(zip(lookup.names, table.T.tolist(), strict=True))

    return {name: values for one in lookups(catalogue) for name, values in columns(one).items()}


def test_lookups_by_hand() -> None:
    drama, war = math.log(4 / 3), math.log(4 / 2)
    rare = drama**2 / (math.hypot(drama, war) * math.hypot(drama, math.log(4)))
    mean = (8 + 5 + 8) / 3  # nobody voted for B
    scores = [(v * s + 50 * mean) / (v + 50) for v, s in ((99, 8), (0, 0), (899, 5), (9, 8))]
    expected = {
        "near": [1, math.exp(-2), math.exp(-3), 1],
        "era": [1, math.exp(-10 / 15), math.exp(-1), 1],
        "years_apart": [0, 1, 1.5, 0],
        "fame_gap": [0, math.log(100), math.log(9), math.log(10)],
        "quality_gap": [abs(score - scores[0]) for score in scores],
        "runtime_gap": [0, 5 / 30, 1, 0],  # B is taken to last 95 minutes
        "language": [1, 1, 0, 0],
        "country": [0.5, 0.5, 0, 0],  # the first one counts; two of four: log 2 / log 4
        "genres": [1, 1, 1 / 3, 0],
        "rare_genres": [1, 1, rare, 0],
        "not_animation": [0, 0, 1, 0],
        "not_documentary": [0, 0, 0, 0],
        "not_horror": [0, 0, 0, 0],
        "not_family": [0, 0, 0, 0],
    }
    found = compared(small(), 0)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        # Fame and quality are told apart in steps of a tenth.
        tolerance = 0.11 if name in ("fame_gap", "quality_gap") else 1e-5
        assert found[name] == pytest.approx(values, abs=tolerance), name
    assert quality(small().films).tolist() == pytest.approx(scores)
    assert fame(small().films).tolist() == pytest.approx([math.log(n) for n in (100, 1, 900, 10)])


def test_no_country_is_like_no_other() -> None:
    assert compared(small(), 3)["country"] == [0, 0, 0, 0]


def test_an_unknown_language_is_like_no_other() -> None:
    films = [record(n, f"Film {n}", language=code) for n, code in enumerate(("", "", "es", "fr"))]
    assert compared(catalogue_of(films), 0)["language"] == [0, 0, 0, 0]


def test_scores_are_the_weighed_columns() -> None:
    """What is learned is what is answered."""
    world = tastes(2, 40, 60, 15)
    likeness = Likeness(world.catalogue, arrays(world.content, world.likes))
    chance = random.Random(0)
    for row in (0, 17, 79):
        columns = likeness.columns(row)
        assert {*FROM_RATINGS, *PRIOR, "about", "collection"} <= columns.keys()
        assert all(column.any() for name, column in columns.items() if name in FROM_RATINGS)
        weights = {name: chance.uniform(-1, 1) for name in columns}
        expected = sum(weights[name] * columns[name].astype(float) for name in columns)
        found = likeness.score(row, weights) + likeness.prior(weights)
        assert found == pytest.approx(expected, abs=1e-3)
