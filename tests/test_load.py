"""``python -m tests.load`` runs; its figures are for a quiet machine, not for a test."""

import re
import subprocess
import sys
from pathlib import Path

from tests.bot_process import ROOT, environment


def test_the_smoke_run_measures_everything(small_data: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.load", "--quick", "--markdown", "--data", str(small_data)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    table = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|", run.stdout, re.M))
    assert float(table["comandos y títulos"].removesuffix("/s")) > 0
    assert float(table["por segundo de procesador"]) > 0
    assert 0 < int(table["tras 10.000"].removesuffix(" MiB")) < 400
