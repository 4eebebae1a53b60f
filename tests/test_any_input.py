"""Whatever people type or press, every handler has an answer that Telegram takes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import QUESTIONS
from handlers.inline import _Inline
from handlers.reply import Reply, StaleError
from services import Services
from tests.telegram_html import parse_html

COMMANDS = sorted({question.command for question in QUESTIONS.values()})
KEYS = st.from_regex(r"[A-Za-z0-9.]{1,20}", fullmatch=True) | st.integers(0, 10**7).map(str)


def check(reply: Reply) -> None:
    text = parse_html(reply.html).text
    assert 0 < len(text.encode("utf-16-le", "surrogatepass")) // 2 <= 4096


@pytest.mark.parametrize("command", COMMANDS)
def test_any_text_behind_a_command(services: Services, command: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
    def ask(text: str) -> None:
        check(QUESTIONS[command].ask(services, text))

    ask()


@pytest.mark.parametrize("command", COMMANDS)
def test_any_key_of_a_button(services: Services, command: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(KEYS, st.integers(0, 999))
    def press(key: str, page: int) -> None:
        try:
            check(QUESTIONS[command].about(services, key, page))
        except StaleError:
            return

    press()


def test_any_inline_query(services: Services) -> None:
    inline = _Inline(QUESTIONS)

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
    def type_it(text: str) -> None:
        for result in inline._page(services, inline._entries(services, text.strip())):
            article = json.loads(result)
            assert article["title"] and len(article["id"].encode()) <= 64

    type_it()
