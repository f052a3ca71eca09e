"""Section 8 of the methodology and the other published rules once more, one series at a time, in plain Python."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Series:
    """What is known of one indicator, group and target; None where it is not known. `values` are all up to `as_of`."""

    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    values: tuple[tuple[date, float], ...]
    direction: str | None
    scale: tuple[float, float] | None
    as_of: date

    @property
    def latest(self) -> tuple[date, float] | None:
        return self.values[-1] if self.values else None

    @property
    def sign(self) -> int:
        return 1 if self.direction == "up" else -1

    def years(self, later: date, earlier: date) -> float:
        return (later - earlier).days / 365.25


def is_there(*things: object) -> bool:
    return all(thing is not None for thing in things)


def reached(s: Series) -> bool:
    if not is_there(s.latest, s.target, s.direction):
        return False
    value = s.latest[1]
    return value >= s.target if s.direction == "up" else value <= s.target


def ratio(s: Series) -> float:
    way = (s.latest[1] - s.baseline) / (s.target - s.baseline)
    return way / ((s.latest[0] - s.baseline_on).days / (s.target_on - s.baseline_on).days)


def status(s: Series) -> str:
    if is_there(s.target_on, s.baseline_on) and s.target_on <= s.baseline_on:
        return "invalid_target"
    if is_there(s.target, s.baseline, s.direction) and s.sign * (s.target - s.baseline) < 0:
        return "invalid_target"
    if not is_there(s.baseline, s.baseline_on, s.target, s.target_on, s.latest, s.direction):
        return "insufficient_data"
    if s.latest[0] <= s.baseline_on:
        return "insufficient_data"
    if s.target == s.baseline:
        tolerance = 0.02 * (s.scale[1] - s.scale[0]) if s.scale else 0.0
        return "maintained" if s.sign * (s.latest[1] - s.target) >= -tolerance else "moving_away"
    if reached(s):
        return "achieved"
    for limit, name in ((0.95, "on_track"), (0.60, "needs_acceleration"), (0, "limited")):
        if round(ratio(s), 12) >= limit:
            return name
    return "moving_away"


def overdue(s: Series) -> str:
    if not is_there(s.target_on, s.target) or s.as_of <= s.target_on or reached(s):
        return "no"
    return "no" if status(s) in ("achieved", "maintained", "invalid_target") else "yes"


def growth(later: float | None, earlier: float | None, years: float) -> float | None:
    if not is_there(later, earlier) or later <= 0 or earlier <= 0 or years <= 0:
        return None
    return (later / earlier) ** (1 / years) - 1


def growth_so_far(s: Series) -> float | None:
    if not is_there(s.latest, s.baseline, s.baseline_on):
        return None
    return growth(s.latest[1], s.baseline, s.years(s.latest[0], s.baseline_on))


def band(figure: float | None, bands: tuple[tuple[float, str], ...], below: str) -> str:
    if figure is None or math.isnan(figure):
        return "undefined"
    return next((name for limit, name in bands if round(figure, 12) >= limit), below)


def cagr(s: Series) -> str:
    so_far = growth_so_far(s)
    if not is_there(s.target, s.target_on):
        if so_far is None or s.direction is None:
            return "undefined"
        asked = 1.0
        if s.direction == "up" and s.scale and s.scale[1] > 0:
            asked = 1 - min(1.0, max(0.0, s.baseline / s.scale[1])) ** 4.44
        bands = ((0.015 * asked, "substantial"), (0.005 * asked, "moderate"), (0.0, "limited"))
        return band(s.sign * so_far, bands, "deterioration")
    if reached(s):
        return "achieved"
    needed = None
    if is_there(s.baseline, s.baseline_on):
        needed = growth(s.target, s.baseline, s.years(s.target_on, s.baseline_on))
    if so_far is None or not needed or s.direction is None:
        return "undefined"
    bands = ((0.95, "on_track"), (0.60, "needs_acceleration"), (0.0, "limited"))
    return band(s.sign * so_far / abs(needed), bands, "deterioration")


def un_chart(s: Series) -> str:
    if is_there(s.latest, s.target) and s.target in (0, 100) and abs(s.latest[1] - s.target) <= 1:
        return "reached"
    so_far = growth_so_far(s)
    if so_far is None or not is_there(s.target, s.target_on) or s.target == s.baseline:
        return "undefined"
    projected = s.latest[1] * (1 + so_far) ** s.years(s.target_on, s.latest[0])
    share = (projected - s.baseline) / (s.target - s.baseline)
    return band(share, ((0.95, "substantial"), (0.10, "moderate")), "none_or_wrong_way")


def weather(s: Series) -> str:
    if reached(s):
        return "reached"
    last = s.values[-6:]
    if len(last) < 4 or not is_there(s.target, s.target_on, s.direction) or s.target_on <= s.latest[0]:
        return "undefined"
    if s.target == s.latest[1]:
        return "undefined"
    changes = [(b[1] - a[1]) / s.years(b[0], a[0]) for a, b in pairwise(last)]
    mean = sum(changes) / len(changes)
    if s.sign * mean < 0:
        return "thunderstorm"
    projected = s.latest[1] + mean * s.years(s.target_on, s.latest[0])
    gap = round((s.target - projected) / (s.target - s.latest[1]), 12)
    return "sun" if gap <= 0.05 else "slightly_cloudy" if gap <= 0.20 else "cloud"


def arrows(s: Series) -> str:
    if reached(s):
        return "reached"
    if not is_there(s.baseline, s.baseline_on, s.target, s.target_on, s.latest) or s.target == s.baseline:
        return "undefined"
    if s.target_on <= s.baseline_on or s.latest[0] <= s.baseline_on:
        return "undefined"
    needed = (s.target - s.baseline) / s.years(s.target_on, s.baseline_on)
    pace = (s.latest[1] - s.baseline) / s.years(s.latest[0], s.baseline_on)
    bands = ((1.0, "on_track"), (0.5, "moderately_improving"), (0.0, "stagnating"))
    return band(pace / needed, bands, "decreasing")


RULES = {"cagr": cagr, "un_chart": un_chart, "weather": weather, "arrows": arrows}
