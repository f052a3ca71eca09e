"""Where things stand in a questionnaire workbook: the marks of its sheets and the keys of its columns and rows.

The writer puts a mark and the keys of the columns into a hidden row of each sheet, and the key of each row into its first column;
intake looks for them, never for places, names or colours. A change that old workbooks do not have is a new version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "intercultural-questionnaire"
TEMPLATE_VERSION = 1
KNOWN_VERSIONS = (1,)
# Kinds of sheet; those that give rows are called as the file kinds that they give rows of.
COVER, ANSWERS, GRID, FACTS, LISTS = "cover", "answers", "policy_grid", "facts", "lists"
REVIEW_COVER, REVIEWS = "review_cover", "reviews"
# The workbook of a strategy: its sheets of rows are called as the file kinds as well; the library and what was filed give no rows.
STRATEGY_COVER, STRATEGIES, INDICATORS = "strategy_cover", "strategies", "strategy_indicators"
TARGETS, MEASUREMENTS, LIBRARY, FILED = "indicator_targets", "measurements", "indicator_library", "filed"
OF_STRATEGY = (STRATEGIES, INDICATORS, TARGETS, MEASUREMENTS)
COVERS = (COVER, REVIEW_COVER, STRATEGY_COVER)
KINDS = (*COVERS, ANSWERS, GRID, FACTS, LISTS, REVIEWS, *OF_STRATEGY, LIBRARY, FILED)
SEPARATOR = "|"
# Keys of rows on the cover that the city fills in.
VALUE = "value"
VERSION_KEY, ANSWERED_ON, DEPARTMENT = "submission_version", "answered_on", "department"
# Keys of columns on the sheets of answers, beside those that are called as in the contract.
DONE, CLOSED, EFFECTIVE = "done", "closed", "effective"
ANSWER, UNCHANGED, PREVIOUS, PREVIOUS_CODES = "answer", "unchanged", "previous", "previous_codes"
DONT_KNOW, REASON = "dont_know", "not_applicable_reason"
EVIDENCE, LINK = "evidence_text", "evidence_url"
# Keys of a workbook for reviewers: rows of its cover and columns of its sheets, beside those that are called as in the contract.
REVIEW_VERSION, REVIEWED_ON, ROLE = "review_version", "reviewed_on", "reviewer_role"
DECISION, CORRECTED, NOTE, RECOMMENDATION = "decision", "corrected_option_codes", "note", "recommendation"
EXPECTED, SUBMITTED, REMARKS, EARLIER = "expected_option_codes", "submitted", "remarks", "earlier"
WHOLE = "*"  # key of the row that is about all of an area, or of the city
# Between a question and its option, or a list and its value, in the key of a row or column.
PART = "/"
# Begins the key of a row that holds only our words: titles and headings.
OURS = "#"
NUMBER = re.compile(r"\d{1,6}", re.ASCII)
TICK = "✓"


@dataclass(frozen=True)
class Assignment:
    """Whose workbook it is: one series of submissions of a city in a cycle."""

    cycle: int
    city_code: str
    methodology_id: str
    submission_id: str


@dataclass(frozen=True)
class SheetMark:
    """What the mark of a sheet says. `part` is the code of the area on a sheet of answers, else empty."""

    version: int
    kind: str
    part: str
    assignment: Assignment

    def write(self) -> str:
        own = self.assignment
        cells = (
            MARK,
            self.version,
            self.kind,
            self.part,
            own.cycle,
            own.city_code,
            own.methodology_id,
            own.submission_id,
        )
        return SEPARATOR.join(map(str, cells))


def read_mark(text: str) -> SheetMark | None:
    """The mark that a cell holds; None where it holds none, or one that was changed beyond use."""
    mark, *cells = text.strip().split(SEPARATOR)
    if mark != MARK or len(cells) != 7 or cells[1] not in KINDS:
        return None
    if not NUMBER.fullmatch(cells[0]) or not NUMBER.fullmatch(cells[3]):
        return None
    return SheetMark(int(cells[0]), cells[1], cells[2], Assignment(int(cells[3]), *cells[4:]))


def join_key(code: str, part: str) -> str:
    return code + PART + part
