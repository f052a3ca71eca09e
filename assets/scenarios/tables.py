"""The rows that make a scenario, as tables with types; refused where they cannot be computed.

Belongs here: what must hold for any caller. Whether a question has an option is not asked: the formula knows what such an
answer is worth. Words for people who type a change are in `changes.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.scenarios.baseline import Baseline

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ANSWER_KEY = ("scenario_id", "cycle", "city_code", "question_code")
SAID = ("option_codes", "dont_know", "not_applicable_reason")
REVIEW_KEY = ("scenario_id", "cycle", "city_code", "decision")
DECIDED = ("question_code", "area_code", "expected_option_codes", "corrected_option_codes", "review_id")
DECISIONS = ("accepted", "corrected", "rejected", "needs_evidence")
SHOWN = 5


class ScenarioNotPossible(ValueError):
    """Rows that no scenario can be made of; the message says which and why."""


def sort_options(codes: object) -> str | None:
    """A list of options as it stands in every table: trimmed, each once, in order; None where there is none."""
    if codes is None or codes != codes:
        return None
    return "|".join(sorted({code.strip() for code in str(codes).split("|") if code.strip()})) or None


def to_rows(frame: pd.DataFrame | None, required: tuple[str, ...], optional: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows with exactly these columns, empty cells as None. Raises ScenarioNotPossible for missing or unknown columns."""
    if frame is None:
        return []
    missing = [name for name in required if name not in frame.columns]
    unknown = [str(name) for name in frame.columns if name not in {*required, *optional}]
    if missing or unknown:
        raise ScenarioNotPossible(
            f"The columns of a scenario are {', '.join((*required, *optional))}. "
            f"Missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'}."
        )
    rows = [
        {str(name): None if value is None or value != value or value == "" else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
    refuse(
        [row for row in rows if any(row[name] is None for name in required)], f"{', '.join(required)} may not be empty"
    )
    return [{name: row.get(name) for name in (*required, *optional)} for row in rows]


def refuse(rows: list[dict[str, Any]], why: str) -> None:
    """Raises ScenarioNotPossible with the first of the rows, if there are any."""
    if rows:
        more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise ScenarioNotPossible(f"{why}: {'; '.join(map(str, rows[:SHOWN]))}{more}.")


def read_answers(frame: pd.DataFrame | None) -> pa.Table:
    """Answers of scenarios: each row says one thing, or nothing where the answer is taken back."""
    import pyarrow as pa

    rows = to_rows(frame, ANSWER_KEY, SAID)
    for row in rows:
        row["option_codes"] = sort_options(row["option_codes"])
        row["dont_know"] = "yes" if row["dont_know"] == "yes" else None
    refuse([row for row in rows if sum(row[name] is not None for name in SAID) > 1], "An answer says one thing")
    schema = pa.schema([(name, pa.int32() if name == "cycle" else pa.string()) for name in (*ANSWER_KEY, *SAID)])
    return pa.Table.from_pylist(rows, schema=schema)


def read_reviews(frame: pd.DataFrame | None) -> pa.Table:
    """Reviews of scenarios; `sees_expected` and `is_dated` say whether the caller gave these columns."""
    import pyarrow as pa

    rows = to_rows(frame, REVIEW_KEY, (*DECIDED, "reviewed_on"))
    for number, row in enumerate(rows):
        row["review_id"] = row["review_id"] or f"scenario-{number:06}"
        for name in ("expected_option_codes", "corrected_option_codes"):
            row[name] = sort_options(row[name])
        row["sees_expected"] = frame is not None and "expected_option_codes" in frame.columns
        row["is_dated"] = frame is not None and "reviewed_on" in frame.columns
    refuse([row for row in rows if row["decision"] not in DECISIONS], f"A decision is one of {', '.join(DECISIONS)}")
    refuse(
        [row for row in rows if row["question_code"] is None and row["decision"] != "accepted"],
        "Only an acceptance may stand without a question",
    )
    types = {"cycle": pa.int32(), "reviewed_on": pa.date32(), "sees_expected": pa.bool_(), "is_dated": pa.bool_()}
    names = (*REVIEW_KEY, *DECIDED, "reviewed_on", "sees_expected", "is_dated")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, types.get(name, pa.string())) for name in names]))


def check_changes(baseline: Baseline, answers: pa.Table, reviews: pa.Table) -> None:
    """Raises ScenarioNotPossible for a city that did not take part, a question that it was not asked or that is answered
    twice, and a name that is taken."""
    filled_in = {
        (row["cycle"], row["city_code"]): row["questionnaire_id"] for row in baseline.participations.to_pylist()
    }
    asked = {(row["methodology_id"], row["question_code"]) for row in baseline.rows("methodology_questions")}
    rows = [*answers.to_pylist(), *reviews.to_pylist()]
    refuse([row for row in rows if row["scenario_id"] == "submitted"], "'submitted' is what was filed, not a scenario")
    outside = [row for row in rows if (row["cycle"], row["city_code"]) not in filled_in]
    refuse(outside, "The city did not take part in the cycle")
    unasked = [
        row
        for row in rows
        if row["question_code"] is not None
        and (filled_in[row["cycle"], row["city_code"]], row["question_code"]) not in asked
    ]
    refuse(unasked, "The questionnaire that the city filled in does not have the question")
    seen: set[tuple[Any, ...]] = set()
    twice = []
    for row in answers.to_pylist():
        key = tuple(row[name] for name in ANSWER_KEY)
        if key in seen:
            twice.append(row)
        seen.add(key)
    refuse(twice, "A scenario answers a question once")
