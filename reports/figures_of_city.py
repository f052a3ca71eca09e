"""Charts of one city: its areas beside the mean of a group, and what a change is made of. Hundreds of cities share the outline of
a chart, which is filled with the figures of each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from reports.figures import FONT, LAYOUT, scale_points
from reports.language import say, spoken_language
from reports.palette import GRID, INK, OTHERS, OWN, PALE


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
