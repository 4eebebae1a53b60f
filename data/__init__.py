"""What the bot preloads (catalogue, models, manifest) and the programs that make it."""

from pathlib import Path

DATA_DIR = Path(__file__).parent
