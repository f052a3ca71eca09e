"""Charts: plain rows in, `go.Figure` out. Colours are told apart by people who see colours differently; every chart has its
table on the page, so nothing is said by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from reports.language import say, spoken_language
from reports.numbers import show_score
from reports.palette import ACCENT, GRID, INK, OTHERS, OWN, PALE

FONT = {"family": "DejaVu Sans, Verdana, sans-serif", "size": 13, "color": INK}
LAYOUT: dict[str, Any] = {
    "template": "none",
    "font": FONT,
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 10, "r": 16, "t": 10, "b": 40},
    "hoverlabel": {"font": FONT},
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
}


def scale_points() -> dict[str, Any]:
    """An axis from 0 to 100."""
    return {"range": [0, 100], "gridcolor": GRID, "zeroline": False, "title": {"text": say("points of 100")}}


def break_label(text: str) -> str:
    """A name over several lines, for labels around a circle."""
    return "<br>".join(textwrap.wrap(text, 18, break_long_words=False))


def colour_bar(is_hollow: bool) -> str:
    return "rgba(11,95,165,0.15)" if is_hollow else OWN


def close_ring(values: Sequence[Any]) -> list[Any]:
    """Values around a circle, back to the first."""
    return [*values, *values[:1]]


def draw_areas(
    names: Sequence[str],
    scores: Sequence[float | None],
    means: Sequence[float | None],
    hollow: Sequence[bool] = (),
) -> go.Figure:
    """Areas of one city as bars, with a mark for the mean of the chosen group. `hollow` bars are indicative."""
    return go.Figure(
        data=[
            go.Bar(
                name=say("this city"),
                x=list(scores),
                y=list(names),
                orientation="h",
                marker={
                    "color": [colour_bar(mark) for mark in hollow],
                    "line": {"color": OWN, "width": 1.5},
                },
                hovertemplate="%{y}: %{x:.0f}<extra></extra>",
            ),
            go.Scatter(
                name=say("mean of the group"),
                x=list(means),
                y=list(names),
                mode="markers",
                marker={
                    "symbol": "diamond",
                    "size": 11,
                    "color": OTHERS,
                    "line": {"color": "#fff", "width": 1},
                },
                hovertemplate=f"%{{y}}, {say('mean')}: %{{x:.0f}}<extra></extra>",
            ),
        ],
        layout={
            **LAYOUT,
            "height": 90 + 30 * len(names),
            "bargap": 0.35,
            "xaxis": scale_points(),
            "yaxis": {"autorange": "reversed", "automargin": True},
        },
    )


def draw_radar(names: Sequence[str], scores: Sequence[float | None], means: Sequence[float | None]) -> go.Figure:
    """The same areas as a radar."""
    return go.Figure(
        data=[
            go.Scatterpolar(
                name=say("this city"), r=close_ring(scores), theta=close_ring(names), mode="lines+markers", fill="toself",
                fillcolor="rgba(11,95,165,0.15)", line={"color": OWN, "width": 2}, marker={"size": 6},
            ),
            go.Scatterpolar(
                name=say("mean of the group"), r=close_ring(means), theta=close_ring(names), mode="lines+markers",
                line={"color": OTHERS, "width": 2, "dash": "dash"}, marker={"symbol": "diamond", "size": 7},
            ),
        ],
        layout={
            **LAYOUT,
            "height": 460,
            "margin": {"l": 100, "r": 100, "t": 60, "b": 70},
            "font": {**FONT, "size": 11},
            "legend": {**LAYOUT["legend"], "y": 1.12},
            "polar": {
                "bgcolor": "rgba(0,0,0,0)",
                "radialaxis": {"range": [0, 100], "gridcolor": GRID, "tickvals": [25, 50, 75, 100], "angle": 90, "tickangle": 90},
                "angularaxis": {"gridcolor": GRID, "direction": "clockwise", "rotation": 90},
            },
        },
    )  # fmt: skip


def draw_cycles(series: Sequence[tuple[str, Sequence[int], Sequence[float | None]]]) -> go.Figure:
    """A score over cycles: one line for each version (name, cycles, scores); versions are not joined."""
    dashes = ("solid", "dash", "dot", "dashdot")
    symbols = ("circle", "square", "diamond", "triangle-up")
    colours = (OWN, OTHERS, ACCENT, INK)
    return go.Figure(
        data=[
            go.Scatter(
                name=name,
                x=list(cycles),
                y=list(scores),
                mode="lines+markers",
                line={"color": colours[place % 4], "dash": dashes[place % 4], "width": 2},
                marker={"symbol": symbols[place % 4], "size": 9},
                hovertemplate="%{x}: %{y:.0f}<extra>" + name + "</extra>",
            )
            for place, (name, cycles, scores) in enumerate(series)
        ],
        layout={
            **LAYOUT,
            "height": 300,
            "showlegend": True,
            "xaxis": {
                "dtick": 1,
                "tickformat": "d",
                "gridcolor": GRID,
                "automargin": True,
                "title": {"text": say("cycle")},
            },
            "yaxis": {**scale_points(), "automargin": True},
        },
    )


def draw_trajectory(
    values: Sequence[tuple[date, float]], path: Sequence[tuple[date | None, float | None]], unit: str
) -> go.Figure:
    """Measured values of an indicator by day, and the straight line from baseline to target."""
    return go.Figure(
        data=[
            go.Scatter(
                name=say("baseline to target"),
                x=[day.isoformat() if day else None for day, _ in path],
                y=[value for _, value in path],
                mode="lines+markers",
                line={"color": OTHERS, "dash": "dash", "width": 2},
                marker={"symbol": "diamond", "size": 9},
                hovertemplate=f"%{{x|%Y}}: %{{y}}<extra>{say('baseline to target')}</extra>",
            ),
            go.Scatter(
                name=say("measured"),
                x=[day.isoformat() for day, _ in values],
                y=[value for _, value in values],
                mode="lines+markers",
                line={"color": OWN, "width": 2},
                marker={"size": 9},
                hovertemplate="%{x|%Y-%m-%d}: %{y}<extra></extra>",
            ),
        ],
        layout={
            **LAYOUT,
            "height": 260,
            "showlegend": True,
            "xaxis": {"type": "date", "gridcolor": GRID, "automargin": True},
            "yaxis": {"gridcolor": GRID, "zeroline": False, "automargin": True, "title": {"text": break_label(unit)}},
        },
    )


def draw_change(names: Sequence[str], values: Sequence[float | None], texts: Sequence[str | None]) -> go.Figure:
    """The parts of a change one after the other, and at the end (the last name) the change that they make up."""
    return go.Figure(
        data=[
            go.Waterfall(
                orientation="h",
                measure=["relative"] * (len(names) - 1) + ["total"],
                x=list(values),
                y=list(names),
                text=list(texts),
                textposition="outside",
                cliponaxis=False,
                increasing={"marker": {"color": OWN}},
                decreasing={"marker": {"color": OTHERS}},
                totals={"marker": {"color": INK}},
                connector={"line": {"color": PALE, "width": 1}},
                hovertemplate="%{y}: %{text}<extra></extra>",
            )
        ],
        layout={
            **LAYOUT,
            "height": 60 + 36 * len(names),
            "xaxis": {"gridcolor": GRID, "zerolinecolor": INK, "title": {"text": say("points of the index")}},
            "yaxis": {"autorange": "reversed", "automargin": True},
        },
    )


def draw_network(names: Sequence[str], scores: Sequence[float], groups: Sequence[str], mean: float) -> go.Figure:
    """Cities of the network as dots by score, one row a country, and the sample mean as a line."""
    rows = sorted(set(groups))
    return go.Figure(
        data=[
            go.Scatter(
                x=list(scores),
                y=list(groups),
                text=list(names),
                mode="markers",
                marker={"size": 12, "color": OWN, "opacity": 0.75, "line": {"color": "#fff", "width": 1}},
                hovertemplate="%{text}: %{x:.0f}<extra></extra>",
            )
        ],
        layout={
            **LAYOUT,
            "height": 130 + 30 * len(rows),
            "margin": {**LAYOUT["margin"], "t": 34},
            "showlegend": False,
            "xaxis": {**scale_points(), "automargin": True},
            "yaxis": {"categoryarray": rows[::-1], "categoryorder": "array", "gridcolor": GRID, "automargin": True, "title": {"text": say("country")}},
            "shapes": [{"type": "line", "x0": mean, "x1": mean, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": OTHERS, "width": 2, "dash": "dash"}}],
            "annotations": [{"x": mean, "y": 1, "yref": "paper", "yanchor": "bottom", "text": say("mean {number}", number=show_score(mean)), "showarrow": False, "font": {"color": OTHERS}}],
        },
    )  # fmt: skip


def draw_participation(cycles: Sequence[int], counts: Sequence[int]) -> go.Figure:
    """How many cities took part in each cycle."""
    return go.Figure(
        data=[
            go.Bar(
                x=list(cycles),
                y=list(counts),
                marker={"color": OWN},
                hovertemplate=say("%{x}: %{y} cities") + "<extra></extra>",
            )
        ],
        layout={
            **LAYOUT,
            "height": 260,
            "xaxis": {"dtick": 1, "tickformat": "d", "automargin": True, "title": {"text": say("cycle")}},
            "yaxis": {
                "gridcolor": GRID,
                "rangemode": "tozero",
                "title": {"text": say("cities"), "standoff": 10},
                "automargin": True,
            },
        },
    )


@cache
def outline(draw: Callable[..., go.Figure], names: tuple[str, ...], language: str) -> dict[str, Any]:
    """The JSON of a chart of areas without figures, in the language that is spoken. Hundreds of cities share it: building each
    anew takes most of the time of the site.
    """
    empty = [None] * len(names)
    return draw(names, empty, empty).to_plotly_json()


def fill_areas(
    names: Sequence[str],
    scores: Sequence[float | None],
    means: Sequence[float | None],
    hollow: Sequence[bool],
) -> dict[str, Any]:
    """The JSON of `draw_areas`."""
    chart = outline(draw_areas, tuple(names), spoken_language())
    bars, marks = chart["data"]
    marker = bars["marker"] | {"color": [colour_bar(mark) for mark in hollow]}
    return chart | {"data": [bars | {"x": list(scores), "marker": marker}, marks | {"x": list(means)}]}


def fill_radar(names: Sequence[str], scores: Sequence[float | None], means: Sequence[float | None]) -> dict[str, Any]:
    """The JSON of `draw_radar`."""
    chart = outline(draw_radar, tuple(names), spoken_language())
    city, group = chart["data"]
    return chart | {"data": [city | {"r": close_ring(scores)}, group | {"r": close_ring(means)}]}


def fill_change(names: Sequence[str], parts: Sequence[float], texts: Sequence[str]) -> dict[str, Any]:
    """The JSON of `draw_change` with room for its texts on both sides."""
    chart = outline(draw_change, tuple(names), spoken_language())
    sums = [0.0, *accumulate(parts)]
    room = 0.25 * max(max(sums) - min(sums), 1.0)
    axis = chart["layout"]["xaxis"] | {"range": [min(sums) - room, max(sums) + room]}
    bars = chart["data"][0] | {"x": [*parts, sums[-1]], "text": list(texts)}
    return chart | {"data": [bars], "layout": chart["layout"] | {"xaxis": axis}}
