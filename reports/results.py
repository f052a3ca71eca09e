"""The result chain of a strategy, arranged for pages and papers: index, plan and outcomes beside each other, the worst first.

The tables are `result_*` (for everybody) or `own_result_*` (for the city itself); nothing is counted here that they do not hold, but how
many indicators have each status. No sentence says that an action moved an indicator. How it looks is left to those who ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assets.schema import mart_tables
from reports.book import Row, group_rows
from reports.language import say, say_count, spoken_wording
from reports.numbers import show_day, show_number, show_value
from reports.pages.strategies import ORDER, rank_status
from reports.words_of_results import MILESTONES, MISSING_LINKS, MOVEMENTS

PREFIX = "result_"
OWN = "own_"
TABLES = tuple(name for name in mart_tables() if name.startswith(PREFIX))
# What is done, the worst first: what was given up, what lies ahead, what runs, what is done.
PLAN = ("discontinued", "planned", "ongoing", "completed")
NOT_SAID = "–"


@dataclass(frozen=True)
class Objective:
    """An objective with its actions and its indicators, both the worst first."""

    row: Row
    actions: list[Row] = field(repr=False)
    indicators: list[Row] = field(repr=False)

    @property
    def name(self) -> str:
        return str(self.row["objective"] or say("Without an objective"))

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Objectives with the worst indicator first; what names no objective last."""
        worst = min((rank_status(row)[0] for row in self.indicators), default=ORDER["insufficient_data"])
        return (self.row["objective_number"] == 0, worst, self.row["objective_number"])


@dataclass(frozen=True)
class Chain:
    """One strategy: its row of sums, its objectives the worst first, and what the index says of its areas."""

    row: Row
    objectives: list[Objective] = field(repr=False)
    areas: list[Row] = field(repr=False)

    @property
    def indicators(self) -> list[Row]:
        return [row for objective in self.objectives for row in objective.indicators]

    @property
    def actions(self) -> list[Row]:
        """Each once, whatever number of objectives it serves."""
        return list({row["entry_id"]: row for objective in self.objectives for row in objective.actions}.values())


def arrange_chains(tables: Mapping[str, Sequence[Row]], order: Mapping[str, int]) -> dict[str, list[Chain]]:
    """The chains of each city, the strategy that began last first. `tables` by name without `own_`; `order` is that of areas."""
    place = ("strategy_id", "objective_number")
    actions = group_rows(tables["result_actions"], *place)
    indicators = group_rows(tables["result_indicators"], *place)
    objectives = group_rows(tables["result_objectives"], "strategy_id")
    areas = group_rows(tables["result_areas"], "strategy_id")
    chains: dict[str, list[Chain]] = {}
    for row in sorted(tables["result_strategies"], key=lambda row: str(row["starts_on"] or ""), reverse=True):
        if not row["actions"] and not row["indicators"]:
            continue
        found = [
            Objective(
                each,
                sorted(actions.get((row["strategy_id"], each["objective_number"]), []), key=rank_action),
                sorted(indicators.get((row["strategy_id"], each["objective_number"]), []), key=rank_indicator),
            )
            for each in objectives.get(row["strategy_id"], [])
        ]
        about = sorted(areas.get(row["strategy_id"], []), key=lambda area: rank_area(area, order))
        chains.setdefault(row["city_code"], []).append(Chain(row, sorted(found, key=lambda each: each.rank), about))
    return chains


def rank_area(row: Row, order: Mapping[str, int]) -> tuple[bool, float, int]:
    """The lowest score first, areas without one last."""
    return (row["score"] is None, row["score"] or 0.0, order.get(row["area_code"], 99))


def rank_action(row: Row) -> tuple[int, bool, str]:
    status = row["status"]
    return (PLAN.index(status) if status in PLAN else len(PLAN), row["milestone_passed"] is None, row["entry_id"])


def rank_indicator(row: Row) -> tuple[int, bool, str]:
    return (*rank_status(row), row["indicator_id"])


def name_action_status(code: str | None) -> str:
    """The status of an action as its workbook calls it."""
    return spoken_wording().find(f"value.status.{code}", code or "") if code else say("No status")


def list_plan(row: Row) -> list[tuple[str, int]]:
    """How many actions have each status, the worst first; what there is none of is left out."""
    states = [(name_action_status(code), row[f"actions_{code}"]) for code in PLAN]
    return [
        (name, count) for name, count in (*states, (name_action_status(None), row["actions_without_status"])) if count
    ]


def tell_late(row: Row) -> str:
    """How many actions are late; they have a status as well."""
    return (
        say_count(
            "{number} past its planned start or end", "{number} past their planned start or end", row["actions_late"]
        )
        if row["actions_late"]
        else ""
    )


def tell_plan(row: Row) -> str:
    """The plan in one line: what is late, then every status with its number."""
    return say("; ").join(filter(None, [tell_late(row), tell_pairs(list_plan(row))]))


def list_movements(row: Row) -> list[tuple[str, int]]:
    """How many indicators moved which way since their baselines, the worst first."""
    codes = ("other_way", "unchanged", "not_measured", "wanted_way")
    return [(say(MOVEMENTS[code]), row[f"indicators_{code}"]) for code in codes if row[f"indicators_{code}"]]


def tell_pairs(pairs: Iterable[tuple[str, int]]) -> str:
    """Names with their numbers, in one line."""
    return say("; ").join(say("{name}: {number}", name=name, number=number) for name, number in pairs)


def tell_cost(row: Row) -> str:
    """What is known of the money, of how many actions, and of how many nothing is known."""
    if not row["actions"]:
        return NOT_SAID
    parts = []
    if row["actions_with_spending"]:
        parts.append(
            say_count(
                "{amount} euro spent ({number} action)",
                "{amount} euro spent ({number} actions)",
                row["actions_with_spending"],
                amount=show_number(row["spent_eur"]),
            )
        )
    if row["actions_with_budget"]:
        parts.append(
            say_count(
                "{amount} euro budgeted ({number} action)",
                "{amount} euro budgeted ({number} actions)",
                row["actions_with_budget"],
                amount=show_number(row["budget_eur"]),
            )
        )
    if row["actions_without_cost"]:
        parts.append(
            say_count("no amount for {number} action", "no amount for {number} actions", row["actions_without_cost"])
        )
    return say("; ").join(parts)


def tell_value(indicator: Row) -> str:
    """From where to where an indicator moved, and where it is to be: no more than is known."""
    unit = str(indicator["unit"] or "")
    if indicator["change"] is None and indicator["movement"] != "no_baseline":
        told = say("no value after the baseline")
    elif indicator["movement"] == "no_baseline":
        told = say(
            "{value} {unit} on {day}, no baseline",
            value=show_value(indicator["latest_value"]), unit=unit, day=show_day(indicator["latest_on"]),
        )  # fmt: skip
    else:
        told = say(
            "{baseline} on {start}, {value} {unit} on {day}",
            baseline=show_value(indicator["baseline_value"]), start=show_day(indicator["baseline_on"]),
            value=show_value(indicator["latest_value"]), unit=unit, day=show_day(indicator["latest_on"]),
        )  # fmt: skip
    if indicator["target_value"] is None or indicator["target_on"] is None:
        return told
    aim = say(
        "to be {target} by {day}", target=show_value(indicator["target_value"]), day=show_day(indicator["target_on"])
    )
    return say("; ").join([told, aim])


def tell_action(action: Row) -> list[str]:
    """What has to be known of an action beside its status: a day that has passed, that nobody accepted it."""
    return [
        *([say(MILESTONES[action["milestone_passed"]])] if action["milestone_passed"] else []),
        *([say("not accepted by a review yet")] if action["is_accepted"] == "no" else []),
    ]


def tell_time(action: Row) -> str:
    start, end = (show_day(action[name]) if action[name] else None for name in ("started_on", "ended_on"))
    if start and end:
        return say("{start} to {end}", start=start, end=end)
    if start:
        return say("from {start}", start=start)
    return say("to {end}", end=end) if end else NOT_SAID


def name_gap(objective: Row) -> str:
    return say(MISSING_LINKS[objective["gap"]]) if objective["gap"] in {"no_action", "no_indicator"} else ""


def list_gaps(row: Row) -> list[str]:
    """Which links of the chain are missing, in sentences; where there is none, nothing."""
    told = (
        (row["objectives_without_action"], say_count("{number} objective has no action.", "{number} objectives have no action.", row["objectives_without_action"])),
        (row["objectives_without_indicator"], say_count("{number} objective has no indicator: nobody will see whether anything moves.", "{number} objectives have no indicator: nobody will see whether anything moves.", row["objectives_without_indicator"])),
        (row["actions_untied"], say_count("{number} action names neither an objective nor an indicator of the strategy.", "{number} actions name neither an objective nor an indicator of the strategy.", row["actions_untied"])),
        (row["actions_without_cost"], say_count("{number} action has no amount, neither budget nor spending.", "{number} actions have no amount, neither budget nor spending.", row["actions_without_cost"])),
        (row["indicators_not_measured"], say_count("{number} indicator has not been measured since its baseline.", "{number} indicators have not been measured since their baselines.", row["indicators_not_measured"])),
        (row["indicators_without_action"], say_count("{number} indicator is named by no action.", "{number} indicators are named by no action.", row["indicators_without_action"])),
    )  # fmt: skip
    return [sentence for count, sentence in told if count]
