"""Section 3: from submissions to one effective answer per city, cycle and question of the questionnaire filled in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from support.contract.programme import Programme, Row, Version, split

LISTS = ("option_codes", "expected_option_codes", "corrected_option_codes")


@dataclass(frozen=True)
class Answer:
    """What counts. `form`: options, dont_know, not_applicable, rejected, contradiction or blank."""

    form: str
    options: frozenset[str] = frozenset()
    submitted: frozenset[str] = frozenset()
    decision: str | None = None
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Participation:
    """A city in a cycle: the cycle's own version, the one filled in, and an answer to each of its questions."""

    cycle: int
    city: str
    own: Version
    questionnaire: Version
    answers: dict[str, Answer]


def list_participations(programme: Programme) -> list[Participation]:
    series: dict[tuple[int, str], dict[str, list[Row]]] = defaultdict(dict)
    for (cycle, city, submission), rows in current_series(programme).items():
        series[cycle, city][submission] = rows
    reviews = current_reviews(programme)
    found = []
    for (cycle, city), submissions in sorted(series.items()):
        own = programme.version_of(cycle)
        assert own is not None
        named = {row.get("methodology_id", "") for rows in submissions.values() for row in rows} & set(
            programme.versions
        )
        questionnaire = programme.versions[named.pop()] if len(named) == 1 else own
        about = [row for row in reviews if int(row["cycle"]) == cycle and row["city_code"] == city]
        answers = {
            code: review_answer(merge_answers(submissions, code), code, questionnaire, about)
            for code in questionnaire.questions
        }
        found.append(Participation(cycle, city, own, questionnaire, answers))
    return found


def content(row: Row) -> tuple[tuple[str, object], ...]:
    """All columns of a row that say something, lists as sets."""
    cells = ((name, split(cell) if name in LISTS else cell) for name, cell in row.items() if cell)
    return tuple(sorted(cells, key=lambda cell: cell[0]))


def current_series(programme: Programme) -> dict[tuple[int, str, str], list[Row]]:
    """Of each series the rows of the highest version that did not arrive with different sets of rows."""
    arrivals: dict[tuple[int, str, str], dict[int, dict[str, set]]] = defaultdict(lambda: defaultdict(dict))
    kept: dict[tuple, Row] = {}
    for file, row in programme.rows_of("answers"):
        cycle = int(row["cycle"])
        if row["city_code"] not in programme.cities or programme.version_of(cycle) is None:
            continue
        key = (cycle, row["city_code"], row["submission_id"])
        arrivals[key][int(row.get("submission_version") or 1)].setdefault(file, set()).add(content(row))
        kept[content(row)] = row
    current = {}
    for key, versions in arrivals.items():
        counting = [number for number, files in versions.items() if len({frozenset(f) for f in files.values()}) == 1]
        if counting:
            rows = next(iter(versions[max(counting)].values()))
            current[key] = [kept[each] for each in sorted(rows, key=repr)]
    return current


def said(row: Row) -> list[str]:
    """Which of the three things that exclude each other a row says."""
    forms = []
    if split(row.get("option_codes")):
        forms.append("options")
    if row.get("dont_know") == "yes":
        forms.append("dont_know")
    if row.get("not_applicable_reason"):
        forms.append("reason")
    return forms


def merge_answers(submissions: dict[str, list[Row]], question: str) -> Answer:
    """One answer of all departments; `reason` is a not-applicable that nobody has accepted yet."""
    rows = [
        (submission, row, said(row))
        for submission, current in submissions.items()
        for row in current
        if row["question_code"] == question
    ]
    union = frozenset(option for _, row, _ in rows for option in split(row.get("option_codes")))
    sets = {split(row.get("option_codes")) for _, row, forms in rows if forms == ["options"]}
    all_forms = {form for _, _, forms in rows for form in forms}
    is_contradictory = any(len(forms) > 1 for _, _, forms in rows)
    if is_contradictory:
        form, behind = "contradiction", [name for name, _, forms in rows if len(forms) > 1]
    elif sets:
        form, behind = "options", [name for name, _, forms in rows if forms == ["options"]]
    else:
        form = next((each for each in ("reason", "dont_know") if each in all_forms), "blank")
        behind = [name for name, _, forms in rows if (forms or ["blank"]) == [form]]
    single = {form for _, _, forms in rows if len(forms) == 1 for form in forms}
    if len(sets) > 1 or (len(sets) == 1 and "reason" in single):
        form = "contradiction"
        behind += [name for name, _, forms in rows if forms in (["options"], ["reason"])]
    return Answer(form, union, union, sources=frozenset(behind))


def current_reviews(programme: Programme) -> list[Row]:
    """Of each review the highest version that came with one content; without a question only an acceptance."""
    versions: dict[str, dict[int, dict[tuple, Row]]] = defaultdict(lambda: defaultdict(dict))
    for _, row in programme.rows_of("reviews"):
        if row["city_code"] in programme.cities and programme.version_of(int(row["cycle"])):
            versions[row["review_id"]][int(row.get("review_version") or 1)][content(row)] = row
    current = []
    for numbered in versions.values():
        counting = [number for number, contents in numbered.items() if len(contents) == 1]
        if counting:
            current += numbered[max(counting)].values()
    return [row for row in current if row["question_code"] or row["decision"] == "accepted"]


def review_answer(merged: Answer, question: str, questionnaire: Version, reviews: Iterable[Row]) -> Answer:
    """The merged answer after the review of the question, or else after a wider acceptance."""
    reviews = list(reviews)
    own = [row for row in reviews if row["question_code"] == question]
    decision, corrected = None, frozenset[str]()
    if own:
        last = max(own, key=lambda row: (row["reviewed_on"], row["review_id"]))
        corrected = split(last["corrected_option_codes"])
        if split(last["expected_option_codes"]) == merged.options and (last["decision"] != "corrected" or corrected):
            decision = last["decision"]
    else:
        above = questionnaire.lineage(questionnaire.questions[question].area)
        wide = [row for row in reviews if not row["question_code"] and (row["area_code"] or above[0]) in above]
        decision = "accepted" if wide else None
    form, options = merged.form, merged.options
    if decision == "corrected":
        form, options = "options", corrected
    elif decision == "rejected" and form != "blank":
        form = "rejected"
    elif form == "reason":
        form = "not_applicable" if decision == "accepted" else "blank"
    return Answer(form, options, merged.options, decision, merged.sources)
