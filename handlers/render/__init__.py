"""Results as Telegram HTML: pure functions, and the only place that writes markup.

Whatever comes from users or from the data goes through :func:`base.e`.
"""

from handlers.render.base import plain, typed
from handlers.render.compare import (
    comparison,
    not_two,
    only_one,
    only_title,
    same_film,
    second_film,
    too_many_compared,
)
from handlers.render.counts import country, day_of_month, language, month, not_understood, weekday
from handlers.render.films import card, cast, directors, runtime, score, votes
from handlers.render.genres import film_genres, genres, parts, too_short, unsure_plot
from handlers.render.money import actor, company, director, franchise
from handlers.render.pictures import (
    days_picture,
    films_picture,
    franchise_picture,
    months_picture,
    weekdays_picture,
)
from handlers.render.recommend import (
    because,
    by_plot,
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
from handlers.render.versus import versus_picture

__all__ = [
    "actor",
    "because",
    "by_plot",
    "card",
    "cast",
    "company",
    "comparison",
    "country",
    "day_of_month",
    "days_picture",
    "director",
    "directors",
    "film_genres",
    "films_picture",
    "franchise",
    "franchise_picture",
    "genres",
    "help_text",
    "language",
    "month",
    "months_picture",
    "none_chosen",
    "not_found",
    "not_two",
    "not_understood",
    "only_one",
    "only_title",
    "other_role",
    "parts",
    "plain",
    "recommendations",
    "runtime",
    "same_film",
    "score",
    "second_film",
    "too_many_compared",
    "too_many_liked",
    "too_new",
    "too_short",
    "typed",
    "unsure_name",
    "unsure_plot",
    "unsure_title",
    "unsure_titles",
    "usage",
    "versus_picture",
    "votes",
    "weekday",
    "weekdays_picture",
    "without_newer",
]
