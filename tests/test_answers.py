"""What the chat writes about money, against facts counted another way, for names drawn by lot."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from handlers import QUESTIONS, formats
from handlers.choices import NONE
from handlers.films import card
from handlers.render import plain
from handlers.reply import Reply
from services import Services
from tests.facts import Facts, shipped

DRAWN = 25
Row = dict[str, Any]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return shipped()


def draw(films: Mapping[str, list[int]], seed: int, least: int = 4) -> list[str]:
    """Return names drawn by lot: some with several films, some with any number."""
    lot = random.Random(seed)
    busy = sorted(name for name, found in films.items() if len(found) >= least)
    return lot.sample(busy, DRAWN - 5) + lot.sample(sorted(films), 5)


def ask(services: Services, command: str, name: str) -> Reply:
    """Ask for a name in full, and check that it is answered at once."""
    reply = QUESTIONS[command].ask(services, name)
    assert NONE not in [b.action.question for row in reply.buttons for b in row], name
    return reply


def lines(reply: Reply) -> list[str]:
    return [plain(line) for line in reply.html.splitlines()]


def returns(rows: Iterable[Row]) -> list[float]:
    """Return revenue / budget of the films that have both."""
    return [row["revenue"] / row["budget"] for row in rows if row["revenue"] and row["budget"]]


def errors(rows: Iterable[Row], *columns: str) -> int:
    """Count the films whose sum is moved by a figure below a thousand dollars."""
    return sum(
        all(row[column] for column in columns) and any(row[column] < 1000 for column in columns)
        for row in rows
    )


def notes(reply: Reply) -> int:
    """Return how many films the answer warns of."""
    found = re.search(r"Ojo: (una|\d+) película", plain(reply.html))
    return int(found[1].replace("una", "1")) if found else 0


def names_of(row: Row) -> set[str]:
    return {row[n] for n in ("title", "original_title", "title_es", "title_latam") if row[n]}


def test_actors(services: Services, facts: Facts) -> None:
    for name in draw(facts.cast, 1):
        own = set(facts.directors.get(name, ()))
        rows = [facts.films[film] for film in facts.cast[name] if film not in own]
        earned = returns(rows)
        reply = ask(services, "actor", name)
        if not rows:
            assert f"{name} solo actúa en" in plain(reply.html)
            continue
        first, money, known = lines(reply)[:3]
        assert first.startswith(f"{name} actúa en {formats.films(len(rows))}")
        directed = len(facts.cast[name]) - len(rows)
        assert (f"sin contar {formats.films(directed)}" in first) == bool(directed)
        mean, over = sum(earned) / len(rows), sum(earned) / max(1, len(earned))
        assert money == (
            f"Retorno total: {formats.times(sum(earned))} · "
            f"promedio por película: {formats.times(mean)}"
        )
        assert known.endswith(f": {formats.films(len(earned))}, promedio {formats.times(over)}")
        assert notes(reply) == errors(rows, "budget", "revenue"), name


def directed(row: Row) -> str:
    """Return what /director says of a film below its name."""
    budget, revenue = row["budget"], row["revenue"]
    both = budget and revenue
    back = formats.times(revenue / budget) if both else "sin dato"
    profit = formats.money(revenue - budget) if both else "sin dato"
    return (
        f"{formats.date(row['date'])} · retorno {back}\n"
        f"costo {formats.money(budget) if budget else 'sin dato'} · "
        f"recaudación {formats.money(revenue) if revenue else 'sin dato'} · ganancia {profit}"
    )


def test_directors(services: Services, facts: Facts) -> None:
    question = QUESTIONS["director"]
    for name in [*draw(facts.directors, 2), "Steven Spielberg"]:
        rows = [facts.films[film] for film in facts.directors[name]]
        reply = ask(services, "director", name)
        assert lines(reply)[0] == f"{name} dirigió {formats.films(len(rows))}."
        assert lines(reply)[1] == f"Retorno total: {formats.times(sum(returns(rows)))}"
        assert notes(reply) == errors(rows, "budget", "revenue")
        blocks = reply.html.split("\n\n")[1:]
        pages = [b.text for row in reply.buttons for b in row if "/" in b.text]
        key = question_key(reply)
        for page in range(1, int(pages[0].split("/")[1]) if pages else 1):
            blocks += question.about(services, key, page).html.split("\n\n")[1:]
        shown = [tuple(block.split("\n", 1)) for block in blocks]
        rows.sort(key=lambda row: row["date"], reverse=True)
        assert [int(plain(head)[-5:-1]) for head, _ in shown] == [r["date"].year for r in rows]
        assert Counter(body for _, body in shown) == Counter(map(directed, rows))
        for (_, body), row in zip(shown, rows, strict=True):
            assert body.startswith(formats.date(row["date"]))
        heads = " ".join(plain(head) for head, _ in shown)
        assert all(any(name in heads for name in names_of(row)) for row in rows)


def question_key(reply: Reply) -> str:
    """Return the key of the arrow that turns the page, "" where there is one page."""
    arrows = [b.action.key for row in reply.buttons for b in row if b.text == "▶"]
    return arrows[0] if arrows else ""


def test_franchises(services: Services, facts: Facts) -> None:
    for name in [*draw(facts.collections, 3, least=3), "James Bond Collection"]:
        rows = sorted((facts.films[f] for f in facts.collections[name]), key=lambda r: r["date"])
        reply = ask(services, "franquicia", name)
        text = "\n".join(lines(reply))
        revenue = sum(row["revenue"] for row in rows)
        earned = [row for row in rows if row["revenue"]]
        both = [row for row in earned if row["budget"]]
        assert name in text.splitlines()[0]
        assert text.splitlines()[0].endswith(f": {formats.films(len(rows))}.")
        total = formats.money(revenue) if revenue else "sin dato"
        assert f"Recaudación total: {total} (se conoce la de {formats.films(len(earned))})" in text
        mean = f"Promedio por película: {formats.money(revenue / len(rows))}"
        assert (mean in text) == bool(earned)
        profit = formats.money(sum(row["revenue"] - row["budget"] for row in both))
        said = f"{profit}, con los dos datos en {formats.films(len(both))}"
        assert (said in text) == bool(both)
        listed = re.findall(r"^• (.+) \(.*?(\d{4})\): (.+)$", text, re.M)
        assert [int(year) for _, year, _ in listed] == [r["date"].year for r in rows[:25]]
        assert Counter(money for *_, money in listed) == Counter(
            formats.money(row["revenue"]) if row["revenue"] else "sin dato" for row in rows[:25]
        )
        assert ("y 1 película más" in text) == (len(rows) == 26)


def test_companies(services: Services, facts: Facts) -> None:
    for name in draw(facts.companies, 4):
        rows = [facts.films[film] for film in facts.companies[name]]
        revenue = sum(row["revenue"] for row in rows)
        known = sum(row["revenue"] > 0 for row in rows)
        reply = ask(services, "productora", name)
        assert lines(reply)[0] == f"{name} produjo {formats.films(len(rows))}."
        assert lines(reply)[1] == (
            f"Recaudación total: {formats.money(revenue) if revenue else 'sin dato'} "
            f"(se conoce la de {formats.films(known)})"
        )
        assert notes(reply) == errors(rows, "revenue")


def test_unit_errors_are_said(services: Services, facts: Facts) -> None:
    """The draw above has few: here are people and companies that have some."""
    wrong = [row["id"] for row in facts.films.values() if errors([row], "budget", "revenue")]
    lot = random.Random(5)
    for command, names in (("director", facts.directors), ("productora", facts.companies)):
        columns = ("budget", "revenue") if command == "director" else ("revenue",)
        touched = sorted(name for name, films in names.items() if set(films) & set(wrong))
        for name in lot.sample(touched, DRAWN):
            rows = [facts.films[film] for film in names[name]]
            assert notes(ask(services, command, name)) == errors(rows, *columns), name


def test_only_films_for_all_show_their_poster(services: Services, facts: Facts) -> None:
    adult = [row for row in facts.films.values() if row["adult"]]
    others = random.Random(6).sample(sorted(facts.films), DRAWN)
    assert any(row["poster_path"] for row in adult)
    assert [card(services, row["id"]).preview for row in adult] == [None] * len(adult)
    for row in (facts.films[film] for film in others if not facts.films[film]["adult"]):
        path = row["poster_path"]
        shown = card(services, row["id"]).preview
        assert shown == (f"https://image.tmdb.org/t/p/w500{path}" if path else None)


@pytest.mark.parametrize("typed", ["amor", "rusia", "oro", "love", "the", "amigo"])
def test_a_word_of_one_title_is_no_franchise(services: Services, typed: str) -> None:
    assert services.franchises.find(typed)[0] is None
