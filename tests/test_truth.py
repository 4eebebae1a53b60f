"""What is right for a film, counted pair by pair, and how rankings are measured by it."""

from fractions import Fraction
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build.truth import Floors, liked_together, ndcg, recall
from tests.worlds import likes_of

Ranked = list[tuple[int, Fraction]]


def counted(viewers: list[set[int]], films: int, floors: Floors) -> dict[int, Ranked]:
    """Return the right films with their score, counted by hand."""
    likers = [sum(film in viewer for viewer in viewers) for film in range(films)]
    truth = {}
    for film in range(films):
        found = []
        for other in range(films):
            both = sum({film, other} <= viewer for viewer in viewers)
            if other != film and both >= floors.together:
                score = Fraction(both, likers[film] * likers[other]) * Fraction(both, both + 20)
                found.append((other, score))
        if likers[film] >= floors.likers and len(found) >= floors.right:
            truth[film] = sorted(found, key=lambda pair: (-pair[1], pair[0]))
    return truth


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(1, 28),
    st.integers(0, 25),
    st.builds(Floors, st.integers(1, 4), st.integers(1, 8), st.integers(1, 6)),
)
def test_the_truth_is_what_is_counted(seed: int, films: int, users: int, floors: Floors) -> None:
    drawn = np.random.default_rng(seed).random((users, films)) < 0.4
    viewers = [set(np.flatnonzero(row).tolist()) for row in drawn]
    expected = counted(viewers, films, floors)
    found = liked_together(likes_of(viewers, films), floors)
    assert list(found) == list(expected)
    for film, right in found.items():
        scores = dict(expected[film])
        best = [score for _, score in expected[film][:20]]
        assert [scores[other] for other in right.tolist()] == best
        assert len(set(right.tolist())) == len(right) == min(20, len(scores))


def test_the_truth_of_four_films_by_hand() -> None:
    # 0 and 1 by six viewers, 0 and 2 by three of them, 0 and 3 by two of four.
    viewers = [{0, 1}, {0, 1}, {0, 1}, {0, 1, 2}, {0, 1, 2, 3}, {0, 1, 2, 3}, {3}, {3}]
    truth = liked_together(likes_of(viewers, 4), Floors(2, 6, 3))
    # 6·6/(6·6·26) = 0.038, 3·3/(6·3·23) = 0.022, 2·2/(6·4·22) = 0.008; 1 is liked with them, too.
    assert {film: right.tolist() for film, right in truth.items()} == {0: [1, 2, 3], 1: [0, 2, 3]}
    assert liked_together(likes_of(viewers, 4), Floors(3, 6, 3)) == {}
    assert liked_together(likes_of(viewers, 4), Floors(2, 7, 3)) == {}
    assert liked_together(likes_of(viewers, 4), Floors(2, 6, 4)) == {}


@pytest.mark.parametrize(
    ("users", "together"), [(0, 3), (168, 3), (335, 5), (670, 10), (20_000, 299)]
)
def test_floors_rise_with_the_viewers(users: int, together: int) -> None:
    assert Floors.for_users(users) == Floors(together, 3 * together, 5)


A_LOT = np.arange(100, 120)


@pytest.mark.parametrize(
    ("ranked", "right", "gain", "share"),
    [
        ([7], [7], 1.0, 1.0),
        ([1, 7], [7], 1 / log2(3), 1.0),
        ([1, 2, 7], [7, 9], 0.5 / (1 + 1 / log2(3)), 0.5),
        ([7, 1, 9], [9, 7], (1 + 0.5) / (1 + 1 / log2(3)), 1.0),
        ([1, 2], [7], 0.0, 0.0),
        ([*range(9), 7], [70], 0.0, 0.0),
        ([*range(9), 70], [70], 1 / log2(11), 1.0),
        ([*range(10), 70], [70], 0.0, 0.0),
        (list(range(110, 120)), A_LOT, 1.0, 0.5),
        ([100, 101], A_LOT, (1 + 1 / log2(3)) / sum(1 / log2(n) for n in range(2, 12)), 0.1),
        ([], [7], 0.0, 0.0),
        ([7], [], 0.0, 0.0),
    ],
)
def test_gain_and_recall_by_hand(
    ranked: list[int], right: list[int], gain: float, share: float
) -> None:
    rows = np.array(right, dtype=np.int32)
    for given_as in (ranked, np.array(ranked, dtype=np.int32)):
        assert ndcg(given_as, rows) == pytest.approx(gain)
        assert recall(given_as, rows) == pytest.approx(share)
