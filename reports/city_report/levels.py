"""Scores as rows of a dot plot: a city against the means of groups, and against itself the time before."""

from __future__ import annotations

from reports.book import INDEX
from reports.city_report.figures_of_city import Figures
from reports.city_report.words import tell_span
from reports.documents.charts import Entry, Level
from reports.language import say
from reports.numbers import show_score
from reports.palette import OTHERS, OWN, PALE


def list_legend(figures: Figures, has_interval: bool) -> list[Entry]:
    closest = figures.closest(("core", INDEX))
    return [
        Entry("circle", OWN, say("this city")),
        *([Entry("line", OWN, say("robustness interval"))] if has_interval else []),
        Entry("diamond", OTHERS, say("mean of all cities")),
        *([Entry("diamond", OTHERS, say("mean of cities that are alike"), is_hollow=True)] if closest else []),
        Entry("band", PALE, say("middle half of all cities")),
        *([Entry("circle", OWN, say("{cycle}, questionnaire of today", cycle=figures.previous), is_hollow=True)] if figures.before else []),
    ]  # fmt: skip


def make_level(figures: Figures, index: str, area: str, name: str) -> Level:
    key = (index, area)
    row, everybody, closest = figures.scores[key], figures.everybody(key) or {}, figures.closest(key) or {}
    interval = figures.intervals.get(index, {}) if area == INDEX else {}
    return Level(
        name=name, score=row["score"], low=interval.get("score_low"), high=interval.get("score_high"),
        spread=(everybody.get("peer_p25"), everybody.get("peer_p75")),
        means=(everybody.get("peer_mean"), closest.get("peer_mean")),
        before=figures.before.get(key), is_hollow=row["coverage_status"] == "indicative",
    )  # fmt: skip


def describe_level(level: Level) -> str:
    """What a row of the chart shows, for those who do not see it."""
    told = [say("{name}: {score}", name=level.name, score=show_score(level.score))]
    if level.means and level.means[0] is not None:
        told.append(say("mean of all cities {mean}", mean=show_score(level.means[0])))
    if len(level.means) > 1 and level.means[1] is not None:
        told.append(say("of cities that are alike {mean}", mean=show_score(level.means[1])))
    if level.low is not None:
        told.append(say("interval {span}", span=tell_span(level.low, level.high)))
    if level.before is not None:
        told.append(say("before {score}", score=show_score(level.before)))
    return ", ".join(told) + "."
