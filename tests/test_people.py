"""Who is meant by a typed name, and what must not be guessed."""

import pytest

from services import Services


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ricardo darin", "Ricardo Darín"), ("RICARDO DARÍN", "Ricardo Darín"),
     ("di caprio", "Leonardo DiCaprio"), ("leonardo dicaprio", "Leonardo DiCaprio"),
     ("almodovar", "Pedro Almodóvar"), ("brad pit", "Brad Pitt"),
     ("penelope cruz", "Penélope Cruz")],
)  # fmt: skip
def test_actors(services: Services, typed: str, name: str) -> None:
    assert services.people.find_actor(typed).name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("spilberg", "Steven Spielberg"), ("guillermo del toro", "Guillermo del Toro"),
     ("almodovar", "Pedro Almodóvar"), ("nolan", "Christopher Nolan")],
)  # fmt: skip
def test_directors(services: Services, typed: str, name: str) -> None:
    assert services.people.find_director(typed).name == name


@pytest.mark.parametrize("typed", ["coppola", "asdf qwer", "", "juan"])
def test_not_guessed(services: Services, typed: str) -> None:
    assert services.people.find_director(typed).name is None


def test_namesakes_are_offered(services: Services) -> None:
    offered = services.people.find_director("coppola").candidates
    assert {"Francis Ford Coppola", "Sofia Coppola"} <= set(offered)


def test_rows_stand_for_names(services: Services) -> None:
    row = services.people.names.row("Ricardo Darín")
    assert services.people.names[row] == "Ricardo Darín"
    with pytest.raises(KeyError):
        services.people.names.row("Nadie")
    with pytest.raises(IndexError):
        services.people.names[10**8]


def test_companies_and_variants(services: Services) -> None:
    assert services.companies.find("pixar").name == "Pixar Animation Studios"
    assert services.companies.find("warner bros").name == "Warner Bros."
    assert "El Deseo S.A." in services.companies.company("El Deseo").variants
    assert services.companies.find("zzzz").name is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [("el señor de los anillos", "The Lord of the Rings Collection"),
     ("la guerra de las galaxias", "Star Wars Collection"), ("padrino", "The Godfather Collection"),
     ("toy story", "Toy Story Collection")],
)  # fmt: skip
def test_franchises_by_spanish_titles(services: Services, typed: str, name: str) -> None:
    certain, _ = services.franchises.find(typed)
    assert certain is not None and services.franchises.name(certain) == name


def test_unit_errors_are_counted(services: Services) -> None:
    actor = services.people.actor("Brad Pitt")
    assert actor.unit_errors == 1
    assert actor.return_without_errors < 200 < actor.total_return
