"""What a city changed between two versions of a submission, question by question, in words and for machines.

Reads the table `answer_versions` of a release. What the change does to scores is `whatif`; what differs between two releases is
`difference/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.questionnaire.form import Form
from reports.wording import order_code, split_list

Row = Mapping[str, Any]
TABLE = Path("internal") / "data" / "answer_versions.parquet"
SAID = ("option_codes", "dont_know", "not_applicable_reason")
BESIDE = ("evidence_text", "evidence_url", "department")
KINDS = ("changed", "added", "withdrawn", "beside")
WORDS = {
    "changed": "Answered otherwise",
    "added": "Added",
    "withdrawn": "Withdrawn",
    "beside": "Only evidence or department changed",
}


class VersionsNotThere(ValueError):
    """There are no such versions; the message says which there are."""


@dataclass(frozen=True)
class Change:
    """One question: `kind` is changed, added, withdrawn or beside; rows of the table, empty where it was not answered."""

    kind: str
    question_code: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]


@dataclass(frozen=True)
class VersionDifference:
    """Two versions of one submission."""

    submission_id: str
    from_version: int
    to_version: int
    arrived: Mapping[int, str]
    is_current: bool
    changes: tuple[Change, ...]
    unchanged: int


def read_versions(release: Path, city_code: str, cycle: int) -> list[Row]:
    """All versions of all submissions of a city for a cycle. Raises VersionsNotThere where a release has none."""
    import duckdb

    path = release / TABLE
    if not path.exists():
        raise VersionsNotThere(
            f"The release {release.name} was made before releases held versions. Run `intercultural run`."
        )
    with duckdb.connect() as connection:
        found = connection.execute(
            "select * from read_parquet($path) where city_code = $city and cycle = $cycle "
            "order by submission_id, submission_version, question_code, answer_number",
            {"path": str(path), "city": city_code, "cycle": cycle},
        )
        names = [column[0] for column in found.description]
        rows: list[Row] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    if not rows:
        raise VersionsNotThere(
            f"{city_code} has filed no answers for {cycle} that the release {release.name} knows of."
        )
    return rows


def compare_versions(
    rows: Sequence[Row], submission_id: str | None = None, earlier: int | None = None, later: int | None = None
) -> list[VersionDifference]:
    """The two latest versions of each submission that has several, or those that are named. Raises VersionsNotThere."""
    versions: dict[str, set[int]] = {}
    for row in rows:
        versions.setdefault(row["submission_id"], set()).add(row["submission_version"])
    there = "; ".join(f"{name}: {', '.join(map(str, sorted(numbers)))}" for name, numbers in sorted(versions.items()))
    chosen = {name: numbers for name, numbers in versions.items() if submission_id in (None, name)}
    if earlier is not None or later is not None:
        named = {number for number in (earlier, later) if number is not None}
        chosen = {name: numbers for name, numbers in chosen.items() if named <= numbers}
    pairs = []
    for name, numbers in sorted(chosen.items()):
        last = max(numbers) if later is None else later
        before = max((number for number in numbers if number < last), default=None) if earlier is None else earlier
        if before is not None and before != last:
            pairs.append((name, before, last))
    if not pairs:
        raise VersionsNotThere(f"There are no two such versions to compare. There are (submission: versions): {there}.")
    return [compare_pair([row for row in rows if row["submission_id"] == name], *pair) for name, *pair in pairs]


def compare_pair(rows: Sequence[Row], earlier: int, later: int) -> VersionDifference:
    """Question by question; a version replaces the earlier one as a whole, so what it leaves out is withdrawn."""
    sides: dict[int, dict[str, tuple[Row, ...]]] = {earlier: {}, later: {}}
    for row in rows:
        side = sides.get(row["submission_version"])
        if side is not None:
            side[row["question_code"]] = (*side.get(row["question_code"], ()), row)
    changes, unchanged = [], 0
    for code in sorted(sides[earlier].keys() | sides[later].keys(), key=order_code):
        before, after = sides[earlier].get(code, ()), sides[later].get(code, ())
        kind = name_change(before, after)
        unchanged += kind is None
        if kind is not None:
            changes.append(Change(kind, code, before, after))
    first = rows[0]["submission_id"]
    arrived = {row["submission_version"]: str(row["arrived_on"] or "") for row in rows}
    is_current = any(row["is_current"] == "yes" for row in rows if row["submission_version"] == later)
    return VersionDifference(first, earlier, later, arrived, is_current, tuple(changes), unchanged)


def name_change(before: Sequence[Row], after: Sequence[Row]) -> str | None:
    if not before or not after:
        return "withdrawn" if before else "added"
    if read_cells(before, SAID) != read_cells(after, SAID):
        return "changed"
    return "beside" if read_cells(before, BESIDE) != read_cells(after, BESIDE) else None


def read_cells(rows: Sequence[Row], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Cells as they are compared: lists without their order."""
    return [
        tuple(sorted(split_list(row[name])) if name == "option_codes" else row[name] for name in names) for row in rows
    ]


def word_answer(rows: Sequence[Row], form: Form | None, code: str) -> str:
    """What was answered, with the labels of the options where they are known."""
    if not rows:
        return "no answer"
    question = form.questions.get(code) if form else None
    labels = {option.code: option.label for option in question.options} if question else {}
    said = []
    for row in rows:
        parts = [f"{each} ({labels[each]})" if each in labels else each for each in split_list(row["option_codes"])]
        parts += ["don't know"] if row["dont_know"] == "yes" else []
        parts += [f"does not apply: {row['not_applicable_reason']}"] if row["not_applicable_reason"] else []
        said.append(", ".join(parts) or "nothing said")
    return " / ".join(said)


def write_lines(differences: Sequence[VersionDifference], form: Form | None) -> Iterator[str]:
    """The differences as lines of text."""
    for number, each in enumerate(differences):
        if number:
            yield ""
        first, last = (
            f"version {version}" + (f" (arrived {each.arrived[version]})" if each.arrived[version] else "")
            for version in (each.from_version, each.to_version)
        )
        yield f"{each.submission_id}: {first} → {last}, {'counts now' if each.is_current else 'does not count now'}"
        counts = {kind: sum(change.kind == kind for change in each.changes) for kind in KINDS}
        told = [f"{WORDS[kind].lower()}: {count}" for kind, count in counts.items() if count]
        yield f"  {', '.join([*told, f'unchanged: {each.unchanged}'])}"
        for kind in KINDS:
            changes = [change for change in each.changes if change.kind == kind]
            if changes:
                yield f"{WORDS[kind]}:"
            for change in changes:
                yield from write_change(change, form)


def write_change(change: Change, form: Form | None) -> Iterator[str]:
    code = change.question_code
    question = form.questions.get(code) if form else None
    yield f"  {code} {question.text if question else ''}".rstrip()
    before, after = (word_answer(rows, form, code) for rows in (change.before, change.after))
    if change.kind != "beside":
        yield f"    {before} → {after}"
        return
    for name in BESIDE:
        cells = [", ".join(str(row[name]) for row in rows if row[name]) for rows in (change.before, change.after)]
        if cells[0] != cells[1]:
            yield f"    {name}: {cells[0] or '–'} → {cells[1] or '–'}"


def to_json(differences: Sequence[VersionDifference]) -> list[dict[str, Any]]:
    """The same for machines."""

    def clean(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return [{name: row[name] for name in (*SAID, *BESIDE)} for row in rows]

    return [
        {
            "submission_id": each.submission_id,
            "from_version": each.from_version,
            "to_version": each.to_version,
            "is_current": each.is_current,
            "unchanged": each.unchanged,
            "changes": [
                {
                    "kind": change.kind,
                    "question_code": change.question_code,
                    "before": clean(change.before),
                    "after": clean(change.after),
                }
                for change in each.changes
            ],
        }
        for each in differences
    ]
