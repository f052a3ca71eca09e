"""The charts of what anti-rumours work and strategies achieve; what all charts have in common is in `figures.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.figures import GRID, LAYOUT, OTHERS, OWN
from reports.language import say
from reports.palette import INK


def draw_prevalence(rows: Sequence[Mapping[str, Any]]) -> go.Figure:
    """Shares in percent by day with their intervals; a value without an interval is hollow."""
    days = [row["observed_on"].isoformat() for row in rows]
    values = [row["prevalence_pct"] for row in rows]
    known = [row["prevalence_low"] is not None for row in rows]
    return go.Figure(
        data=[
            go.Scatter(
                x=days,
                y=values,
                customdata=[
                    f"{row['prevalence_low']:.0f}–{row['prevalence_high']:.0f} %, n = {row['sample_size']}" if is_known else "n = ?"
                    for row, is_known in zip(rows, known, strict=True)
                ],
                mode="lines+markers",
                line={"color": OWN, "width": 1, "dash": "dot"},
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": [row["prevalence_high"] - row["prevalence_pct"] if row["prevalence_high"] is not None else 0 for row in rows],
                    "arrayminus": [row["prevalence_pct"] - row["prevalence_low"] if row["prevalence_low"] is not None else 0 for row in rows],
                    "color": OWN,
                    "thickness": 2,
                    "width": 5,
                },
                marker={
                    "size": 10,
                    "color": OWN,
                    "symbol": ["circle" if is_known else "circle-open" for is_known in known],
                    "line": {"color": OWN, "width": 2},
                },
                hovertemplate="%{y:.1f} % (%{customdata})<extra></extra>",
            )
        ],
        layout={
            **LAYOUT,
            "height": 280,
            "showlegend": False,
            "xaxis": {"type": "date", "gridcolor": GRID, "automargin": True, "dtick": "M12", "tickformat": "%Y"},
            "yaxis": {"range": [0, 100], "gridcolor": GRID, "zeroline": False, "automargin": True, "title": {"text": say("percent who believe it")}},
        },
    )  # fmt: skip


def draw_effects(names: Sequence[str], index_changes: Sequence[float], outcome_changes: Sequence[float]) -> go.Figure:
    """Cities as dots: the change of the index against the part of the way to their targets that outcomes have made, in percent."""
    return go.Figure(
        data=[
            go.Scatter(
                x=list(index_changes),
                y=[100 * value for value in outcome_changes],
                text=list(names),
                mode="markers",
                marker={"size": 11, "color": OWN, "opacity": 0.8, "line": {"color": "#fff", "width": 1}},
                hovertemplate="%{text}: %{x:.1f}; %{y:.0f} %<extra></extra>",
            )
        ],
        layout={
            **LAYOUT,
            "height": 460,
            "showlegend": False,
            "xaxis": {"gridcolor": GRID, "zerolinecolor": INK, "automargin": True, "title": {"text": say("change of the index, points")}},
            "yaxis": {"gridcolor": GRID, "zerolinecolor": INK, "automargin": True, "rangemode": "tozero", "ticksuffix": " %", "title": {"text": say("way to the targets")}},
            "shapes": [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100, "y1": 100, "line": {"color": OTHERS, "width": 1, "dash": "dash"}}],
            "annotations": [{"xref": "paper", "x": 1, "xanchor": "right", "y": 100, "yanchor": "bottom", "text": say("targets reached"), "showarrow": False, "font": {"color": OTHERS}}],
        },
    )  # fmt: skip
