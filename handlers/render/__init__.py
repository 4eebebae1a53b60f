"""Results as Telegram HTML: pure functions, and the only place that writes markup.

Whatever comes from users or from the data goes through :func:`base.e`.
"""

from handlers.render.base import plain, typed
from handlers.render.counts import country, day_of_month, language, month, not_understood, weekday
from handlers.render.films import card, cast, directors, runtime, score, votes
from handlers.render.genres import genres, too_short, unsure_plot
from handlers.render.money import actor, company, director, franchise
from handlers.render.recommend import (
    because,
    recommendations,
    too_many_liked,
    unsure_titles,
    without_newer,
)
from handlers.render.talk import (
    help_text,
    none_chosen,
    not_found,
    other_role,
    too_new,
    unsure_name,
    unsure_title,
    usage,
)

__all__ = [
    "actor",
    "because",
    "card",
    "cast",
    "company",
    "country",
    "day_of_month",
    "director",
    "directors",
    "franchise",
    "genres",
    "help_text",
    "language",
    "month",
    "none_chosen",
    "not_found",
    "not_understood",
    "other_role",
    "plain",
    "recommendations",
    "runtime",
    "score",
    "too_many_liked",
    "too_new",
    "too_short",
    "typed",
    "unsure_name",
    "unsure_plot",
    "unsure_title",
    "unsure_titles",
    "usage",
    "votes",
    "weekday",
    "without_newer",
]
