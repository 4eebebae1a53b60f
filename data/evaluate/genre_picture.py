"""The reliability diagram: what was given against what came true."""

from collections.abc import Mapping
from pathlib import Path

from data.evaluate.genre_scores import Bin

INCHES, DOTS = (6.0, 5.0), 80


def draw(kinds: Mapping[str, list[Bin]], path: Path) -> None:
    """Write the bins of each kind of plots as a line into a PNG; the same bins, the same picture.

    Raises:
        OSError: The file cannot be written.
    """
    # Late, and without pyplot: no window, and nothing that outlives the call.
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, dpi=DOTS, layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 100], [0, 100], color="0.6", linestyle=":", label="si lo dado fuese lo cierto")
    for (name, bins), marker in zip(kinds.items(), "os^D", strict=False):
        given = [100 * part.predicted for part in bins]
        axes.plot(given, [100 * part.observed for part in bins], marker=marker, label=name)
    axes.set(xlabel="probabilidad dada (%)", ylabel="casos en que fue cierta (%)",
             xlim=(0, 100), ylim=(0, 100), title="Calibración de los géneros")  # fmt: skip
    axes.legend(loc="upper left")
    axes.grid(alpha=0.3)
    figure.savefig(path, format="png", metadata={"Software": None})
