"""Two films face to face as a picture, and its caption."""

from collections.abc import Sequence

from handlers.pictures.charts import Facing, Picture, Versus
from handlers.render.base import e, money_note
from handlers.render.compare import FACTS, Fact
from handlers.render.pictures import DOLLARS, MILLIONS, cut_title
from services.results import Comparison, Film

_DOUBTFUL = "cifra dudosa"


def versus_picture(result: Comparison) -> Picture:
    """Show two films face to face."""
    one, other = result.one, result.other
    titles = (cut_title(one), cut_title(other))
    facts = tuple(_facing(fact, one, other) for fact in FACTS if _worth_showing(fact, one, other))
    said = "; ".join(f"{fact.label.lower()}, {fact.texts[0]} y {fact.texts[1]}" for fact in facts)
    left, right = (
        f"<b>{e(title)}</b> ({film.year}" for title, film in zip(titles, (one, other), strict=True)
    )
    note = _note(facts)
    notes = [f"{note}."] if note else []
    if any(_DOUBTFUL in fact.texts for fact in facts):
        notes += money_note(one.unit_error + other.unit_error)
    caption = f"{left}, a la izquierda) y {right}, a la derecha): {e(said)}."
    versus = Versus(titles, (one.year, other.year), facts, note)
    return Picture(versus, " ".join([caption, *notes]))


def _worth_showing(fact: Fact, one: Film, other: Film) -> bool:
    return fact.noted and (fact.value(one) is not None or fact.value(other) is not None)


def _facing(fact: Fact, one: Film, other: Film) -> Facing:
    texts = _written(fact, one), _written(fact, other)
    values = (fact.sound(one), fact.sound(other))
    return Facing(fact.label, values, texts, fact.larger(one, other), fact.full)


def _written(fact: Fact, film: Film) -> str:
    if fact.value(film) is None:
        return fact.missing(film)
    return _DOUBTFUL if fact.doubtful(film) else fact.short(film)


def _note(facts: Sequence[Facing]) -> str:
    """Return what the signs of a picture mean, those that it has."""
    texts = [text for fact in facts for text in fact.texts]
    notes = [MILLIONS] if any(text.endswith(" M") for text in texts) else []
    if any(text.endswith((" M", " US$")) for text in texts):
        notes.append(DOLLARS.removeprefix("US$ ") if notes else DOLLARS)
    said = " ".join(notes)
    loss = any(value is not None and value < 0 for fact in facts for value in fact.values)
    return "; ".join([part for part in (said, "a rayas, pérdidas" if loss else "") if part])
