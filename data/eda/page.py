"""The report as one HTML page that needs nothing else."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from data.eda.chapters import CLEANING, SPREAD, Chapter
from data.eda.cleaning import cleaning
from data.eda.skew import skews
from data.eda.tables import Tables
from handlers import formats

_HERE = Path(__file__).parent


def page(tables: Tables, chapters: tuple[Chapter, ...]) -> str:
    """Return the HTML; all that comes from the data is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": formats.number,
        "decimal": lambda value: formats.decimal(value).replace("-", "−"),
    }
    found = skews(tables)
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return environment.get_template("page.html.jinja").render(
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
        chapters=chapters,
        findings=[figure for chapter in chapters for figure in chapter.figures if figure.finding],
        films=len(tables.films),
        built=formats.date(tables.built),
        cleaning=cleaning(tables.report),
        cleaning_chapter=CLEANING,
        skews=found,
        upward=" y en ".join(skew.called for skew in found if skew.log > 0),
        skews_chapter=SPREAD,
        sources=tables.sources,
    )
