"""The map of the learning clusters: cities as marks in two dimensions. Other charts are in `figures.py`."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.figures import ACCENT, GRID, INK, LAYOUT, OTHERS, OWN
from reports.language import say
from reports.numbers import show_share

COLOURS = (OWN, OTHERS, ACCENT, INK)
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")


def draw_map(
    groups: Sequence[tuple[str, Sequence[str], Sequence[float], Sequence[float]]],
    shares: tuple[float | None, float | None],
) -> go.Figure:
    """Groups of cities: name, cities, places on two axes. `shares` is how much of the variance each axis shows."""
    return go.Figure(
        data=[
            go.Scatter(
                name=say("cluster {name}", name=name),
                x=list(xs),
                y=list(ys),
                text=list(cities),
                mode="markers",
                marker={
                    "symbol": SYMBOLS[place % len(SYMBOLS)],
                    "color": COLOURS[place % len(COLOURS)],
                    "size": 11,
                    "line": {"color": "#fff", "width": 1},
                },
                hovertemplate="%{text}<extra>" + say("cluster {name}", name=name) + "</extra>",
            )
            for place, (name, cities, xs, ys) in enumerate(groups)
        ],
        layout={
            **LAYOUT,
            "height": 460,
            "showlegend": True,
            "xaxis": {
                "gridcolor": GRID,
                "zerolinecolor": GRID,
                "title": {"text": say("first axis ({share} of the differences)", share=show_share(shares[0]))},
            },
            "yaxis": {
                "gridcolor": GRID,
                "zerolinecolor": GRID,
                "automargin": True,
                "title": {"text": say("second axis ({share})", share=show_share(shares[1]))},
            },
        },
    )
