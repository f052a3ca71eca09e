"""What a person types, as rows of a scenario: `QUESTION=answer` and `QUESTION=decision`, for one city and cycle.

Every mistake is refused with where it is, what is wrong and what there is instead. What the rows bring is computed in
`scores.py`; how it reads is in `reports/whatif.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from assets.scenarios.baseline import Baseline
from assets.scenarios.tables import DECISIONS, sort_options

SCENARIO = "what-if"
DONT_KNOW, NOT_APPLICABLE = "dont_know", "not_applicable"


class ChangeRefused(ValueError):
    """A change that cannot be made; the message says where, what and how to mend it."""


@dataclass(frozen=True)
class Questionnaire:
    """What one city was asked in one cycle: questions and their options by code."""

    city_code: str
    cycle: int
    methodology_id: str
    questionnaire_id: str
    questions: Mapping[str, Mapping[str, Any]]
    options: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def name_options(self, question: str) -> str:
        """The options of a question in words."""
        return ", ".join(f"{code} ({row['option_label']})" for code, row in self.options[question].items())


def suggest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(known), n=5, cutoff=0.5)
    return f" Near: {', '.join(near)}." if near else ""


def find_questionnaire(baseline: Baseline, city_code: str, cycle: int) -> Questionnaire:
    """Raises ChangeRefused where the city is unknown or did not take part in the cycle."""
    rows = baseline.participations.to_pylist()
    own = {row["cycle"]: row for row in rows if row["city_code"] == city_code}
    if not own:
        near = suggest(city_code, {row["city_code"] for row in rows})
        raise ChangeRefused(f"No city '{city_code}' has taken part in any cycle of this release.{near}")
    if cycle not in own:
        cycles = ", ".join(map(str, sorted(own)))
        raise ChangeRefused(f"{city_code} did not take part in the cycle {cycle}. Its cycles: {cycles}.")
    filled_in = own[cycle]["questionnaire_id"]
    options: dict[str, dict[str, dict[str, Any]]] = {}
    for row in sorted(baseline.rows("methodology_options"), key=lambda row: row["sort_order"]):
        if row["methodology_id"] == filled_in:
            options.setdefault(row["question_code"], {})[row["option_code"]] = row
    questions = {
        row["question_code"]: row
        for row in baseline.rows("methodology_questions")
        if row["methodology_id"] == filled_in
    }
    return Questionnaire(city_code, cycle, own[cycle]["methodology_id"], filled_in, questions, options)


def split_change(change: str, what: str) -> tuple[str, str]:
    """Question and what is said about it. Raises ChangeRefused where there is no `=`."""
    question, sign, said = (part.strip() for part in change.partition("="))
    if not sign or not question:
        raise ChangeRefused(f"'{change}' is no change. Write QUESTION={what}.")
    return question, said


def check_question(baseline: Baseline, asked: Questionnaire, question: str) -> None:
    """Raises ChangeRefused for a question that does not exist, or that the city was not asked."""
    if question in asked.questions:
        return
    versions = sorted(
        row["methodology_id"] for row in baseline.rows("methodology_questions") if row["question_code"] == question
    )
    if not versions:
        raise ChangeRefused(f"There is no question '{question}'.{suggest(question, asked.questions)}")
    there = sorted(
        {
            row[f"question_code_{other}"]
            for row in baseline.rows("question_map")
            for one, other in (("a", "b"), ("b", "a"))
            if row[f"methodology_id_{other}"] == asked.questionnaire_id and row[f"question_code_{one}"] == question
        }
    )
    called = f" What carries over to it there: {', '.join(there)}." if there else ""
    raise ChangeRefused(
        f"{question} is not in the questionnaire that {asked.city_code} filled in for {asked.cycle} "
        f"({asked.questionnaire_id}); it is in {', '.join(versions)}.{called}"
    )


def check_options(asked: Questionnaire, question: str, said: str) -> str:
    """The canonical list of options. Raises ChangeRefused where the question does not take it."""
    known = asked.options[question]
    chosen = (sort_options(said) or "").split("|")
    unknown = [code for code in chosen if code not in known]
    there = f"Its options: {asked.name_options(question)}."
    words = [code for code in unknown if code in (DONT_KNOW, NOT_APPLICABLE)]
    if words:
        raise ChangeRefused(f"{question}={said}: {words[0]} stands alone, without options beside it.")
    if unknown:
        raise ChangeRefused(
            f"{question}={said}: '{unknown[0]}' is no option of {question}. {there} "
            f"It can also be {DONT_KNOW}, {NOT_APPLICABLE}, or nothing, which takes the answer back."
        )
    if len(chosen) > 1 and asked.questions[question]["answer_kind"] == "single":
        raise ChangeRefused(f"{question}={said}: {question} takes one option, and {len(chosen)} are given. {there}")
    exclusive = [code for code in chosen if known[code]["is_exclusive"] == "yes"]
    if len(chosen) > 1 and exclusive:
        raise ChangeRefused(f"{question}={said}: {exclusive[0]} excludes all other options. {there}")
    return "|".join(chosen)


def read_answer(asked: Questionnaire, question: str, said: str) -> dict[str, Any]:
    """What is said about a question, in the columns of an answer. An option wins over a word that is spelt the same."""
    if said in asked.options[question]:
        return {"option_codes": said}
    if not said:
        return {}
    if said == DONT_KNOW:
        return {"dont_know": "yes"}
    if said == NOT_APPLICABLE:
        return {"not_applicable_reason": SCENARIO}
    return {"option_codes": check_options(asked, question, said)}


def read_decision(asked: Questionnaire, question: str, said: str) -> dict[str, Any]:
    """A decision of a review, in the columns of a review."""
    decision, _, options = (part.strip() for part in said.partition(":"))
    if decision not in DECISIONS:
        raise ChangeRefused(
            f"{question}={said}: '{decision}' is no decision. It is one of: {', '.join(DECISIONS)}; "
            "corrected with the options after a colon."
        )
    if (decision == "corrected") != bool(options):
        raise ChangeRefused(
            f"{question}={said}: corrected needs the options that replace the answer, as in "
            f"{question}=corrected:{next(iter(asked.options[question]))}; other decisions take none."
        )
    return {"decision": decision} | (
        {"corrected_option_codes": check_options(asked, question, options)} if options else {}
    )


def read_changes(
    baseline: Baseline, asked: Questionnaire, answers: Iterable[str], decisions: Iterable[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of answers and of reviews for `compute_scenarios`. Raises ChangeRefused for the first one that cannot be made."""
    key = {"scenario_id": SCENARIO, "cycle": asked.cycle, "city_code": asked.city_code}
    tables: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for rows, changes, what, read in (
        (tables[0], answers, "answer", read_answer),
        (tables[1], decisions, "decision", read_decision),
    ):
        for change in changes:
            question, said = split_change(change, what)
            check_question(baseline, asked, question)
            if any(row["question_code"] == question for row in rows):
                raise ChangeRefused(f"{question} is named twice. Say it once; several options are separated by |.")
            rows.append({**key, "question_code": question, **read(asked, question, said)})
    if not any(tables):
        raise ChangeRefused(
            "Nothing is to be changed. Name a change: --set QUESTION=answer or --review QUESTION=decision."
        )
    return tables
