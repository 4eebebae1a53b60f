"""What helps to train the genre classifier where it is installed: translation, word vectors."""

from collections.abc import Callable
from dataclasses import dataclass

from data.build import minilm, translate
from data.build.minilm import MiniLM
from data.build.translate import Translator


@dataclass(frozen=True)
class Helpers:
    """Each None where the training is to do without it."""

    translator: Translator | None = None
    minilm: MiniLM | None = None

    @classmethod
    def find(cls, progress: Callable[[str], None] = lambda line: None) -> "Helpers":
        """Return what is installed, and say what is not."""
        found = cls(Translator.find(), MiniLM.find())
        if not found.translator:
            progress(translate.MISSING)
        if not found.minilm:
            progress(minilm.MISSING)
        return found
