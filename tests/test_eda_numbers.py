"""The numbers of the report that ships, by another route: plain Python over the rows."""

import html
import re
import statistics
from collections import Counter, defaultdict
from itertools import combinations

from scipy.stats import spearmanr

from tests.facts import DATA, rows, shipped

HTML = (DATA / "eda" / "informe.html").read_text(encoding="utf-8")


def told(key: str) -> str:
    """Return all that is said of a figure: in its place, beside its picture, in the summary."""
    (article,) = re.findall(rf'<article id="{key}".*?</article>', HTML, re.S)
    findings = re.findall(rf'<li>(.*?) <a href="#{key}" aria-label', HTML)
    alt = re.findall(r' alt="([^"]*)"', article)
    return html.unescape(" ".join([*alt, re.sub(r"<[^>]+>", " ", article), *findings]))


TOLD = {key: told(key) for key in re.findall(r'<article id="([a-z-]+)"', HTML)}


def spanish(number: float) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_counts_of_films() -> None:
    films = list(shipped().films.values())
    unvoted = sum(film["votes"] == 0 for film in films)
    assert unvoted == 2846
    assert f"{whole(unvoted)} películas tienen nota 0" in TOLD["notas-cero"]
    odd = sum(film["score"] == 0 and film["votes"] > 0 for film in films)
    assert f"y {odd} tienen alguno (en naranja)" in TOLD["notas-cero"]
    scores = {film["score"] for film in films if film["votes"] > 0 and film["score"]}
    assert min(scores) >= 0.5  # as the report says of scores that somebody gave
    both = sum(film["budget"] > 0 and film["revenue"] > 0 for film in films)
    assert f"en {whole(both)} películas de {whole(len(films))}" in TOLD["ceros"]
    years = Counter(film["date"].year for film in films)
    best, most = years.most_common(1)[0]
    assert f"el año con más: {best}, con {whole(most)}" in TOLD["anos"]
    enough = sum(film["votes"] >= 2000 for film in films)
    assert f"tienen {enough}" in TOLD["votos"]


def test_dates() -> None:
    facts = shipped()
    first = sum((f["date"].month, f["date"].day) == (1, 1) for f in facts.films.values())
    january = facts.months[1]
    assert f"cuenta {whole(january)} películas y avisa de las {whole(first)}" in (TOLD["meses"])
    assert f"sin ellas serían {whole(january - first)}" in TOLD["meses"]
    others = Counter(
        film["date"].month
        for film in facts.films.values()
        if (film["date"].month, film["date"].day) != (1, 1)
    )
    ((month, most),) = others.most_common(1)
    assert month == 9
    said = f"sin contar el 1 de enero, el mes con más estrenos es septiembre ({whole(most)}"
    assert said in TOLD["meses"]
    decades: dict[int, list[bool]] = defaultdict(list)
    for film in facts.films.values():
        date = film["date"]
        decades[date.year // 10 * 10].append((date.month, date.day) == (1, 1))
    parts = {decade: statistics.fmean(f) for decade, f in decades.items() if len(f) >= 100}
    low, high = min(parts, key=parts.__getitem__), max(parts, key=parts.__getitem__)
    told = TOLD["primero-de-enero"]
    assert "en las décadas con 100 películas o más" in told
    assert f"(la de {low}) al {round(100 * parts[high])}\u00a0% (la de {high})" in told
    for number, name in enumerate("lunes martes miércoles jueves viernes sábado domingo".split()):
        assert f"{name}: {whole(facts.weekdays[number])}" in TOLD["dias"]
    days = Counter((film["date"].month, film["date"].day) for film in facts.films.values())
    usual = statistics.median(count for (_, day), count in days.items() if day > 1)
    assert f"unas {round(usual)} películas" in TOLD["primero-de-enero"]


def test_languages_countries_genres() -> None:
    facts = shipped()
    alt = TOLD["idiomas"]
    assert f"inglés: {whole(facts.languages['en'])}; francés: {whole(facts.languages['fr'])}" in alt
    alt = TOLD["paises"]
    assert f"Estados Unidos: {whole(len(facts.countries['US']))}; Reino Unido: " in alt
    genres: dict[int, set[str]] = defaultdict(set)
    for row in rows("genres"):
        genres[row["film"]].add(row["genre"])
    pairs = Counter(pair for kinds in genres.values() for pair in combinations(sorted(kinds), 2))
    (pair, most), = pairs.most_common(1)  # fmt: skip
    assert pair == ("Drama", "Romance")
    assert f"romance con drama ({whole(most)} películas)" in TOLD["generos-juntos"]
    counts = Counter(genre for kinds in genres.values() for genre in kinds)
    assert f"terror: {whole(counts['Horror'])} (" in TOLD["generos"]
    missing = len(facts.films) - len(genres)
    assert f"Hay {whole(missing)} películas sin ningún género" in TOLD["generos"]
    chance = counts["History"] * counts["War"] / len(facts.films)
    faithful = pairs["History", "War"] / chance
    assert f"{faithful:.1f} veces".replace(".", ",") in TOLD["generos-juntos"]


def test_words() -> None:
    titles = [film["title"] for film in shipped().films.values()]
    love = sum(bool(re.search(r"(?<!\w)love(?![\w’'])", title, re.I)) for title in titles)
    possessive = sum(
        bool(re.search(r"(?<!\w)love['’]s(?!\w)", title, re.I))
        and not re.search(r"(?<!\w)love(?![\w’'])", title, re.I)
        for title in titles
    )
    assert abs(love + possessive - int(_count_of("palabras-ingles", "love"))) <= 3
    twice = {title: count for title, count in Counter(titles).items() if count > 1}
    assert f"{whole(len(twice))} títulos son de dos películas o más" in TOLD["palabras-ingles"]
    spanish = [
        film
        for film in shipped().films.values()
        if film["title_es"] or film["title_latam"] or film["language"] == "es"
    ]
    assert f"{whole(len(spanish))} películas." in TOLD["palabras-espanol"]


def _count_of(key: str, name: str) -> str:
    (count,) = re.findall(rf"\b{name}: ([\d.]+)", TOLD[key])
    return str(count).replace(".", "")


def test_money() -> None:
    films = shipped().films
    small = [sum(0 < f[name] < 1000 for f in films.values()) for name in ("budget", "revenue")]
    assert small == [243, 153]
    assert "243 presupuestos y 153 recaudaciones" in TOLD["unidades"]
    known = [f for f in films.values() if f["budget"] >= 1000 and f["revenue"] >= 1000]
    middle = statistics.median(f["revenue"] / f["budget"] for f in known)
    assert f"recaudó {spanish(middle)} veces" in TOLD["dinero-anos"]
    years = defaultdict(list)
    for film in known:
        years[film["date"].year].append(film)
    whole_years = [year for year, of_year in years.items() if len(of_year) >= 10 and year < 2017]
    assert f"de {min(whole_years)} a {max(whole_years)}: el presupuesto" in TOLD["dinero-anos"]
    assert max(film["date"] for film in known).strftime("%Y-%m") == "2017-08"  # not a whole year
    assert "no las compara" not in TOLD["dinero-anos"]
    both = [f for f in films.values() if f["budget"] and f["revenue"]]
    worst = max(both, key=lambda film: film["revenue"] / film["budget"])
    assert f"sería de {whole(round(worst['revenue'] / worst['budget']))}×" in TOLD["unidades"]
    animated = {row["film"] for row in rows("genres") if row["genre"] == "Animation"}
    returns = [f["revenue"] / f["budget"] for f in known if f["id"] in animated]
    assert f"animación ({spanish(statistics.median(returns))}×)" in TOLD["retorno-generos"]
    cost = statistics.median(f["budget"] for f in known) / 1e6
    assert f"costó {cost:.1f} millones".replace(".", ",") in TOLD["dinero"]


def test_collections_and_companies() -> None:
    facts = shipped()
    harry = facts.collections["Harry Potter Collection"]
    revenue = round(sum(facts.films[film]["revenue"] for film in harry) / 1e6)
    assert f"Harry Potter: {whole(revenue)} M ({len(harry)})" in TOLD["sagas"]
    assert "Piratas del Caribe: " in TOLD["sagas"] and "Pirates of" not in TOLD["sagas"]
    warner = facts.companies["Warner Bros."]
    assert f"Warner Bros.: {whole(len(warner))};" in TOLD["productoras"]
    single = sum(len(films) == 1 for films in facts.companies.values())
    assert f"{whole(single)} (" in TOLD["productoras"]


def test_correlation() -> None:
    known = [
        film
        for film in shipped().films.values()
        if film["budget"] >= 1000 and film["revenue"] >= 1000 and film["votes"]
    ]
    likeness = spearmanr([f["votes"] for f in known], [f["revenue"] for f in known]).statistic
    assert f"con la recaudación ({spanish(likeness)})" in TOLD["correlaciones"]


def test_skewness() -> None:
    """The adjusted Fisher-Pearson coefficient, from its formula."""
    values = [film["votes"] for film in shipped().films.values() if film["votes"]]
    n, mean, spread = len(values), statistics.fmean(values), statistics.stdev(values)
    skew = n / ((n - 1) * (n - 2)) * sum(((value - mean) / spread) ** 3 for value in values)
    (row,) = re.findall(r'<th scope="row">votos</th>(.*)</tr>', HTML)
    cells = re.findall(r">([\d.,−]+)</td>", row)
    assert cells[0] == whole(n)
    assert cells[1] == str(round(statistics.median(values)))
    assert cells[4] == f"{skew:.1f}".replace(".", ",")
    rows_of = dict(re.findall(r'<th scope="row">([a-zó]+)(?: \(min\))?</th>(.*)</tr>', HTML))
    names = ("popularidad", "votos", "duración", "presupuesto", "recaudación")
    up = [
        name
        for name in names
        if not re.findall(r">([\d.,−]+)</td>", rows_of[name])[-1].startswith("−")
    ]
    assert up == ["votos"] and "(un número negativo, salvo en los votos)" in HTML
