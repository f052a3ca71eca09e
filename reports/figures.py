"""Charts: plain rows in, `go.Figure` out. Colours are told apart by people who see colours differently; every chart has its
table on the page, so nothing is said by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from reports.language import say
from reports.numbers import show_score
from reports.palette import ACCENT, GRID, INK, OTHERS, OWN

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


def scale_cycles(cycles: Iterable[int]) -> dict[str, Any]:
    """An axis of years: each is named, or every so many that names do not overlap on a phone."""
    years = [*cycles] or [0]
    step = 1 if max(years) - min(years) < 20 else (max(years) - min(years)) // 10
    return {"tick0": min(years), "dtick": step, "tickformat": "d", "automargin": True, "title": {"text": say("cycle")}}


def break_label(text: str) -> str:
    """A name over several lines, for labels around a circle."""
    return "<br>".join(textwrap.wrap(text, 18, break_long_words=False))


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
            "xaxis": {**scale_cycles(cycle for _, cycles, _ in series for cycle in cycles), "gridcolor": GRID},
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
            "xaxis": scale_cycles(cycles),
            "yaxis": {
                "gridcolor": GRID,
                "rangemode": "tozero",
                "title": {"text": say("cities"), "standoff": 10},
                "automargin": True,
            },
        },
    )
