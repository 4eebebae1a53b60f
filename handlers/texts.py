"""The Spanish sentences that carry no data; markup only where a command is shown."""

DID_YOU_MEAN = "¿Quisiste decir…?"
NONE_OF_THESE = "Ninguna de estas"
STALE = "Ese botón ya no sirve. Haz la pregunta otra vez, por favor."
NOT_YOURS = "Solo puede elegir quien hizo la pregunta. Haz la tuya con el mismo comando."
BUSY = "Aún estoy enviando otras imágenes. Prueba otra vez en unos segundos."
NO_PICTURES = "Este grupo no deja enviar imágenes."
PICTURE = "Ver en un gráfico"
TOO_FAST = "Vas muy rápido. Espera unos segundos y sigo contigo."
UNEXPECTED = "Algo salió mal de mi lado. Si se repite, cuéntalo con este número: {incident}."
NO_LATER = "Mi catálogo casi no tiene películas posteriores a mediados de 2017."

SHORT_DESCRIPTION = "Pregúntame por películas: puntuación, votos, actores, parecidas, géneros…"
DESCRIPTION = (
    "Respondo preguntas sobre 45.000 películas, en español: cuántas se estrenaron en un mes, la "
    "puntuación y los votos de una película, cuánto rindieron las de un actor o una directora, "
    "películas parecidas y los géneros de una trama. Escribe un título para empezar."
)

JANUARY = (
    "Ojo: {films} fecha del 1 de enero, que en la fuente muchas veces significa que solo "
    "se conoce el año."
)
SAME_PLOT = "Películas con una trama así, o eso creo:"
BY_PLOT = "Ninguna película se llama así, pero por la trama podría ser una de estas:"
THIN = "De esto sé muy poco, así que tómalo solo como una pista."
GENRES_SURE = "Por la trama, diría que es:"
GENRES_UNSURE = "No lo tengo claro; quizá:"
UNSURE_LANGUAGE = (
    "No estoy seguro de que eso esté en español o en inglés. Escríbeme la trama con más detalle."
)
UNSURE = (
    "No estoy seguro: casi no conozco esas palabras. Escríbeme la trama en español o en inglés, "
    "con más detalle."
)

HELP_HEAD = "Pregúntame por películas. Toca un ejemplo para copiarlo:"
HELP_FOOT = (
    "También puedes escribirme solo un título, o contarme de qué va una película que no recuerdas. "
    "En cualquier chat, escribe mi nombre con @ y lo que buscas."
)
UNKNOWN = "No conozco ese comando."
