"""Results as Telegram HTML: pure functions, and the only place that writes markup.

Whatever comes from users or from the data goes through :func:`e`.
"""

from collections.abc import Iterable, Sequence
from html import escape

from handlers import formats, texts
from services.genres import GenreReading
from services.results import (
    MIN_VOTES,
    Actor,
    Company,
    CountryCount,
    DayOfMonthCount,
    Director,
    Film,
    FilmCard,
    Franchise,
    LanguageCount,
    MonthCount,
    Reason,
    Recommendation,
    Runtime,
    Score,
    Votes,
    WeekdayCount,
)
from services.vocabulary import NotUnderstood

MAX_TYPED = 80
"""Characters of what a user typed that are quoted back."""

CAST_ON_CARD = 6
REASONS = 4


def e(text: object) -> str:
    """Return text escaped for Telegram's HTML, its control characters gone."""
    clean = "".join(char for char in str(text) if char.isprintable() or char == "\n")
    return escape(clean, quote=True).replace("&#x27;", "&#39;")


def typed(text: str) -> str:
    """Return what a user typed, quoted: one line, cut, escaped."""
    line = " ".join(text.split())
    return f"«{e(line if len(line) <= MAX_TYPED else line[: MAX_TYPED - 1] + '…')}»"


def name(film: Film) -> str:
    """Return a film's name: **El padrino** (*The Godfather*, 1972)."""
    other = formats.other_title(film)
    note = f"<i>{e(other)}</i>, {film.year}" if other else str(film.year)
    return f"<b>{e(formats.title(film))}</b> ({note})"


def usage(command: str, needs: str, example: str) -> str:
    """Say what a command wants, with an example to copy."""
    return f"Escribe detrás de /{command} {needs}. Por ejemplo:\n<code>{e(example)}</code>"


def not_found(what: str, text: str, note: str = "") -> str:
    """Say that nothing is called so."""
    return f"No encuentro {what} que se llame {typed(text)}." + (f" {note}" if note else "")


def unsure_title(text: str) -> str:
    """Ask which film is meant."""
    return f"No estoy seguro de qué película es {typed(text)}. {texts.DID_YOU_MEAN}\n" + (
        f"<i>{texts.NO_LATER}</i>"
    )


def unsure_name(text: str) -> str:
    """Ask which name is meant."""
    return f"No estoy seguro de a quién te refieres con {typed(text)}. {texts.DID_YOU_MEAN}"


def other_role(text: str, command: str, instead: str) -> str:
    """Say that a person is known for the other role, with the command to copy."""
    role = "el reparto" if command == "actor" else "la dirección"
    return (
        f"No encuentro a {typed(text)} en {role} de ninguna película. "
        f"Prueba con <code>{e(instead)}</code>."
    )


def not_understood(error: NotUnderstood, command: str, example: str) -> str:
    """Say that a month, day, language or country is not clear, and what to type."""
    kinds = {
        "month": "un mes (su nombre, o un número del 1 al 12)",
        "day": "un día de la semana, o un número del 1 al 31",
        "language": "un idioma (su nombre en español o en inglés, o su código)",
        "country": "un país (su nombre en español o en inglés, o su código)",
    }
    if error.suggestions:
        return f"No sé qué quieres decir con {typed(error.typed)}. {texts.DID_YOU_MEAN}"
    return (
        f"No entiendo {typed(error.typed)}: escribe {kinds[error.kind]}. "
        f"Por ejemplo: <code>{e(example)}</code>"
    )


def month(count: MonthCount) -> str:
    """Answer /mes."""
    text = f"En <b>{formats.month(count.month)}</b> se estrenaron {_films(count.films)}."
    if count.month == 1 and count.on_first_day:
        text += "\n" + texts.JANUARY.format(films=formats.number(count.on_first_day))
    return text


def weekday(count: WeekdayCount) -> str:
    """Answer /dia for a weekday."""
    return f"Un <b>{formats.weekday(count.weekday)}</b> se estrenaron {_films(count.films)}."


def day_of_month(count: DayOfMonthCount) -> str:
    """Answer /dia for a number."""
    text = f"El día <b>{count.day}</b> (de cualquier mes) se estrenaron {_films(count.films)}."
    if count.on_first_january:
        text += "\n" + texts.JANUARY.format(films=formats.number(count.on_first_january))
    return text


def language(count: LanguageCount) -> str:
    """Answer /idioma."""
    films = _films(count.films)
    return f"En <b>{e(count.name)}</b> (idioma original) hay {films} en el catálogo."


def country(count: CountryCount) -> str:
    """Answer /pais."""
    return f"<b>{e(count.name)}</b> produjo {_films(count.films)} del catálogo."


def score(result: Score) -> str:
    """Answer /score."""
    return f"{name(result.film)}\n{_score(result.film)}\nPopularidad: " + (
        formats.decimal(result.popularity)
    )


def votes(result: Votes) -> str:
    """Answer /votos; below the minimum there is no value at all."""
    if result.mean is None:
        return (
            f"{name(result.film)} tiene menos de {formats.number(MIN_VOTES)} votos, "
            "así que no doy su promedio."
        )
    return (
        f"{name(result.film)}\nVotos: <b>{formats.number(result.votes)}</b>\n"
        f"Promedio: <b>{formats.decimal(result.mean)}</b> de 10"
    )


def runtime(result: Runtime) -> str:
    """Answer /duracion."""
    if result.minutes is None:
        return f"{name(result.film)}\nLa fuente no dice cuánto dura."
    return f"{name(result.film)}\nDuración: <b>{_minutes(result.minutes)}</b>"


def card(result: FilmCard) -> str:
    """Answer /pelicula."""
    film = result.film
    lines = [name(film), _score(film)]
    facts = [
        ("Géneros", ", ".join(formats.genre(genre) for genre in result.genres)),
        ("Duración", _minutes(film.runtime) if film.runtime else ""),
        ("Estreno", formats.date(film.date)),
        ("País", ", ".join(formats.country(code) for code in result.countries)),
        ("Idioma", formats.language(film.language) if film.language else ""),
        ("Dirección", ", ".join(result.directors)),
        ("Reparto", ", ".join(result.cast[:CAST_ON_CARD])),
        ("Saga", result.collection or ""),
        ("Título original", film.original_title if film.original_title != film.title else ""),
        ("En España", (film.title_es or "") if len(film.titles_es) > 1 else ""),
        ("En Hispanoamérica", (film.title_latam or "") if len(film.titles_es) > 1 else ""),
    ]
    lines += [f"{label}: {e(value)}" for label, value in facts if value]
    if film.budget or film.revenue:
        lines.append(_money(film))
    return "\n".join(lines)


def cast(film: Film, names: Sequence[str]) -> str:
    """List who acts in a film."""
    return _people(film, "Reparto", names)


def directors(film: Film, names: Sequence[str]) -> str:
    """List who directs a film."""
    return _people(film, "Dirección", names)


def actor(result: Actor) -> str:
    """Answer /actor."""
    if not result.films:
        return (
            f"<b>{e(result.name)}</b> solo actúa en {formats.films(result.directed)} que también "
            "dirigió, y esas no se cuentan aquí."
        )
    head = f"<b>{e(result.name)}</b> actúa en {_films(result.films)}"
    if result.directed:
        head += f" (sin contar {formats.films(result.directed)} que también dirigió)"
    lines = [
        f"{head}.",
        f"Retorno total: <b>{formats.times(result.total_return)}</b> · "
        f"promedio por película: <b>{formats.times(result.mean_return)}</b>",
        f"Con presupuesto y recaudación conocidos: {formats.films(result.known)}, "
        f"promedio {formats.times(result.mean_known)}",
        *_return_note(result.unit_errors, result.return_without_errors),
    ]
    return "\n".join(lines)


def director(result: Director, shown: Iterable[Film]) -> str:
    """Answer /director: the total, then some of the films."""
    lines = [
        f"<b>{e(result.name)}</b> dirigió {_films(len(result.films))}.",
        f"Retorno total: <b>{formats.times(result.total_return)}</b>",
        *_return_note(result.unit_errors, result.return_without_errors),
    ]
    return "\n".join(lines) + "".join(f"\n\n{_directed(film)}" for film in shown)


def company(result: Company) -> str:
    """Answer /productora."""
    lines = [
        f"<b>{e(result.name)}</b> produjo {_films(result.films)}.",
        f"Recaudación total: <b>{formats.known_money(result.revenue)}</b> "
        f"(se conoce la de {formats.films(result.known)})",
        *_money_note(result.unit_errors),
    ]
    if result.variants:
        lines.append("Cuento solo ese nombre exacto; otras que se llaman parecido:")
    return "\n".join(lines)


def franchise(result: Franchise) -> str:
    """Answer /franquicia."""
    lines = [
        f"<b>{e(result.name)}</b>: {_films(len(result.films))}.",
        f"Recaudación total: <b>{formats.known_money(result.revenue)}</b> · "
        f"promedio por película: <b>{formats.money(result.mean_revenue)}</b>",
        f"Ganancia (recaudación menos presupuesto): <b>{formats.money(result.profit)}</b>, "
        f"con los dos datos en {formats.films(result.known)}",
        *_money_note(result.unit_errors),
        "",
        *(f"• {name(film)}: {formats.known_money(film.revenue)}" for film in result.films[:25]),
    ]
    return "\n".join(lines)


def recommendations(film: Film, found: Iterable[tuple[Film, Recommendation]]) -> str:
    """Answer /recomendar."""
    lines = [f"Si te gustó {name(film)}:"]
    for place, (other, one) in enumerate(found, start=1):
        why = _because(one.because)
        lines.append(
            f"{place}. {name(other)} · {_score(other)}" + (f"\n    <i>{why}</i>" if why else "")
        )
    return "\n".join(lines)


def genres(reading: GenreReading) -> str:
    """Answer /genero: the genres that apply, then all of them."""
    applies = reading.applies or tuple(reading.probabilities)[:1]
    sure = "Por la trama, diría que es:" if reading.applies else "No lo tengo claro; quizá:"
    lines = [sure, *(f"• <b>{_genre(reading, one)}</b>" for one in applies)]
    every = "\n".join(_genre(reading, one) for one in reading.probabilities)
    return "\n".join(lines) + f"\n<blockquote expandable>Los 23 géneros:\n{every}</blockquote>"


def unsure_plot(reading: GenreReading) -> str:
    """Say that too few words of a plot are known."""
    return texts.UNSURE.format(known=reading.known_words, words=reading.words)


def help_text(rows: Iterable[tuple[str, str]]) -> str:
    """Answer /ayuda: what can be asked (what it gives, an example to copy)."""
    lines = [f"{e(what)}\n<code>{e(example)}</code>" for what, example in rows]
    return "\n".join([texts.HELP_HEAD, "", *lines, "", texts.HELP_FOOT])


def _films(count: int) -> str:
    return f"<b>{formats.films(count)}</b>"


def _score(film: Film) -> str:
    if not film.votes:
        return "Sin votos"
    count = f"{formats.number(film.votes)} {'voto' if film.votes == 1 else 'votos'}"
    return f"Puntuación: <b>{formats.decimal(film.score)}</b> de 10 ({count})"


def _minutes(minutes: int) -> str:
    return f"{minutes} minuto{'' if minutes == 1 else 's'}"


def _money(film: Film) -> str:
    text = (
        f"Presupuesto: {formats.known_money(film.budget)} · "
        f"recaudación: {formats.known_money(film.revenue)}"
    )
    if film.money_known:
        text += f" · retorno: {formats.times(film.money_return)}"
    return "\n".join([text, *_money_note(int(film.unit_error))])


def _directed(film: Film) -> str:
    profit = "sin dato" if film.profit is None else formats.money(film.profit)
    back = formats.times(film.money_return) if film.money_known else "sin dato"
    return (
        f"{name(film)}\n{formats.date(film.date)} · retorno {back}\n"
        f"costo {formats.known_money(film.budget)} · recaudación "
        f"{formats.known_money(film.revenue)} · ganancia {profit}"
    )


def _people(film: Film, what: str, names: Sequence[str]) -> str:
    return f"{name(film)}\n{what}: {e(', '.join(names) or 'la fuente no lo dice')}"


def _because(reasons: Sequence[Reason]) -> str:
    """Say in Spanish what two films share; keywords are English and left out."""
    verbs = {"collection": "de la misma saga", "director": "también de", "cast": "con"}
    parts: list[str] = []
    for kind in ("collection", "director", "cast", "genre"):
        names = [reason.name for reason in reasons if reason.kind == kind][:REASONS]
        if kind == "collection" and names:
            parts.append(verbs[kind])
        elif kind == "genre":
            parts += [formats.genre(one) for one in names]
        elif names:
            parts.append(f"{verbs[kind]} {', '.join(names[:2])}")
    return e(" · ".join(parts[: REASONS + 1]))


def _genre(reading: GenreReading, one: str) -> str:
    return f"{formats.genre(one)}: {formats.percent(reading.probabilities[one])}"


def _return_note(errors: int, without: float) -> list[str]:
    if not errors:
        return []
    which = "una película lleva" if errors == 1 else f"{errors} películas llevan"
    return [
        f"<i>Ojo: {which} cifras de menos de 1.000 US$, un error de unidades de la fuente; sin "
        f"contarlas, el retorno total es {formats.times(without)}.</i>"
    ]


def _money_note(errors: int) -> list[str]:
    if not errors:
        return []
    which = "una película lleva" if errors == 1 else f"{errors} películas llevan"
    return [
        f"<i>Ojo: {which} cifras de menos de 1.000 US$, casi seguro un error de unidades de la "
        "fuente.</i>"
    ]
