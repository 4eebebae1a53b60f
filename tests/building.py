"""Run the build in this process, and see what it did and what it left alone."""

import contextlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from data.build.__main__ import main
from tests.raw_files import RawSet

BUILT = "2024-05-17"
"""The build date of the small catalogue."""


@dataclass(frozen=True)
class Run:
    """How a build went: exit status, standard output, progress lines and other stderr lines."""

    status: int
    out: str
    progress: list[str]
    errors: list[str]


def run_build(*arguments: object) -> Run:
    """Run ``python -m data.build`` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    lines = err.getvalue().splitlines()
    progress = [text for text in lines if text.startswith("· ")]
    return Run(status, out.getvalue(), progress, [text for text in lines if text not in progress])


def build(raw: RawSet, out: Path) -> Run:
    """Build a data folder from a raw set."""
    with tempfile.TemporaryDirectory() as folder:
        return run_build("--raw", raw.write(Path(folder) / "raw"), "--out", out, "--date", BUILT)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return every file in a folder, hidden ones too; None for the folders in it."""
    paths = sorted(folder.rglob("*"))
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in paths}


def refuse(raw: RawSet, out: Path) -> str:
    """Return the sentence of a build that must be refused and leave everything as it was."""
    before = everything(out)
    run = build(raw, out)
    assert run.status == 1
    assert len(run.errors) == 1, run.errors
    assert run.errors[0].endswith(".")
    assert run.out == ""
    same = everything(out) == before  # not in the assert: pytest would print all of it
    assert same
    return run.errors[0]
