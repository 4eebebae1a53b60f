"""The house rules that a program can check: who imports whom, and how long a file is."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "services", "data")
SOURCES = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    """Return the modules and names that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_run_one_way(path: Path) -> None:
    package, folder = path.relative_to(ROOT).parts[:2]
    forbidden = {
        "services": {"telegram", "bot", "handlers", "data", "fastapi"},
        "handlers": {"pandas", "numpy", "pyarrow", "bot", "data", "sklearn"},
        "data": {"telegram", "bot", "handlers"},
        "bot": {"pandas", "numpy", "data", "sklearn"},
    }[package]
    if folder in ("evaluate", "eda"):  # print what users read, in the words that they read
        forbidden = forbidden - {"handlers"}
    assert not tops(path) & forbidden


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 255


def needed(path: Path, modules: set[str]) -> set[str]:
    """Return the modules of ours that a file needs; ``from package import part`` needs the part."""
    found = imports(path) & modules
    return {name for name in found if not any(other.startswith(f"{name}.") for other in found)}


def test_only_the_drawing_loads_matplotlib() -> None:
    """It is large, and loaded with the first picture; pyplot, which keeps state, never is."""
    allowed = {
        "matplotlib": ("handlers/pictures/", "data/eda/", "data/evaluate/"),
        "PIL": ("handlers/pictures/sheet.py", "bot/album.py", "data/eda/"),
    }
    for path in SOURCES:
        name, found = str(path.relative_to(ROOT)), imports(path)
        for module, places in allowed.items():
            assert module not in tops(path) or name.startswith(places), name
        pyplot = any(one.startswith("matplotlib.pyplot") for one in found)
        assert not pyplot or name.startswith("data/eda/"), name


def test_markup_is_written_in_one_place() -> None:
    tag = re.compile(r"</?(?:b|i|u|s|a|code|pre|blockquote)\b[^>]*>")
    allowed = ("handlers/render/", "handlers/texts.py")
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name.startswith(("handlers", "services")) and not name.startswith(allowed):
            assert not tag.search(path.read_text(encoding="utf-8")), name


def test_no_import_runs_in_a_circle() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCES
    }
    graph = {name: needed(path, set(modules)) - {name} for name, path in modules.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in graph[name]:
                walk(other, (*trail, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_nothing_evaluates_text() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        names = {func.id for func in calls if isinstance(func, ast.Name)}
        assert not names & {"eval", "exec"}, path
