"""The chart of the residents' survey; what all charts have in common is in `figures.py`."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.figures import GRID, LAYOUT, OTHERS, OWN

ROW = 62  # pixels of a statement
WIDTH = 44  # characters of a line above its points, so that it fits a telephone
APART = 0.16  # of a row, between two surveys


def draw_survey(names: Sequence[str], series: Sequence[tuple[str, Sequence[Mapping[str, Any] | None]]]) -> go.Figure:
    """Means of 1 to 5 with their intervals, a row an item; the last survey (name, results) is filled, earlier ones are hollow."""
    last = len(series) - 1
    return go.Figure(
        data=[draw_results(name, results, last - place) for place, (name, results) in enumerate(series)],
        layout={
            **LAYOUT,
            "height": 110 + ROW * len(names),
            "showlegend": len(series) > 1,
            "xaxis": {"range": [0.9, 5.1], "dtick": 1, "gridcolor": GRID, "zeroline": False, "fixedrange": True},
            "yaxis": {"range": [len(names) - 0.55, -0.75], "showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True},
            "annotations": [label(place, name) for place, name in enumerate(names)],
        },
    )  # fmt: skip


def draw_results(name: str, results: Sequence[Mapping[str, Any] | None], ago: int) -> go.Scatter:
    """One survey; `ago` says how many surveys lie between it and the last one, which has 0."""
    shown = [(place, row) for place, row in enumerate(results) if row and row["mean"] is not None]
    colour = OTHERS if ago else OWN
    return go.Scatter(
        name=name,
        x=[row["mean"] for _, row in shown],
        y=[place + APART * ago for place, _ in shown],
        customdata=[[row["low"], row["high"], row["respondents"]] for _, row in shown],
        mode="markers",
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [row["high"] - row["mean"] for _, row in shown],
            "arrayminus": [row["mean"] - row["low"] for _, row in shown],
            "color": colour,
            "thickness": 1.5,
        },
        marker={
            "size": 9,
            "color": colour,
            "symbol": "circle-open" if ago else "circle",
            "line": {"color": colour, "width": 2},
        },
        hovertemplate="%{x:.2f} (%{customdata[0]:.2f}–%{customdata[1]:.2f}, n = %{customdata[2]})<extra>"
        + name
        + "</extra>",
    )


def label(place: int, name: str) -> dict[str, Any]:
    """A statement above its points."""
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "align": "left",
        "y": place - 0.12, "yanchor": "bottom",
        "text": "<br>".join(textwrap.wrap(name, WIDTH)),
        "showarrow": False, "font": {"size": 12},
    }  # fmt: skip
