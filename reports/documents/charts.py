"""The kinds of charts that documents have: plain rows in, SVG out. What a chart says in words and its table belong to the document.

Colours and marks are those of the charts of the site. A score of None is left out; its table says why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.documents.drawing import (
    SIZE,
    Point,
    draw_box,
    draw_line,
    draw_lines,
    draw_mark,
    draw_path,
    draw_text,
    frame,
    wrap_label,
)
from reports.numbers import show_change, show_score
from reports.palette import ACCENT, GRID, INK, OTHERS, OWN, PALE, PAPER, QUIET

WIDTH, LEFT, RIGHT = 640.0, 190.0, 26.0
TICKS = (0, 25, 50, 75, 100)
COLOURS = (OWN, OTHERS, ACCENT, INK)
DASHES = ("", "6 4", "2 3", "8 3 2 3")
SHAPES = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True)
class Level:
    """One row of a dot plot: a score with its interval, the spread of a group, the means of groups, the score before."""

    name: str
    score: float | None
    low: float | None = None
    high: float | None = None
    spread: tuple[float | None, float | None] = (None, None)
    means: Sequence[float | None] = ()
    before: float | None = None
    is_hollow: bool = False


@dataclass(frozen=True)
class Entry:
    """A mark of the legend with its words."""

    shape: str  # of a mark, or: band, line
    colour: str
    label: str
    is_hollow: bool = False


def to_x(value: float, left: float = LEFT, right: float = RIGHT) -> float:
    return left + (WIDTH - left - right) * value / 100


def draw_legend(entries: Sequence[Entry], y: float) -> tuple[list[str], float]:
    """The legend from the height `y` down, over as many lines as it needs; and the height below it."""
    parts, x = [], 4.0
    for entry in entries:
        width = 26 + len(entry.label) * SIZE * 0.56
        if x > 4 and x + width > WIDTH:
            x, y = 4.0, y + 19
        if entry.shape == "band":
            parts.append(draw_box(x, y - 6, 14, 12, entry.colour))
        elif entry.shape == "line":
            parts.append(draw_line((x, y), (x + 14, y), entry.colour, 2.5))
        else:
            parts.append(draw_mark(x + 7, y, entry.shape, entry.colour, is_hollow=entry.is_hollow))
        parts.append(draw_text(x + 19, y + 4, entry.label, size=11))
        x += width
    return parts, y + 16


def draw_scale(top: float, bottom: float, left: float = LEFT, right: float = RIGHT) -> list[str]:
    """The lines of 0 to 100 with their figures below."""
    lines = [draw_line((to_x(tick, left, right), top), (to_x(tick, left, right), bottom), GRID) for tick in TICKS]
    return lines + [
        draw_text(to_x(tick, left, right), bottom + 15, str(tick), anchor="middle", size=10.5, colour=QUIET)
        for tick in TICKS
    ]


def chart_levels(levels: Sequence[Level], legend: Sequence[Entry], step: float = 46.0) -> str:
    """Scores as dots between 0 and 100, each against the spread and the means of groups."""
    parts, top = draw_legend(legend, 12)
    bottom = top + step * len(levels)
    parts += draw_scale(top, bottom)
    for place, level in enumerate(levels):
        y = top + step * (place + 0.5)
        parts.append(draw_lines(LEFT - 12, y, wrap_label(level.name, 25), anchor="end", size=11.5))
        low, high = level.spread
        if low is not None and high is not None:
            parts.append(draw_box(to_x(low), y - 9, to_x(high) - to_x(low), 18, PALE, opacity=0.6))
        if level.low is not None and level.high is not None:
            ends = to_x(level.low), to_x(level.high)
            parts += [
                draw_line((ends[0], y), (ends[1], y), OWN, 2.5),
                *(draw_line((x, y - 6), (x, y + 6), OWN, 2) for x in ends),
            ]
        for number, mean in enumerate(level.means):
            if mean is not None:
                parts.append(draw_mark(to_x(mean), y, "diamond", OTHERS, size=5, is_hollow=number > 0))
        if level.before is not None and level.score is not None:
            parts.append(draw_line((to_x(level.before), y), (to_x(level.score), y), OWN, 1.3, "3 2"))
            parts.append(draw_mark(to_x(level.before), y, "circle", OWN, size=4, is_hollow=True))
        if level.score is not None:
            parts.append(draw_mark(to_x(level.score), y, "circle", OWN, size=6.5, is_hollow=level.is_hollow))
            parts.append(
                draw_text(to_x(level.score), y - 12, show_score(level.score), anchor="middle", bold=True, colour=OWN)
            )
    return frame(WIDTH, bottom + 22, parts)


def chart_bars(
    names: Sequence[str],
    scores: Sequence[float | None],
    means: Sequence[float | None],
    hollow: Sequence[bool],
    legend: Sequence[Entry],
) -> str:
    """Areas as bars with a mark for the mean of a group; hollow bars are indicative."""
    step = 30.0
    parts, top = draw_legend(legend, 12)
    bottom = top + step * len(names)
    parts += draw_scale(top, bottom, right=44.0)
    for place, (name, score, mean, is_hollow) in enumerate(zip(names, scores, means, hollow, strict=True)):
        y = top + step * (place + 0.5)
        parts.append(draw_lines(LEFT - 10, y, wrap_label(name, 27, 2), anchor="end", size=11))
        if score is not None:
            end = to_x(score, right=44.0)
            parts.append(draw_box(LEFT, y - 9, end - LEFT, 18, PAPER if is_hollow else OWN, OWN))
            beside = max(end, to_x(mean, right=44.0) + 6 if mean is not None and abs(mean - score) < 8 else end)
            parts.append(draw_text(beside + 5, y + 4, show_score(score), bold=True, colour=OWN, size=11.5))
        if mean is not None:
            at_mean = to_x(mean, right=44.0)
            parts.append(draw_mark(at_mean, y, "diamond", PAPER, size=6.5))  # so that it stands out on the bar
            parts.append(draw_mark(at_mean, y, "diamond", OTHERS, size=5))
    return frame(WIDTH, bottom + 22, parts)


def chart_radar(names: Sequence[str], rings: Sequence[Sequence[float | None]], legend: Sequence[Entry]) -> str:
    """The same areas around a circle: the first ring is the city, filled; the next ones are dashed."""
    parts, top = draw_legend(legend, 12)
    radius = 135.0
    centre = (WIDTH / 2, top + radius + 44)

    def place(number: int, value: float) -> Point:
        angle = 2 * math.pi * number / max(len(names), 1) - math.pi / 2
        return centre[0] + radius * value / 100 * math.cos(angle), centre[1] + radius * value / 100 * math.sin(angle)

    count = range(len(names))
    parts += [draw_path([place(number, tick) for number in count], GRID, 1, is_closed=True) for tick in TICKS[1:]]
    parts += [draw_line(centre, place(number, 100), GRID) for number in count]
    for number, name in enumerate(names):
        x, y = place(number, 109)
        anchor = "middle" if abs(x - centre[0]) < 20 else "start" if x > centre[0] else "end"
        parts.append(draw_lines(x, y, wrap_label(name, 24, 2), anchor=anchor, size=10.5))
    for ring, values in enumerate(rings):
        points = [place(number, value) for number, value in enumerate(values) if value is not None]
        colour, dash = COLOURS[ring % 4], DASHES[ring % 4]
        if len(points) > 2:
            parts.append(
                draw_path(points, colour, 2, dash=dash, fill="none" if ring else f"{colour}/0.13", is_closed=True)
            )
        parts += [draw_mark(x, y, "diamond" if ring else "circle", colour, size=3.5) for x, y in points]
    parts += [draw_text(centre[0] + 3, place(0, tick)[1] + 4, str(tick), size=9, colour=QUIET) for tick in (25, 50, 75)]
    return frame(WIDTH, centre[1] + radius + 42, parts)


def chart_lines(series: Sequence[tuple[str, Sequence[int], Sequence[float | None]]]) -> str:
    """A score over cycles, one line for each series (name, cycles, scores)."""
    legend = [Entry(SHAPES[place % 4], COLOURS[place % 4], name) for place, (name, _, _) in enumerate(series)]
    parts, top = draw_legend(legend, 12)
    left, right, height = 40.0, 24.0, 190.0
    top += 8
    cycles = sorted({cycle for _, years, _ in series for cycle in years})
    first, last = (cycles[0], cycles[-1]) if cycles else (0, 0)

    def x(cycle: int) -> float:
        return left + 20 + (WIDTH - left - right - 40) * ((cycle - first) / (last - first) if last > first else 0.5)

    def y(value: float) -> float:
        return top + height * (1 - value / 100)

    for tick in TICKS:
        parts += [
            draw_line((left, y(tick)), (WIDTH - right, y(tick)), GRID),
            draw_text(left - 6, y(tick) + 4, str(tick), anchor="end", size=10.5, colour=QUIET),
        ]
    labelled = -math.inf
    for cycle in cycles:
        if x(cycle) - labelled >= 34:
            labelled = x(cycle)
            parts.append(draw_text(labelled, top + height + 17, str(cycle), anchor="middle", size=10.5, colour=QUIET))
    crowded = len(cycles) > 12
    for place, (_, years, values) in enumerate(series):
        colour = COLOURS[place % 4]
        points = [(x(year), y(value), value) for year, value in zip(years, values, strict=True) if value is not None]
        if len(points) > 1:
            parts.append(draw_path([(px, py) for px, py, _ in points], colour, 2, dash=DASHES[place % 4]))
        parts += [draw_mark(px, py, SHAPES[place % 4], colour, size=4.5) for px, py, _ in points]
        if not crowded and place == 0:
            parts += [
                draw_text(px, py - 10, show_score(value), anchor="middle", bold=True, colour=colour, size=11)
                for px, py, value in points
            ]
    return frame(WIDTH, top + height + 24, parts)


def chart_parts(names: Sequence[str], parts_of_it: Sequence[float]) -> str:
    """The parts of a change one after the other, and as the last name the change that they make up."""
    sums = [0.0]
    for part in parts_of_it:
        sums.append(sums[-1] + part)
    spans = [*pairwise(sums), (0.0, sums[-1])]
    low, high = min(sums), max(sums)
    room = 0.18 * max(high - low, 1.0)
    step, top, right = 30.0, 6.0, 40.0

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - right) * (value - low + room) / (high - low + 2 * room)

    bottom = top + step * len(names)
    parts = [draw_line((x(0), top), (x(0), bottom), INK)]
    for place, (name, (start, end)) in enumerate(zip(names, spans, strict=True)):
        y = top + step * (place + 0.5)
        is_sum = place == len(names) - 1
        colour = INK if is_sum else OWN if end >= start else OTHERS
        parts.append(draw_lines(LEFT - 10, y, wrap_label(name, 27, 2), anchor="end", size=11.5, bold=is_sum))
        parts.append(draw_box(x(min(start, end)), y - 9, max(x(max(start, end)) - x(min(start, end)), 1.5), 18, colour))
        is_left = end < start
        edge = x(min(start, end)) - 6 if is_left else x(max(start, end)) + 6
        parts.append(
            draw_text(
                edge,
                y + 4,
                show_change(end - start),
                anchor="end" if is_left else "start",
                size=11.5,
                bold=True,
                colour=colour,
            )
        )
        if place < len(names) - 2:
            parts.append(draw_line((x(end), y + 9), (x(end), y + step - 9), PALE))
    return frame(WIDTH, bottom + 6, parts)
