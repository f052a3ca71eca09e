"""Facts and Figures: what kind of cities the network is made of, what they reach, and what they answer, question by question.

Counts and shares only, each beside the number of cities that it is of, since questions came in at different times. Means and
quartiles are those of the published comparisons; nothing is scored here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reports.book import INDEX, Book, Row
from reports.edition import Edition
from reports.language import say, say_count
from reports.numbers import show_score
from reports.pages.page import Page
from reports.wording import order_code, split_list
from reports.words_by_code import UNITS

CLASSES = tuple(range(0, 100, 10))  # of points, the last one with 100
YEARS = ((0, 4), (5, 9), (10, 14), (15, 99))  # of membership
SAID, UNSAID = "answered", ("dont_know", "unanswered", "invalid")


@dataclass(frozen=True)
class Bar:
    """One line of a picture: how many cities, of how many."""

    name: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class Picture:
    """Bars with the finding that they show; `of` is the number of cities that said something, `total` that of all."""

    title: str
    finding: str
    bars: tuple[Bar, ...]
    of: int
    total: int


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page; of the record the composition alone, since what was found about it is mostly good news."""
    members = book.network
    cities = [book.cities[member["city_code"]] for member in members] if members else []
    if edition.is_record:
        cities = [city for code, city in book.cities.items() if code in book.cycles_of]
    yield Page(
        "facts.html",
        "facts.html.j2",
        say("Facts and Figures"),
        {
            "cities": len(cities),
            "composition": [picture for picture in list_composition(book, edition, cities) if picture.bars],
            "results": [] if edition.is_record else list_results(book, edition),
            "areas": [] if edition.is_record else list_areas(book),
            "questions": [] if edition.is_record else list_questions(book),
            "version": book.versions[book.version_of[book.cycle]],
        },
    )


def list_composition(book: Book, edition: Edition, cities: list[Row]) -> Iterator[Picture]:
    """Size, diversity, countries, years of membership, kinds of place and networks of the cities."""
    for kind, title in (
        ("population", say("By inhabitants")),
        ("diversity", say("By share of foreign-born residents")),
    ):
        bands = [(book.bands.get((city["city_code"], book.cycle)) or {}).get(f"{kind}_band") for city in cities]
        names = {code: label for (of, code), label in book.band_names.items() if of == kind}
        yield draw(title, bands, len(cities), [code for code in names if code in bands], names.__getitem__)
    countries = Counter(city["country_iso2"] for city in cities)
    order = [code for code, _ in sorted(countries.items(), key=lambda item: (-item[1], item[0]))]
    yield draw(say("By country"), [city["country_iso2"] for city in cities], len(cities), order, str)
    years = [
        place_years(edition.cycle - city["joined_on"].year) if city["joined_on"] is not None else None
        for city in cities
    ]
    yield draw(say("By years of membership"), years, len(cities), [span for span in YEARS if span in years], name_years)
    kinds = [city["unit_kind"] for city in cities]
    yield draw(
        say("By kind of place"), kinds, len(cities), [kind for kind in UNITS if kind in kinds], lambda k: say(UNITS[k])
    )
    joined = [name for city in cities for name in split_list(city["network_codes"])]
    bars = tuple(Bar(name, joined.count(name), len(cities)) for name in sorted(set(joined)))
    most = max(bars, key=lambda bar: bar.count, default=None)
    finding = say("{name} has most of them.", name=most.name) if most else ""
    yield Picture(say("By network (a city can be in several)"), finding, bars, len(cities), len(cities))


def place_years(years: int) -> tuple[int, int]:
    return next(span for span in YEARS if max(years, 0) <= span[1])


def name_years(span: tuple[int, int]) -> str:
    low, high = span
    return (
        say("{low} years or more", low=low) if span == YEARS[-1] else say("{low} to {high} years", low=low, high=high)
    )


def draw(title: str, values: list[Any], total: int, order: Iterable[Any], name: Callable[[Any], str]) -> Picture:
    """Counts of values in an order; cities without a value are outside of the shares and said."""
    counts = Counter(value for value in values if value is not None)
    of = sum(counts.values())
    bars = tuple(Bar(name(value), counts[value], of) for value in order)
    most = max(bars, key=lambda bar: bar.count, default=None)
    finding = (
        say("{name}: {count} of {total}, more than of any other kind.", name=most.name, count=most.count, total=of)
        if most and [bar.count for bar in bars].count(most.count) == 1
        else ""
    )
    return Picture(title, finding, bars, of, total)


def list_results(book: Book, edition: Edition) -> list[Picture]:
    """How many cities of the network lie in each class of ten points, by index."""
    pictures = []
    for index, title in (("core", say("Core index")), ("extended", say("Extended index"))):
        scores = [member["scores"][index, INDEX] for member in book.network if (index, INDEX) in member["scores"]]
        if not scores:
            continue
        placed = Counter(min(int(score // 10) * 10, CLASSES[-1]) for score in scores)
        bars = tuple(Bar(name_class(low), placed[low], len(scores)) for low in CLASSES)
        group = find_group(book, index, INDEX)
        finding = (
            say("Half of the cities lie between {low} and {high} points.", low=show_score(group["peer_p25"]), high=show_score(group["peer_p75"]))
            if group
            else say_count("{number} city has a score.", "{number} cities have a score.", len(scores))
        )  # fmt: skip
        pictures.append(Picture(title, finding, bars, len(scores), len(book.network)))
    return pictures


def name_class(low: int) -> str:
    """A class of points: its upper bound belongs to the next one, 100 to the last."""
    if low == CLASSES[-1]:
        return say("{low} to {high} points", low=low, high=100)
    return say("{low} to under {high} points", low=low, high=low + 10)


def find_group(book: Book, index: str, area: str) -> Row | None:
    """The published figures of all cities of the network; None where no city of the cycle took part."""
    for (_, cycle, of), rows in book.peers.items():
        if cycle == book.cycle and of == index:
            for row in rows:
                if row["peer_group_kind"] == "all" and row["area_code"] == area:
                    return row
    return None


def list_areas(book: Book) -> list[Row]:
    """The published mean and quartiles of each area, the highest mean first; extended areas by the extended index."""
    found = []
    for area in book.area_names:
        group, index = find_group(book, "core", area), "core"
        if group is None:
            group, index = find_group(book, "extended", area), "extended"
        if group is not None:
            found.append({"name": book.area_names[area], "code": area, "index": index, "group": group})
    return sorted(found, key=lambda row: (-row["group"]["peer_mean"], book.area_order[row["code"]]))


def list_questions(book: Book) -> list[tuple[str, list[dict[str, Any]]]]:
    """By area the questions of the version of the cycle: of the cities that were asked, how many chose each option.

    A city counts with its participation that stands in the network, if its questionnaire had the question.
    """
    version = book.version_of[book.cycle]
    answers: dict[str, list[Row]] = {}
    for member in book.network:
        for row in book.indicators.get((member["city_code"], member["cycle"]), []):
            if row["state"] != "not_asked":
                answers.setdefault(row["question_code"], []).append(row)
    areas: dict[str, list[dict[str, Any]]] = {}
    for question in sorted(book.version_questions[version], key=lambda row: order_code(row["question_code"])):
        asked = answers.get(question["question_code"], [])
        areas.setdefault(question["area_code"], []).append(describe_question(book, version, question, asked))
    return [(book.area_names[area], areas[area]) for area in sorted(areas, key=lambda area: book.area_order[area])]


def describe_question(book: Book, version: str, question: Row, asked: list[Row]) -> dict[str, Any]:
    code = question["question_code"]
    said = [row for row in asked if row["state"] == SAID]
    chosen = Counter(option for row in said for option in split_list(row["option_codes"]))
    options = book.version_options.get((version, code), [])
    return {
        "code": code,
        "text": book.questions[code]["question_text"],
        "is_extended": question["index_code"] == "extended",
        "is_multiple": question["answer_kind"] != "single",
        "bars": [Bar(option["option_label"], chosen[option["option_code"]], len(said)) for option in options],
        "asked": len(asked),
        "answered": len(said),
        "closed": sum(row["state"] == "closed" for row in asked),
        "open": sum(row["state"] in UNSAID for row in asked),
    }
