"""What `check` says about files before they are sent: every problem, by sheet and place, in the language of the file.

The rules are those of intake, which read the files; here they are only told, as lines for people and as JSON for machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assets.intake.phrases import Place, read_place
from assets.intake.problems import Problem, ticket_kinds, word_problem
from assets.intake.reading import GRAVE, Reading
from assets.questionnaire.languages import Wording, read_wording
from assets.questionnaire.layout import OF_STRATEGY

# Where the words of the headings of our workbooks are; those of the workbook of a strategy come first in one.
HEADINGS = ("column", "own", "review.column", "review.own", "strategy.column")


@dataclass(frozen=True)
class Remark:
    """One problem in words."""

    problem: Problem
    place: Place
    severity: str
    what: str
    how_to_fix: str

    @property
    def is_grave(self) -> bool:
        return self.severity in GRAVE


@dataclass(frozen=True)
class Checked:
    """What is said about one file: its remarks in the order in which its sheets are met, within a sheet as one reads."""

    reading: Reading
    wording: Wording
    remarks: tuple[Remark, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether something in it, or all of it, would not be taken in."""
        return self.reading.is_refused or any(remark.is_grave for remark in self.remarks)

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(part.kind for part in self.reading.parts))


def tell_reading(reading: Reading, language: str | None = None) -> Checked:
    """What there is to say about a file; in the language of the file, but where another is asked for."""
    wording = read_wording(language or reading.language)
    remarks = []
    for problem in reading.problems:
        headings = sorted(HEADINGS, key=lambda part: is_strategy(reading) != part.startswith("strategy"))
        said = name_heading(problem, wording, headings) if reading.is_template else problem
        what, how_to_fix = word_problem(said, wording.language)
        severity = ticket_kinds()[problem.code]["severity"]
        remarks.append(Remark(problem, read_place(problem.location), severity, what, how_to_fix))
    sheets = list(dict.fromkeys(["", *(remark.place.sheet for remark in remarks)]))
    remarks.sort(key=lambda remark: (sheets.index(remark.place.sheet), remark.place.order))
    return Checked(reading, wording, tuple(remarks))


def is_strategy(reading: Reading) -> bool:
    return any(part.kind in OF_STRATEGY for part in reading.parts)


def name_heading(problem: Problem, wording: Wording, headings: Sequence[str] = HEADINGS) -> Problem:
    """A problem of one of our workbooks: its columns are called as they are on the sheet."""
    name = problem.values.get("column_name")
    keys = [f"{part}.{name}" for part in headings if f"{part}.{name}" in wording.own]
    if not keys:
        return problem
    return replace(problem, values={**problem.values, "column_name": wording.find(keys[0])})


def write_lines(files: Iterable[Checked]) -> Iterator[str]:
    """All files as lines of text, and at the end how many problems there are, where there are any."""
    told = list(files)
    for each in told:
        yield f"{each.reading.source_file}: {write_outcome(each)}"
        yield from write_remarks(each)
    remarks = [remark for each in told for remark in each.remarks]
    if remarks:
        rejected = sum(remark.is_grave for remark in remarks)
        yield told[-1].wording.say("check.total", problems=len(remarks), rejected=rejected)


def write_outcome(checked: Checked) -> str:
    reading, say = checked.reading, checked.wording.say
    if reading.is_refused:
        return say("check.refused")
    if not reading.rows_found and not checked.remarks:
        return say("check.unchanged" if is_strategy(reading) else "check.nothing")
    kinds = ", ".join(checked.wording.find(f"feedback.kind.{kind}", kind) for kind in checked.kinds)
    return say("check.taken", kinds=kinds, taken=reading.rows_taken, found=reading.rows_found)


def write_remarks(checked: Checked) -> Iterator[str]:
    """The remarks under the sheets that they are about."""
    sheet, wording = "", checked.wording
    for remark in checked.remarks:
        if remark.place.sheet != sheet:
            sheet = remark.place.sheet
            yield f"  {wording.say('place.sheet', name=sheet)}"
        indent = "    " if sheet else "  "
        file = wording.say("place.sheet" if sheet else "place.file", name=sheet)
        where = remark.place.describe(wording, with_sheet=False) or file
        yield f"{indent}{where} ({wording.say(f'check.severity.{remark.severity}')}): {remark.what}"
        yield f"{indent}  → {remark.how_to_fix}"


def to_json(files: Iterable[Checked]) -> dict[str, Any]:
    """The same for machines; codes and severities are those of `ticket_kinds`, words in the language of each file."""
    told = list(files)
    return {
        "would_be_rejected": any(each.is_rejected for each in told),
        "files": [
            {
                "file": each.reading.source_file,
                "sha256": each.reading.sha256 or None,
                "kinds": each.kinds,
                "language": each.wording.language,
                "would_be_rejected": each.is_rejected,
                "rows_found": each.reading.rows_found,
                "rows_taken": each.reading.rows_taken,
                "problems": [describe_remark(remark) for remark in each.remarks],
            }
            for each in told
        ],
    }


def describe_remark(remark: Remark) -> dict[str, Any]:
    row = remark.place.find("row")
    return {
        "code": remark.problem.code,
        "severity": remark.severity,
        "would_be_rejected": remark.is_grave,
        "sheet": remark.place.sheet or None,
        "cell": remark.place.find("cell") or None,
        "row": int(row) if row else None,
        "column": remark.place.find("column") or None,
        "location": remark.problem.location or None,
        "city_code": remark.problem.city_code,
        "cycle": remark.problem.cycle,
        "what": remark.what,
        "how_to_fix": remark.how_to_fix,
    }
