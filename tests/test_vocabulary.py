"""Months, weekdays, languages and countries as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vocabulary import NotUnderstood, Vocabulary

vocabulary = Vocabulary()


@pytest.mark.parametrize(
    ("typed", "month"),
    [("Enero", 1), ("ENE", 1), ("setiembre", 9), ("sept", 9), ("set", 9), ("01", 1), ("12", 12),
     ("febrro", 2), ("diciembr", 12), ("march", 3), ("Jan", 1), ("mes de abril", 4), ("٣", 3),
     ("  MAYO. ", 5), ("agosot", 8), ("mar", 3), ("el 7", 7)],
)  # fmt: skip
def test_months(typed: str, month: int) -> None:
    assert vocabulary.month(typed) == month


@pytest.mark.parametrize("typed", ["", "13", "0", "-1", "1.5", "xx", "enero 1995", "lunes", "M"])
def test_no_months(typed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        vocabulary.month(typed)
    assert caught.value.kind == "month"


def test_a_tie_is_offered_not_guessed() -> None:
    with pytest.raises(NotUnderstood) as caught:
        vocabulary.month("juio")
    assert caught.value.suggestions == (("6", "junio"), ("7", "julio"))
    with pytest.raises(NotUnderstood) as caught:
        vocabulary.country("corea")
    assert {code for code, _ in caught.value.suggestions} == {"KP", "KR"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [("lunes", ("weekday", 0)), ("LUN", ("weekday", 0)), ("miercoles", ("weekday", 2)),
     ("los sábados", ("weekday", 5)), ("domigo", ("weekday", 6)), ("wed", ("weekday", 2)),
     ("Martez", ("weekday", 1)), ("1", ("day", 1)), ("31", ("day", 31)), ("1º", ("day", 1)),
     ("día 13", ("day", 13))],
)  # fmt: skip
def test_days(typed: str, day: tuple[str, int]) -> None:
    assert vocabulary.day(typed) == day


@pytest.mark.parametrize("typed", ["0", "32", "-5", "viernes 13", "enero", "", "🎬"])
def test_no_days(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        vocabulary.day(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("español", "es"), ("Castellano", "es"), ("spanish", "es"), ("ES", "es"), ("ingles", "en"),
     ("mandarin", "zh"), ("cantonés", "cn"), ("cn", "cn"), ("mudo", "xx"), ("hebreo", "he"),
     ("rusa", "ru"), ("italino", "it"), ("japones", "ja"), ("euskera", "eu"), ("farsi", "fa"),
     ("guarani", "gn"), ("no", "no")],
)  # fmt: skip
def test_languages(typed: str, code: str) -> None:
    assert vocabulary.language(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("España", "ES"), ("spain", "ES"), ("mejico", "MX"), ("EE.UU.", "US"), ("e.e.u.u.", "US"),
     ("USA", "US"), ("inglaterra", "GB"), ("holanda", "NL"), ("urss", "SU"), ("gb", "GB"),
     ("checoslovaquia", "XC"), ("alemania oriental", "XG"), ("hong kong", "HK"),
     ("corea del sur", "KR"), ("iralnda", "IE"), ("brazil", "BR"), ("urguay", "UY")],
)  # fmt: skip
def test_countries(typed: str, code: str) -> None:
    assert vocabulary.country(typed) == code


@pytest.mark.parametrize("typed", ["narnia", "", "zz top", "1", "<b>"])
def test_no_countries(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        vocabulary.country(typed)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    for ask in (vocabulary.month, vocabulary.day, vocabulary.language, vocabulary.country):
        try:
            assert ask(text)
        except NotUnderstood as error:
            assert error.typed == text
            assert len(error.suggestions) <= 5
