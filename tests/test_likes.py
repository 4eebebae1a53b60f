"""Who liked what: the ratings as they are read, and whom a long file is cut down to."""

import random
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build import likes as likes_module
from data.build.likes import Likes, find_ratings, read_likes
from data.build.raw import RawDataError
from tests.worlds import likes_of, viewers_of, write_ratings

IDS = np.array([900, 7, 31, 500], dtype=np.int32)
LINKS: list[tuple[int, int | None]] = [(1, 7), (2, 900), (3, 31), (4, 7), (5, 777), (6, None)]
"""1 and 4 are one film, 5 one that the catalogue lacks, 6 one that TMDB lacks; 8 has no link."""

HALVES = st.integers(1, 10).map(lambda half: half / 2)
RATINGS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from([1, 2, 3, 4, 5, 6, 8]), HALVES))


def read(folder: Path) -> Likes:
    found = read_likes(folder, IDS)
    assert found is not None
    return found


@settings(max_examples=60, deadline=None)
@given(RATINGS)
def test_any_ratings_are_read_as_they_are_counted(ratings: list[tuple[int, int, float]]) -> None:
    row_of = {1: 1, 2: 0, 3: 2, 4: 1}
    expected = defaultdict(set)
    for user, movie, rating in ratings:
        if rating >= 4 and movie in row_of:
            expected[user].add(row_of[movie])
    with tempfile.TemporaryDirectory() as folder:
        found = read(write_ratings(Path(folder), ratings, LINKS))
    assert viewers_of(found) == [expected[user] for user in sorted(expected)]
    assert found.users == len(expected)
    assert set(found.matrix.data.tolist()) <= {1.0}


def test_two_entries_of_one_film_count_once(tmp_path: Path) -> None:
    found = read(write_ratings(tmp_path, [(5, 1, 4.0), (5, 4, 5.0), (6, 4, 4.5)], LINKS))
    assert found.matrix.toarray().tolist() == [[0, 1, 0, 0], [0, 1, 0, 0]]
    assert found.likers.tolist() == [0, 2, 0, 0]


def test_the_long_file_goes_before_the_short_one(tmp_path: Path) -> None:
    write_ratings(tmp_path, [(1, 2, 5.0)], LINKS, "ratings_small.csv")
    assert viewers_of(read(tmp_path)) == [{0}]
    write_ratings(tmp_path, [(1, 3, 5.0), (2, 3, 5.0)], LINKS)
    assert viewers_of(read(tmp_path)) == [{2}, {2}]


@pytest.mark.parametrize("missing", ["ratings.csv", "links.csv"])
def test_ratings_without_links_are_none_and_links_without_ratings(
    tmp_path: Path, missing: str
) -> None:
    raw = tmp_path / "raw"
    write_ratings(raw / "movies", [(1, 2, 5.0)], LINKS)
    assert find_ratings(raw) == (raw / "movies" / "ratings.csv", raw / "movies" / "links.csv")
    (raw / "movies" / missing).unlink()
    assert find_ratings(raw) is None
    assert read_likes(raw, IDS) is None


DAMAGE = {
    "empty": b"",
    "another file": b"<html>\n<p>Sign in to download</p>\n",
    "a column less": b"movieId,imdbId,userId\n1,2,3\n",
    "not text": b"userId,movieId,rating,imdbId,tmdbId\n1,\xff\xfe\x80,2,3,4\n",
    "an open quote": b'userId,movieId,rating,imdbId,tmdbId\n1,1,5,1,1\n1,"2,3,4,5\n',
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["ratings.csv", "links.csv", "ratings_small.csv"])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, name: str, damage: str) -> None:
    write_ratings(tmp_path, [(1, 2, 5.0)], LINKS, "ratings_small.csv")
    (tmp_path / name).write_bytes(DAMAGE[damage])
    with pytest.raises(RawDataError) as error:
        read_likes(tmp_path, IDS)
    assert str(error.value).startswith(f"{name} ")
    assert "movieId" in str(error.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ratings.csv", "userId,movieId,rating\n1,2,5.0\n1,2,five\n"),
        ("links.csv", "movieId,tmdbId\n2,900\n3,tt0114709\n"),
    ],
)
def test_words_for_numbers_are_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    write_ratings(tmp_path, [(1, 2, 5.0)], LINKS)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RawDataError, match=rf"^{name} "):
        read_likes(tmp_path, IDS)


def many_viewers() -> list[tuple[int, int, float]]:
    """Return ratings of sixty viewers, every one of whom likes other films than the rest."""
    sets = [films for size in (1, 2, 3) for films in combinations(range(1, 9), size)][:60]
    return [(user, film, 5.0) for user, films in enumerate(sets, start=1) for film in films]


def sampled(folder: Path, ratings: list[tuple[int, int, float]]) -> list[frozenset[int]]:
    links = [(movie, 10 + movie) for movie in range(1, 9)]
    found = read_likes(write_ratings(folder, ratings, links), np.arange(11, 19))
    assert found is not None
    return viewers_of(found)


def test_a_long_file_is_cut_down_to_the_same_viewers_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ratings = many_viewers()
    everybody = sampled(tmp_path, ratings)
    assert len(set(everybody)) == 60
    monkeypatch.setattr(likes_module, "MAX_USERS", 20)
    some = sampled(tmp_path, ratings)
    assert len(some) == 20
    assert some == [viewer for viewer in everybody if viewer in some]  # all their likes, in order
    assert some not in (everybody[:20], everybody[-20:])
    assert sampled(tmp_path, random.Random(0).sample(ratings, len(ratings))) == some
    # Whoever is not drawn could as well not be there.
    drawn = {everybody.index(viewer) + 1 for viewer in some}
    left = [rating for rating in ratings if rating[0] in drawn or rating[0] % 2]
    assert len(left) < len(ratings)
    assert sampled(tmp_path, left) == some


def test_as_many_viewers_as_fit_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = sampled(tmp_path, many_viewers())
    monkeypatch.setattr(likes_module, "MAX_USERS", 60)
    assert sampled(tmp_path, many_viewers()) == everybody


VIEWERS = st.lists(st.sets(st.integers(0, 5)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(VIEWERS, st.randoms(use_true_random=False))
def test_likes_are_counted(viewers: list[set[int]], chance: random.Random) -> None:
    likes = likes_of(viewers, 6)
    assert likes.likers.tolist() == [sum(film in one for one in viewers) for film in range(6)]
    together = likes.together().toarray()
    for one in range(6):
        for other in range(6):
            both = sum({one, other} <= viewer for viewer in viewers)
            assert together[one, other] == (both if one != other else 0)
    some = chance.sample(range(len(viewers)), len(viewers) // 2)
    assert viewers_of(likes.of(np.array(some, dtype=np.intp))) == [viewers[row] for row in some]
