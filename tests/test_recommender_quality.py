"""The quality of recommendations, by hand."""

from math import log2

import numpy as np
import pytest

from data.build.truth import Rows
from data.evaluate.recommender_methods import Method
from data.evaluate.recommender_table import measure
from services.catalogue import Catalogue
from tests.worlds import catalogue_of, record

SAGA = (9, "A saga")


def by(answers: dict[int, list[int]]) -> Method:
    return lambda row: np.array(answers[row], dtype=np.int32)


def truth_of(answers: dict[int, list[int]]) -> dict[int, Rows]:
    return {row: np.array(right, dtype=np.int32) for row, right in answers.items()}


def twelve() -> Catalogue:
    """Return twelve films; 0, 1 and 2 are a saga, 5 has 20 votes and those behind it fewer."""
    votes = [500, 500, 500, 90, 90, 20, 19, 1, 0, 0, 0, 0]
    films = [
        record(100 + n, f"Film {n}", votes=many, collection=SAGA if n < 3 else None)
        for n, many in enumerate(votes)
    ]
    return catalogue_of(films)


LIKERS = np.array([50, 40, 30, 20, 10, 5, 4, 3, 2, 2, 1, 1], dtype=np.int32)


def test_who_knows_the_truth_is_right() -> None:
    right = {0: [3, 4, 5], 3: [0, 1, 2, 4, 5], 6: [7, 8], 4: [3]}
    found = measure(by(right), truth_of(right), LIKERS, twelve())
    assert (found.ndcg, found.recall, found.beyond) == (1, 1, 1)
    assert (found.little, found.middle, found.much) == (1, 1, 1)
    assert found.coverage == pytest.approx(8 / 12)  # 0 to 8 but for 6
    assert found.unknown == pytest.approx(2 / 11)  # 7 and 8, of eleven


def test_who_is_never_right_scores_nothing() -> None:
    right = {0: [3, 4], 3: [0, 1]}
    found = measure(by({0: [9, 10], 3: [9]}), truth_of(right), LIKERS, twelve())
    assert (found.ndcg, found.recall, found.beyond, found.much) == (0, 0, 0, 0)
    assert found.coverage == pytest.approx(2 / 12)
    assert found.unknown == 1


def test_the_own_collection_is_left_out_here_and_there() -> None:
    # The saga stands first, and is half of what is right; beyond it 4 comes second.
    found = measure(by({0: [1, 2, 3, 4]}), truth_of({0: [1, 4]}), LIKERS, twelve())
    assert found.ndcg == pytest.approx((1 + 1 / log2(5)) / (1 + 1 / log2(3)))
    assert found.beyond == pytest.approx(1 / log2(3))
    # A film of no collection has none to leave out, nor are those of none one of their own.
    found = measure(by({3: [4, 5, 0, 1]}), truth_of({3: [0, 4]}), LIKERS, twelve())
    assert found.beyond == found.ndcg == pytest.approx((1 + 1 / 2) / (1 + 1 / log2(3)))


def test_thirds_are_by_viewers() -> None:
    right = {row: [11] for row in (9, 8, 2, 5, 0, 4)}
    answers = {0: [11], 2: [11], 4: [11], 5: [1], 8: [1], 9: [11]}
    found = measure(by(answers), truth_of(right), LIKERS, twelve())
    assert (found.little, found.middle, found.much) == (0.5, 0.5, 1)
    assert found.ndcg == pytest.approx(4 / 6)


def test_only_the_first_ten_count() -> None:
    found = measure(
        by({0: [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 9]}), truth_of({0: [9]}), LIKERS, twelve()
    )
    assert (found.ndcg, found.recall, found.unknown) == (0, 0, 0)
    assert found.coverage == pytest.approx(5 / 12)


def test_nothing_to_ask_is_measured_as_nothing() -> None:
    assert measure(by({}), {}, LIKERS, twelve()).ndcg == 0


def test_queries_with_nothing_beyond_their_saga_do_not_count_there() -> None:
    right = {0: [1, 2], 3: [4]}
    assert measure(by(right), truth_of(right), LIKERS, twelve()).beyond == 1
