"""Words of the street, and small and big forms of words, as synopses would have them.

Synopses say «niño», «dinero», «policía»; people say «chamaco», «guita», «pasma». A model that has
read synopses hardly knows the latter. General knowledge of the language: none of it was taken
from the plots that the classifier is measured on.
"""

from collections.abc import Callable

from services.text import fold

_STREET = {
    "niño": "crío cría criajo nene nena nenito escuincle escuincla chamaco chamaca chamaquito "
    "chavala chavalín morrito chavito peque pequeñajo chiquillo chiquilla chiquilín gurí mocoso "
    "mocosa botija pelao chino",
    "niños": "críos criajos nenes chamacos escuincles chiquillos mocosos gurises peques morritos "
    "chavitos",
    "chico": "pibe pibito chavo chaval morro güey wey vato pive flaco zagal chavón chabón cabro "
    "muchachito mozo",
    "chicos": "pibes chavos chavales morros güeyes vatos cabros muchachitos",
    "chica": "piba chava morra minita zagala chavalita muchachita jovencita",
    "chicas": "pibas chavas morras minitas chavalas muchachitas jovencitas",
    "hombre": "fulano tipejo sujeto maje",
    "hombres": "fulanos sujetos",
    "mujer": "ñora fulana",
    "amigos": "cuates colegas compas parceros amiguetes amigotes compinches panas",
    "amigo": "cuate compa parcero amiguete compinche pana",
    "amiga": "comadre amiguita",
    "novio": "noviete",
    "novia": "noviecita",
    "padre": "papi papito apá jefecito",
    "madre": "mami mamita amá jefecita",
    "abuelo": "abuelito yayo nono tata",
    "abuela": "abuelita yaya nona",
    "hermano": "hermanito carnal bro",
    "hermana": "hermanita",
    "hijo": "hijito",
    "hija": "hijita",
    "bebé": "guagua bebito",
    "policía": "poli yuta madero pasma cana rati",
    "policías": "polis maderos ratis picoletos canas",
    "ladrón": "chorro ratero caco choro mangante",
    "ladrones": "chorros rateros cacos choros mangantes",
    "asesino": "sicario",
    "asesinos": "sicarios matones",
    "mafioso": "capo gánster",
    "mafiosos": "capos gánsters gángsters",
    "roba": "afana manga birla choriza",
    "roban": "afanan mangan birlan",
    "robar": "afanar mangar birlar chorizar",
    "robo": "afano",
    "dinero": "guita lana pasta biyuya parné varo",
    "trabajo": "laburo curro chamba",
    "trabaja": "labura curra chambea",
    "trabajan": "laburan curran chambean",
    "trabajar": "laburar currar chambear",
    "colegio": "cole",
    "instituto": "insti prepa secu",
    "universidad": "uni facu",
    "profesor": "profe",
    "profesora": "seño",
    "profesores": "profes",
    "familia": "flia",
    "coche": "carro buga",
    "coches": "carros autos",
    "furgoneta": "furgo combi",
    "motocicleta": "moto",
    "motocicletas": "motos",
    "televisión": "tele",
    "ordenador": "compu",
    "extraterrestre": "marciano alienígena",
    "extraterrestres": "marcianos alienígenas",
    "monstruo": "bicharraco engendro",
    "monstruos": "bichos bicharracos engendros",
    "pistola": "fierro fusca cuete",
    "pistolas": "fierros fuscas",
    "tiroteo": "balacera plomazos balazos",
    "cárcel": "trullo bote talego chirona tambo",
    "psiquiátrico": "loquero manicomio",
    "loco": "chiflado pirado majara chalado",
    "loca": "chiflada pirada chalada",
    "locos": "chiflados pirados chalados",
    "fiesta": "pachanga joda juerga farra fiestón",
    "fútbol": "fulbo fut",
    "borracho": "curda mamado",
    "droga": "merca falopa farlopa",
    "drogas": "porros",
    "drogadicto": "yonqui falopero",
    "drogadictos": "yonquis faloperos",
    "fantasma": "espanto",
    "fantasmas": "espantos",
    "casa": "choza casucha",
    "mansión": "caserón casona",
    "pueblo": "pueblucho",
    "perro": "chucho perrillo firulais",
    "gato": "michi minino",
    "pelea": "bronca trompada",
    "peleas": "broncas piñas trompadas",
    "enamora": "engancha encapricha",
    "viejo": "vejete viejales carroza",
    "besos": "morreos",
}
"""What is meant, and how it is said in Spain, Mexico and Argentina."""

STREET = {fold(said): fold(word) for word, ways in _STREET.items() for said in ways.split()}

_PHRASES = {
    ("un", "tío"): "hombre", ("unos", "tíos"): "hombres",
    ("una", "tía"): "mujer", ("unas", "tías"): "mujeres",
    ("un", "tipo"): "hombre", ("unos", "tipos"): "hombres",
    ("la", "plata"): "dinero", ("la", "pasta"): "dinero", ("la", "lana"): "dinero",
    ("de", "vacas"): "vacaciones",
}  # fmt: skip
"""What the second word means behind the first: «un tío» is nobody's uncle."""

PHRASES = {(fold(first), fold(word)): fold(meant) for (first, word), meant in _PHRASES.items()}

_ENDINGS = (
    "cito",
    "cita",
    "ito",
    "ita",
    "illo",
    "illa",
    "ote",
    "ota",
    "azo",
    "aza",
    "ucho",
    "ucha",
)
_LEAST = 3
"""Letters that are left of a word without its ending."""

Rarity = Callable[[str], float | None]


def plain(word: str, rarity: Rarity) -> str | None:
    """Return the word that a small or big form is of («animalote», «perritos»), None if unknown.

    Args:
        word: Folded.
        rarity: Returns the idf of a word, None for one that is not known.
    """
    many = "s" if word.endswith("s") else ""
    single = word.removesuffix("s")
    for ending in _ENDINGS:
        stem = single.removesuffix(ending)
        if stem != single and len(stem) >= _LEAST:
            if ending.startswith("i"):
                stem = _hard(stem)
            ways = (stem + ending[-1] + many, stem + many, stem + "es" if many else stem + "e")
            known = [(idf, way) for way in ways if (idf := rarity(way)) is not None]
            if known:
                return min(known)[1]
    return None


def _hard(stem: str) -> str:
    """Return a stem as it is written before an «o»: «loqu-ito» is «loc-o», «amigu-ito» «amig-o»."""
    if stem.endswith("qu"):
        return stem[:-2] + "c"
    return stem[:-1] if stem.endswith("gu") else stem
