"""The sound of the fictional countries, and names of cities made from it.

Country codes are among those that ISO 3166 leaves to users, and none of those that somebody uses for a real
place; languages are constructed ones. Who lives in the cities belongs to `cities.py`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import product

import numpy as np


@dataclass(frozen=True)
class Country:
    """A fictional country: names of its cities are a start, a middle and an end."""

    code: str
    name: str
    language: str
    starts: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]


def sound(code: str, name: str, language: str, starts: str, middles: str, ends: str) -> Country:
    """A country from its syllables, which are separated by spaces; `-` is an empty syllable."""
    split = tuple(tuple(part.strip("-") for part in parts.split()) for parts in (starts, middles, ends))
    return Country(code, name, language, *split)


COUNTRIES = (
    sound("QM", "Isolanda", "io", "Isav Corvel Valtr Serup Monf Falz", "o a i", "lana vetro tecchia rate"),
    sound("QN", "Jorvany", "ie", "Jorvan Belcor Chavrel Montrin Roselv Fontar", "e i", "ville mont court lières"),
    sound("QP", "Kestrovia", "eo", "Kestr Polv Warz Lubr Zamk Gdorz", "o a e", "wice sław cin nów"),
    sound("QX", "Lusendra", "vo", "Lusev Almur Viloz Portam Santur Guinav", "a e i", "mões deiro nhal zinho"),
    sound("XA", "Avelonia", "eo", "Ave Mirto Torri Brisa Candu Selmo", "l nd rv st", "ona ara essa ivo"),
    sound("XB", "Brunmark", "vo", "Brusk Skjolv Hvarn Lurv Gråm Veld", "e a ing", "vik hamn stød fjell"),
    sound("XC", "Costaluna", "ia", "Lunav Marvol Palz Verulm Camiz Tolar", "i a o", "dera ños mira linda"),
    sound("XD", "Dravia", "io", "Drav Koszm Mirz Zelt Borv Vrask", "o a i", "grod vične nikov lava"),
    sound("XE", "Estmere", "ie", "Estral Woldric Ashbern Thornel Marlen Kestrin", "- s", "mere combe wick holt"),
    sound("XF", "Fennoria", "eo", "Fennu Kuuva Sauri Tamelo Lahve Virma", "n l s", "järvi lampi niemi koski"),
    sound("XG", "Galdania", "vo", "Galdern Ostrem Rhelm Walsch Kirnd Niebr", "en el er", "burg tal bach au"),
    sound("XH", "Hellenara", "ia", "Lykan Pyrath Kalys Mesor Thaun Naxer", "i o e", "polis kastra ria thos"),
)
# A second language of the administration, which cities of any country may have.
SHARED_LANGUAGE = "ia"
WITHOUT_ACCENT = str.maketrans({"ł": "l", "ø": "o"})


def write_slug(name: str) -> str:
    """A name in the letters of a city code."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(WITHOUT_ACCENT))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def invent_names(rng: np.random.Generator, country: Country, count: int) -> list[str]:
    """`count` names in the sound of a country, different in the letters of a city code."""
    every = ["".join(parts) for parts in product(country.starts, country.middles, country.ends)]
    names: dict[str, str] = {}
    for place in rng.permutation(len(every)):
        names.setdefault(write_slug(every[place]), every[place])
    return list(names.values())[:count]
