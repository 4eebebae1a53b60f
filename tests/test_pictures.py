"""What pictures show, against facts counted another way, and what they look like."""

import io
import random
from dataclasses import replace

import pytest
from PIL import Image

from handlers import DRAWINGS, QUESTIONS, formats, render
from handlers.people import person_key
from handlers.pictures.charts import (
    Bar,
    Bars,
    Chart,
    FilmBars,
    Picture,
    Timeline,
)
from handlers.pictures.drawing import draw
from handlers.pictures.sheet import PAPER, VERMILLION, WIDTH
from handlers.reply import StaleError
from services import Services
from tests.facts import Facts, shipped
from tests.pictures import pictures
from tests.telegram_html import parse_html

JANUARY = "Del 1 de enero"
DRAWN = 12


@pytest.fixture(scope="module")
def facts() -> Facts:
    return shipped()


@pytest.fixture(scope="module")
def all_pictures(services: Services) -> dict[str, Picture]:
    return {typed: make() for typed, make in pictures(services).items()}


def counted(reply_picture: Picture | None) -> Bars:
    assert reply_picture is not None and isinstance(reply_picture.chart, Bars)
    return reply_picture.chart


def opened(chart: Chart) -> Image.Image:
    png = draw(chart)
    image = Image.open(io.BytesIO(png))
    image.load()
    assert (image.format, image.mode) == ("PNG", "RGB")
    return image


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def is_first(film: dict[str, object]) -> bool:
    return str(film["date"])[5:10] == "01-01"


@pytest.mark.parametrize("month", range(1, 13))
def test_months(services: Services, facts: Facts, month: int) -> None:
    chart = counted(QUESTIONS["mes"].ask(services, str(month)).picture)
    assert [bar.value for bar in chart.bars] == [facts.months[one] for one in range(1, 13)]
    assert [bar.marked for bar in chart.bars].index(True) == month - 1
    first = sum(map(is_first, facts.films.values()))
    assert [bar.hatched for bar in chart.bars] == [first, *[0] * 11] == [3_142, *[0] * 11]
    assert chart.bars[0].text == "5.910" and chart.legend.startswith(JANUARY)


def test_weekdays(services: Services, facts: Facts) -> None:
    chart = counted(QUESTIONS["dia"].ask(services, "viernes").picture)
    assert [bar.value for bar in chart.bars] == [facts.weekdays[one] for one in range(7)]
    hatched = [
        sum(is_first(film) for film in facts.films.values() if film["date"].weekday() == one)
        for one in range(7)
    ]
    assert [bar.hatched for bar in chart.bars] == hatched
    assert [bar.label for bar in chart.bars if bar.marked] == ["viernes"]


def test_days_of_the_month(services: Services, facts: Facts) -> None:
    chart = counted(QUESTIONS["dia"].ask(services, "15").picture)
    assert [bar.value for bar in chart.bars] == [facts.days[one] for one in range(1, 32)]
    assert [bar.label for bar in chart.bars if bar.marked] == ["15"]


def timeline(picture: Picture) -> Timeline:
    assert isinstance(picture.chart, Timeline)
    return picture.chart


def millions(facts: Facts, film_ids: list[int]) -> list[float | None]:
    rows = sorted((facts.films[film] for film in film_ids), key=lambda row: row["date"])
    return [row["revenue"] / 1e6 if row["revenue"] >= 1000 else None for row in rows]


def same(found: list[float | None], expected: list[float | None]) -> bool:
    """Compare without order: films of one date may stand either way."""

    def key(value: float | None) -> float:
        return -1.0 if value is None else value

    return sorted(map(key, found)) == pytest.approx(sorted(map(key, expected)))


@pytest.mark.parametrize("role", ["actor", "director"])
def test_films_of_people(services: Services, facts: Facts, role: str) -> None:
    films = facts.cast if role == "actor" else facts.directors
    names = sorted(
        name
        for name, found in films.items()
        if sum(facts.films[film]["score"] > 0 for film in found) >= 5
    )
    for name in [*random.Random(4).sample(names, DRAWN), "Clint Eastwood"]:
        own = set(facts.directors.get(name, ())) if role == "actor" else set()
        counts = [film for film in films[name] if film not in own]
        key = person_key(services, name)
        reply = QUESTIONS[role].about(services, key, 0)
        asked = [b.action for row in reply.buttons for b in row if b.picture]
        assert [one.key for one in asked] == [key], name
        chart = timeline(DRAWINGS[asked[0].question](services, key))
        assert chart.title == name and len(chart.points) == len(counts)
        known = millions(facts, counts)
        if sum(value is not None for value in known) >= max(3, len(known) / 4):
            assert same([point.value for point in chart.points], known), name
        else:
            scores = [facts.films[film]["score"] or None for film in counts]
            assert same([point.value for point in chart.points], scores), name
            assert "puntuación" in chart.measure and chart.full == 10
        dates = [facts.films[film]["date"].year for film in counts]
        assert sorted(int(point.when) for point in chart.points) == sorted(dates)


def test_franchises(services: Services, facts: Facts) -> None:
    names = sorted(name for name, found in facts.collections.items() if len(found) >= 2)
    for name in [*random.Random(5).sample(names, DRAWN), "James Bond Collection"]:
        rows = sorted((facts.films[f] for f in facts.collections[name]), key=lambda r: r["date"])
        number = rows[0]["collection"]
        reply = QUESTIONS["franquicia"].about(services, str(number), 0)
        offered = any(button.picture for row in reply.buttons for button in row)
        assert offered == (sum(row["revenue"] >= 1000 for row in rows) >= 2), name
        chart = DRAWINGS["dibujosaga"](services, str(number)).chart
        if isinstance(chart, FilmBars):
            expected = [row["revenue"] if row["revenue"] >= 1000 else None for row in rows]
            assert [film.value for film in chart.films] == expected
            assert [film.year for film in chart.films] == [row["date"].year for row in rows]
        else:
            assert isinstance(chart, Timeline) and len(chart.points) == len(rows) > 10


@pytest.mark.parametrize("question", sorted(DRAWINGS))
@pytest.mark.parametrize("key", ["0", "999999999", "1.ffff", "x", "-1", "٣"])
def test_an_old_button_is_stale(services: Services, question: str, key: str) -> None:
    with pytest.raises(StaleError):
        DRAWINGS[question](services, key)


def test_one_film_needs_no_picture(services: Services, facts: Facts) -> None:
    alone = [n for n, f in facts.directors.items() if len(f) == 1 and facts.films[f[0]]["revenue"]]
    unrated = [
        name
        for name, found in facts.directors.items()
        if len(found) == 2 and not any(facts.films[film]["votes"] for film in found)
    ]
    for name in [*random.Random(6).sample(sorted(alone), 5), *unrated[:3]]:
        reply = QUESTIONS["director"].about(services, person_key(services, name), 0)
        assert reply.buttons == ()


def test_every_picture_is_a_small_page_with_margins(all_pictures: dict[str, Picture]) -> None:
    for typed, picture in all_pictures.items():
        image = opened(picture.chart)
        assert image.width == WIDTH and 300 <= image.height <= 1100, typed
        for box in ((0, 0, 12, image.height), (WIDTH - 12, 0, WIDTH, image.height),
                    (0, 0, WIDTH, 12), (0, image.height - 12, WIDTH, image.height)):  # fmt: skip
            assert image.crop(box).getcolors() == [(_area(box), rgb(PAPER))], typed


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def test_captions_say_what_is_seen(all_pictures: dict[str, Picture], services: Services) -> None:
    for typed, picture in all_pictures.items():
        text = parse_html(picture.caption).text
        assert 40 < len(text) <= 1024, typed
    enero = parse_html(all_pictures["/mes enero"].caption).text
    assert "enero 5.910" in enero and "diciembre 3.781" in enero and "3.142" in enero
    bond = parse_html(all_pictures["/franquicia james bond"].caption).text
    assert "26 películas" in bond and "Skyfall (2012), 1108,6 M" in bond
    both = parse_html(all_pictures["/comparar titanic, avatar"].caption).text
    assert "Titanic (1997, a la izquierda)" in both and "votos, 7.770 y 12.114" in both


def test_the_same_picture_is_the_same_bytes(all_pictures: dict[str, Picture]) -> None:
    for picture in list(all_pictures.values())[:4]:
        assert draw(picture.chart) == draw(picture.chart)


def full_rows(chart: Bars) -> set[int]:
    """Return the lines of pixels of which most have the colour of what was asked about."""
    image = opened(chart)
    strips = (image.crop((0, y, WIDTH, y + 1)) for y in range(image.height))
    counts = [{c: n for n, c in strip.getcolors(WIDTH) or ()} for strip in strips]
    return {y for y, found in enumerate(counts) if found.get(rgb(VERMILLION), 0) > WIDTH / 2}


def test_the_bar_that_was_asked_about_stands_out() -> None:
    def chart(hatched: int = 0, marked: int = 2) -> Bars:
        bars = (Bar(str(n), 10, "10", hatched, n == marked) for n in range(4))
        return Bars("t", tuple(bars), "rayas")

    seen = full_rows(chart())
    assert 50 < max(seen) - min(seen) + 1 == len(seen) < 80  # one bar of four
    assert max(full_rows(chart(marked=1))) < min(seen)
    assert len(full_rows(chart(hatched=10))) < 10  # only the frame
    assert not full_rows(chart(marked=9))


def test_titles_in_pictures_are_in_latin_letters(services: Services) -> None:
    thai = services.films[38526]
    assert formats.picture_title(thai) == "Bangkok Adrenaline" != formats.label(thai)


def test_a_unit_error_is_no_revenue(services: Services, facts: Facts) -> None:
    wrong = [row for row in facts.films.values() if 0 < row["revenue"] < 1000]
    assert len(wrong) > 100
    film = services.films[wrong[0]["id"]]
    others = services.films.many((238, 597, 19995))
    picture = render.films_picture("x", [film, *others], "Películas")
    assert "recaudación" in timeline(picture).measure
    assert [point.value for point in timeline(picture).points].count(None) == 1


def test_what_an_actor_directed_is_told_to_be_left_out(services: Services) -> None:
    picture = DRAWINGS["dibujoactor"](services, person_key(services, "Clint Eastwood"))
    assert "actúa y no dirigió" in timeline(picture).measure
    left_out = services.people.actor("Clint Eastwood").directed
    assert f"No cuentan {left_out} películas que también dirigió." in picture.caption
    alone = DRAWINGS["dibujoactor"](services, person_key(services, "Ricardo Darín"))
    assert "dirigió" not in alone.caption or services.people.actor("Ricardo Darín").directed


def test_captions_call_things_by_their_names(services: Services) -> None:
    titanic = services.films[597]
    one = render.films_picture("x", [titanic], "Películas").caption
    assert "La mejor puntuada: Titanic" in one or "La que más recaudó: Titanic" in one
    many = render.films_picture("x", services.films.many((238, 597, 19995)), "Películas").caption
    assert "Las que más recaudaron: Avatar" in many and "sin descontar la inflación" in many
    silent = [replace(film, revenue=0) for film in services.films.many((238, 597))]
    caption = render.films_picture("x", silent, "Películas").caption
    assert "Las mejor puntuadas: El padrino" in caption and "US$" not in caption


def test_a_revenue_that_few_films_have_is_no_measure(services: Services) -> None:
    films = services.films.many((238, 597, 19995))
    unknown = [replace(films[0], revenue=0) for _ in range(10)]
    assert "puntuación" in timeline(render.films_picture("x", [*films, *unknown], "P")).measure
    few = render.films_picture("x", [*films, *unknown[:9]], "P")
    assert "recaudación" in timeline(few).measure


def test_a_score_that_no_vote_can_give_is_not_known(services: Services) -> None:
    film = replace(services.films[597], revenue=0)
    picture = render.films_picture("x", [film, replace(film, score=0.0)], "P")
    assert [point.value for point in timeline(picture).points] == [7.5, None]
    assert "Sin puntuación: 1 película" in picture.caption


def test_small_sums_need_no_millions(services: Services) -> None:
    franchise = services.franchises.franchise(services.franchises.find("toy story")[0] or 0)
    small = tuple(replace(film, revenue=90_000) for film in franchise.films)
    assert "M:" not in render.franchise_picture(replace(franchise, films=small)).caption
    assert "M: millones de US$" in render.franchise_picture(franchise).caption


def test_a_weekday_tells_of_1_january_where_it_weighs(services: Services) -> None:
    monday, friday = (QUESTIONS["dia"].ask(services, day).html for day in ("lunes", "viernes"))
    assert "469 llevan fecha del 1 de enero" in monday and "enero" not in friday
