"""Translate plots at build time with Apertium (Debian's ``apertium-eng-spa``), if it is installed.

Rough as it is, it turns English plots into Spanish ones to learn from, and says which English word
a Spanish one is. Nothing that it returns is kept but words and their weights.
"""

import shutil
import subprocess
from typing import Literal

Mode = Literal["eng-spa", "spa-eng"]

MISSING = (
    "géneros: sin apertium-eng-spa (apt-get install apertium-eng-spa) no hay tramas traducidas: "
    "el modelo acertará menos en español"
)


class Translator:
    """Translates lists of texts; remembers what it has translated."""

    def __init__(self, program: str) -> None:
        """``program`` is the path of ``apertium``."""
        self._program = program
        self._known: dict[tuple[Mode, str], str] = {}

    @classmethod
    def find(cls) -> "Translator | None":
        """Return a translator, or None where Apertium or its pair of languages is missing."""
        program = shutil.which("apertium")
        if program is None:
            return None
        listed = subprocess.run([program, "-l"], capture_output=True, text=True)  # noqa: S603
        return cls(program) if {"eng-spa", "spa-eng"} <= set(listed.stdout.split()) else None

    def translate(self, texts: list[str], mode: Mode) -> list[str]:
        """Return the texts in the other language, one by one; unknown words stay as they are.

        Raises:
            OSError: Apertium failed, or returned another number of lines than it was given.
        """
        lines = [" ".join(text.split()) for text in texts]
        new = [line for line in dict.fromkeys(lines) if line and (mode, line) not in self._known]
        if new:
            # -u: no marks at unknown words; line: each line is a text of its own.
            command = [self._program, "-u", "-f", "line", mode]
            run = subprocess.run(  # noqa: S603
                command, input="\n".join(new) + "\n", capture_output=True, encoding="utf-8"
            )
            found = run.stdout.removesuffix("\n").split("\n")
            if run.returncode or len(found) != len(new):
                raise OSError(f"apertium {mode}: {len(found)} líneas por {len(new)}")
            self._known.update({(mode, line): text for line, text in zip(new, found, strict=True)})
        return [self._known.get((mode, line), "") for line in lines]
