"""/ayuda and /start, and what is no command: a plain title, or a slip."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler, MessageHandler, filters

from handlers import render, texts
from handlers.answering import NEW, answer, send
from handlers.context import Context, services_of
from handlers.films import CARD
from handlers.people import person_key
from handlers.questions import Question, offer_films
from handlers.reply import Action, Button, Reply
from services import Services
from services.text import CHATTER, key, words

HELP = ("ayuda", "start", "help")


def register(
    app: Application[Any, Any, Any, Any, Any, Any], questions: Mapping[str, Question]
) -> None:
    """Add help, and what answers all other text; it must come behind every command."""
    handler = _Plain(questions)
    private = NEW & filters.ChatType.PRIVATE & filters.TEXT
    app.add_handler(CommandHandler(HELP, handler.help, filters=NEW))
    app.add_handler(MessageHandler(private & filters.Regex(r"^/"), handler.unknown))
    app.add_handler(MessageHandler(private, handler.plain))


def find_question(questions: Mapping[str, Question], text: str) -> tuple[Question, str] | None:
    """Return the question whose command, with or without the slash, starts a text, and the rest.

    Accents do not matter: «/género» and «Género» are /genero.
    """
    first, *rest = text.strip().removeprefix("/").split(maxsplit=1) or [""]
    folded = words(first.partition("@")[0])
    question = questions.get(folded[0]) if len(folded) == 1 else None
    return (question, "".join(rest).strip()) if question else None


def help_html(questions: Mapping[str, Question]) -> str:
    """Return what can be asked, with an example of each."""
    listed = {question.command: question for question in questions.values() if question.menu}
    return render.help_text((question.menu, question.example) for question in listed.values())


class _Plain:
    """The handlers of messages that no command took."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def _help(self) -> str:
        return help_html(self._questions)

    async def help(self, update: Update, _context: Context) -> None:
        """Answer /ayuda and /start."""
        if update.effective_message is not None:
            await send(update.effective_message, Reply(self._help()))

    async def unknown(self, update: Update, context: Context) -> None:
        """Answer a command with an accent as the command, and any other with help."""
        message = update.effective_message
        if message is None or message.text is None:
            return
        found = find_question(self._questions, message.text)
        if found is not None:
            await answer(message, context, *found)
            return
        await send(message, Reply(f"{texts.UNKNOWN}\n\n{self._help()}"))

    async def plain(self, update: Update, context: Context) -> None:
        """Answer a title with its card; «actor ricardo darín» as the command it names."""
        message = update.effective_message
        if message is None or message.text is None:
            return
        services, text = services_of(context), message.text
        titles = services.titles.resolve(text)
        found = find_question(self._questions, text)
        if titles.film_id is not None:
            await send(message, CARD.about(services, str(titles.film_id), 0))
        elif found is not None and found[1]:
            await answer(message, context, *found)
        elif found is not None or key(text) in CHATTER:
            await send(message, Reply(self._help()))
        else:
            reply = offer_films(services, text, CARD.command, titles)
            await send(message, with_people(services, text, reply))


def with_people(services: Services, text: str, reply: Reply) -> Reply:
    """Return an answer that is not sure of a film, with the person who is called just so above."""
    people = (
        ("actor", "Actor o actriz", services.people.find_actor(text)),
        ("director", "Dirección", services.people.find_director(text)),
    )
    rows = [
        (Button(f"{what}: {match.name}"[:60], Action(command, person_key(services, match.name))),)
        for command, what, match in people
        if match.name is not None and key(match.name) == key(text)
    ]
    return replace(reply, buttons=(*rows, *reply.buttons))
