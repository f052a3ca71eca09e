"""The fictional countries and cities: names, sizes, and when each city takes part.

Country codes are among those that ISO 3166 leaves to users; languages are constructed ones; positions lie in the open ocean.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import numpy as np

from samples.demo.questionnaire import read_versions

FIRST_CYCLE, LAST_CYCLE = 2012, 2025
CITIES = 120
COUNTRIES = {
    "XA": ("Avelonia", ("Av", "Mel", "Tor", "Bri", "Can", "Sel"), ("el", "or", "an", "im"), ("ona", "ara", "essa", "ivo"), "eo"),
    "XB": ("Brunmark", ("Brun", "Skal", "Hvit", "Lund", "Grå", "Vest"), ("e", "a", "er", ""), ("vik", "havn", "stad", "fjell"), "vo"),
    "XC": ("Costaluna", ("Lun", "Mar", "Pal", "Vera", "Sol", "Cam"), ("i", "a", "o", "e"), ("dera", "ños", "mar", "lina"), "ia"),
    "XD": ("Dravia", ("Dra", "Kos", "Mir", "Zel", "Bor", "Vra"), ("no", "ta", "li", "do"), ("grad", "více", "nik", "ova"), "io"),
    "XE": ("Estmere", ("Est", "Wold", "Ash", "Thorn", "Marl", "Kest"), ("er", "en", "", "ing"), ("mere", "combe", "wick", "holt"), "ie"),
    "XF": ("Fennoria", ("Fen", "Kuu", "Sau", "Tam", "Lah", "Vir"), ("no", "ri", "la", "ma"), ("järvi", "lampi", "niemi", "koski"), "eo"),
    "XG": ("Galdania", ("Gal", "Ost", "Rhe", "Wal", "Kirn", "Nied"), ("den", "er", "en", "el"), ("burg", "tal", "bach", "au"), "vo"),
    "XH": ("Hellenara", ("Hel", "Pyr", "Kal", "Mes", "Tha", "Nax"), ("a", "i", "o", "e"), ("polis", "kastra", "ria", "thos"), "ia"),
    "XI": ("Isolanda", ("Is", "Cor", "Val", "Ser", "Mon", "Fal"), ("o", "a", "i", "u"), ("lana", "veto", "cchia", "rate"), "io"),
    "XJ": ("Jorvany", ("Jor", "Bel", "Char", "Mont", "Ros", "Font"), ("ve", "le", "re", "ni"), ("ville", "mont", "court", "ières"), "ie"),
    "XK": ("Kestrovia", ("Kes", "Pol", "War", "Lub", "Zam", "Gdo"), ("tro", "no", "sko", "la"), ("wice", "sław", "cin", "ów"), "eo"),
    "XL": ("Lusendra", ("Lus", "Alm", "Vil", "Por", "Sant", "Gui"), ("a", "e", "i", "o"), ("mões", "deiro", "nha", "zal"), "vo"),
}  # fmt: skip
NETWORKS = ("northern-lights", "river-cities", "harbour-league")
PLAIN = str.maketrans({"ł": "l", "ø": "o", "å": "a"})


@dataclass
class City:
    """A fictional city. Levels are shares of full marks; `effects` are by question code."""

    code: str
    name: str
    country: str
    unit_kind: str
    population: int
    foreign_born_pct: float
    share_kind: str
    languages: tuple[str, ...]
    networks: tuple[str, ...]
    latitude: float
    longitude: float
    is_published: bool
    cycles: tuple[int, ...]
    level: float
    growth: float
    area_levels: dict[str, float] = field(repr=False)


def slug(name: str) -> str:
    """A name in the letters of a city code."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def invent_names(rng: np.random.Generator, country: str, count: int) -> list[str]:
    """Different names in the sound of a country."""
    _, starts, middles, ends, _ = COUNTRIES[country]
    every = sorted({start + middle + end for start in starts for middle in middles for end in ends})
    chosen = rng.permutation(len(every))[: count * 2]
    names: dict[str, str] = {}
    for place in chosen:
        names.setdefault(slug(every[place]), every[place])
    return list(names.values())[:count]


def choose_cycles(rng: np.random.Generator) -> tuple[int, ...]:
    """When a city takes part: from some year on, every two to four years; a few stop."""
    cycle = int(rng.choice(np.arange(FIRST_CYCLE, 2023), p=spread_starts()))
    stops = rng.random() < 0.06
    cycles = []
    while cycle <= LAST_CYCLE:
        cycles.append(cycle)
        if stops and len(cycles) == 2:
            break
        cycle += int(rng.choice([2, 3, 4], p=[0.3, 0.45, 0.25]))
    return tuple(cycles)


def spread_starts() -> np.ndarray:
    """More cities join early than late."""
    weights = np.linspace(2.0, 0.6, 2023 - FIRST_CYCLE)
    return weights / weights.sum()


def invent_cities(rng: np.random.Generator) -> list[City]:
    """All cities, in the order of their codes."""
    areas = sorted({area for version in read_versions() for area in version.areas})
    per_country = CITIES // len(COUNTRIES)
    cities = []
    for place, country in enumerate(COUNTRIES):
        country_level = rng.normal(0, 0.05)
        own_language = COUNTRIES[country][4]
        for name in invent_names(rng, country, per_country):
            kind = str(rng.choice(["city", "district", "region", "island"], p=[0.9, 0.04, 0.04, 0.02]))
            population = int(np.clip(np.exp(rng.normal(12.0, 1.0)), 9_000, 2_600_000))
            share = round(float(np.clip(np.exp(rng.normal(2.5, 0.55)), 1.5, 55)), 1)
            kinds = ["foreign_born", "foreign_residents", "other", ""]
            cities.append(
                City(
                    code=f"{country.lower()}-{slug(name)}",
                    name=name,
                    country=country,
                    unit_kind=kind,
                    population=population,
                    foreign_born_pct=share,
                    share_kind=str(rng.choice(kinds, p=[0.7, 0.2, 0.04, 0.06])),
                    languages=tuple(sorted({own_language, *(["ia"] if rng.random() < 0.2 else [])})),
                    networks=tuple(network for network in NETWORKS if rng.random() < 0.25),
                    latitude=round(-30 + place * 1.5 + float(rng.normal(0, 0.5)), 4),
                    longitude=round(-25 + float(rng.normal(0, 3)), 4),
                    is_published=bool(rng.random() >= 0.06),
                    cycles=choose_cycles(rng),
                    level=float(0.6 + country_level + rng.normal(0, 0.09)),
                    growth=float(rng.normal(0.012, 0.012)),
                    area_levels={area: float(rng.normal(0, 0.1)) for area in areas},
                )
            )
    return sorted(cities, key=lambda city: city.code)
