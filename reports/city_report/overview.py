"""All areas of a city report side by side; their own sections are `areas.py`."""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import INDEX
from reports.city_report.figures_of_city import Figures
from reports.city_report.words import INDEXES, name_area, name_index
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.documents.charts import Entry, chart_bars, chart_radar
from reports.language import say
from reports.numbers import show_score
from reports.palette import OTHERS, OWN
from reports.wording import list_items

SPREAD = 3  # scores from which on a radar has a shape


def tell_areas(figures: Figures) -> Block:
    """All areas side by side; their own sections follow."""
    return blocks.section("areas", say("Results by area"), draw_areas(figures))


def draw_areas(figures: Figures) -> Iterator[Block]:
    """The areas of the index that has most of them."""
    index = figures.indexes[-1]
    codes = [area for area in figures.areas if (index, area) in figures.scores]
    names = [name_area(figures.city.book, area) for area in codes]
    scores = [figures.scores[index, area]["score"] for area in codes]
    means = [(figures.everybody((index, area)) or {}).get("peer_mean") for area in codes]
    legend = [Entry("band", OWN, say("this city")), Entry("diamond", OTHERS, say("mean of all cities"))]
    described = list_items(f"{name} {show_score(score)}" for name, score in zip(names, scores, strict=True))
    if any(score is not None for score in scores):
        hollow = [figures.scores[index, area]["coverage_status"] == "indicative" for area in codes]
        yield blocks.chart(
            say("Areas, {index}", index=name_index(index)),
            say(
                "Scores of the areas: {scores}. A hollow bar is indicative; an area without a bar has no score to show.",
                scores=described,
            ),
            chart_bars(names, scores, means, hollow, legend),
        )
    if sum(score is not None for score in scores) >= SPREAD:
        legend = [Entry("circle", OWN, say("this city")), Entry("diamond", OTHERS, say("mean of all cities"))]
        yield blocks.chart(
            say("The same areas around a circle"),
            say("The same figures as in the bars; the full line is this city, the dashed one the mean of all cities."),
            chart_radar(names, [scores, means], legend),
        )
    yield table_of_areas(figures)


def table_of_areas(figures: Figures) -> Block:
    book = figures.city.book
    rows = []
    for area in sorted({area for _, area in figures.scores if area != INDEX}, key=lambda area: book.area_order[area]):
        cells = []
        for index in figures.indexes:
            row = figures.scores.get((index, area))
            group = figures.everybody((index, area)) or {}
            cells += [show_score(row["score"] if row else None), show_score(group.get("peer_mean"))]
        main = next(figures.scores[index, area] for index in INDEXES if (index, area) in figures.scores)
        answered = say("{count} of {total}", count=main["questions_answered"], total=main["questions_in_denominator"])
        rows.append([name_area(book, area), *cells, answered])
    heads = [head for index in figures.indexes for head in ((name_index(index), True), (say("Mean"), True))]
    return blocks.table(
        say("Scores of the areas against the mean of all cities"),
        [(say("Area"), False), *heads, (say("Answered"), True)],
        rows,
        [3.2, *[1.1] * len(heads), 1.2],
    )
