"""The codec of callback data, and what buttons may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import QUESTIONS, menu
from handlers.choices import HERE, NONE, decode, encode, keyboard, name_key, name_of, pager
from handlers.reply import Action, Button, Reply, StaleError

ACTIONS = st.builds(
    Action,
    st.sampled_from([*(question.command for question in QUESTIONS.values()), NONE, HERE]),
    st.from_regex(r"[A-Za-z0-9.]{1,20}", fullmatch=True),
    st.integers(0, 999),
)


@given(ACTIONS, st.none() | st.integers(1, 2**52))
def test_what_goes_in_comes_out(action: Action, owner: int | None) -> None:
    data = encode(action, owner)
    assert len(data.encode()) <= 64
    assert decode(data) == (action, owner)


@given(st.text(max_size=64))
def test_any_data_is_read_or_refused(data: str) -> None:
    try:
        action, owner = decode(data)
    except StaleError:
        return
    assert encode(action, owner) == data or data.split(":")[2] != str(action.page)


@pytest.mark.parametrize("key", ["", "El padrino", "a:b", "x" * 31, "ñ"])
def test_a_key_that_does_not_fit_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a button"):
        encode(Action("score", key), 1)


def test_names_are_checked() -> None:
    names = ["Ana", "Luis"]
    key = name_key(1, "Luis")
    assert name_of(key, names.__getitem__) == "Luis"
    for stale in ("0" + key[1:], "7.abc", "x", key + "0"):
        with pytest.raises(StaleError):
            name_of(stale, names.__getitem__)


def test_a_pager_has_no_way_out_of_the_list() -> None:
    assert pager("director", "1.a", 0, 1) == ()
    assert [b.text for b in pager("director", "1.a", 0, 3)[0]] == ["1/3", "▶"]
    assert [b.text for b in pager("director", "1.a", 1, 3)[0]] == ["◀", "2/3", "▶"]
    assert [b.text for b in pager("director", "1.a", 2, 3)[0]] == ["◀", "3/3"]


def test_a_reply_without_buttons_has_no_keyboard() -> None:
    assert keyboard(Reply("x"), 1) is None
    found = keyboard(Reply("x", ((Button("a", Action("score", "1")),),)), None)
    assert found is not None and found.inline_keyboard[0][0].callback_data == "score:1:0:"


def test_the_menu_is_valid_and_whole() -> None:
    commands = dict(menu())
    assert set(commands) >= set(
        "mes dia score votos actor director recomendar genero idioma duracion franquicia pais "
        "productora pelicula ayuda".split()
    )
    assert all(1 <= len(text) <= 256 for text in commands.values())
    assert len(menu()) == len(commands)
