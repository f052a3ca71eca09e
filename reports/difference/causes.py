"""Why two releases differ: files, submissions, reviews and register that came in, methodology, code and lock.

Only what the two releases say about themselves. Which score changed because of what is in `scores.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assets.publication.release import SEEDS
from reports.difference.pair import Change, Pair, Release, Row, Source
from reports.difference.rows import TableDifference, compare_table

FILE = ("source_file", "kind", "rows_taken", "sha256")
ANSWER = (
    "cycle",
    "city_code",
    "question_code",
    "submission_id",
    "submission_version",
    "option_codes",
    "review_id",
    "review_decision",
)
SUBMISSION = ("cycle", "city_code", "submission_id", "submission_version")
REVIEW = (
    "cycle", "city_code", "review_id", "review_version", "area_code", "question_code", "decision", "reviewed_on",
)  # fmt: skip
REGISTER = (
    "city_code", "city_name", "unit_kind", "country_iso2", "network_codes", "population", "population_year", "foreign_born_pct",
    "foreign_born_year", "share_kind", "publish",
)  # fmt: skip
REFERENCE = "reference/"
# What scores are computed from; the rest of what is given is words, bands and lists.
SCORING = ("methodologies", "methodology_areas", "methodology_questions", "methodology_options")
MAP = "question_map"


@dataclass(frozen=True)
class Causes:
    """Everything that went in and differs. `participants` are (cycle, city_code) whose own answers or reviews differ."""

    files: Change
    submissions: Change
    reviews: Change
    register: Change
    methodology: list[TableDifference]
    methodology_ids: set[str]
    bridges: set[frozenset[str]]
    code_parts: list[str]
    code_differs: bool
    lock_differs: bool
    participants: set[tuple[int, str]] = field(default_factory=set)

    @property
    def computing_differs(self) -> bool:
        """Whether code that computes scores may have changed; a release that does not say which parts it has, may."""
        parts = {each for each in self.code_parts if each not in {SEEDS, "reports", "samples", "expectations"}}
        return self.lock_differs or bool(parts) or (self.code_differs and not self.code_parts)


def list_inputs(release: Release) -> list[Row]:
    """The files of a release; one made before their names were kept has none."""
    return [{name: each.get(name) or "" for name in FILE} for each in release.manifest["inputs"]]


def compare_files(pair: Pair) -> Change:
    """Files are the same where their bytes are."""
    before, after = list_inputs(pair.before), list_inputs(pair.after)
    known = [{row["sha256"] for row in rows} for rows in (before, after)]
    return Change(
        [row for row in after if row["sha256"] not in known[0]],
        [row for row in before if row["sha256"] not in known[1]],
    )


def compare_code(pair: Pair) -> list[str]:
    """The parts of the code whose digest differs; nothing where a release does not say."""
    before, after = (release.manifest.get("code_parts", {}) for release in (pair.before, pair.after))
    if not before or not after:
        return []
    return sorted(part for part in before.keys() | after.keys() if before.get(part) != after.get(part))


def find_causes(pair: Pair) -> Causes:
    """What differs between what went into the two releases."""
    answers = pair.compare([Source("answer_provenance")], ANSWER)
    reviews = pair.compare([Source("review_notes")], REVIEW)
    reference = [
        compare_table(pair, name)
        for name in sorted(pair.before.tables.keys() | pair.after.tables.keys())
        if name.startswith(REFERENCE)
    ]
    return Causes(
        files=compare_files(pair),
        submissions=pair.compare([Source("answer_provenance")], SUBMISSION),
        reviews=reviews,
        register=pair.compare(
            [Source("cities", (("publish", "yes"),)), Source("draft_cities", (("publish", "no"),))], REGISTER
        ),
        methodology=[each for each in reference if not each.is_same],
        methodology_ids=find_methodologies(pair),
        bridges=find_bridges(pair),
        code_parts=compare_code(pair),
        code_differs=pair.before.manifest["code_version"] != pair.after.manifest["code_version"],
        lock_differs=pair.before.manifest["lock_sha256"] != pair.after.manifest["lock_sha256"],
        participants={(row["cycle"], row["city_code"]) for row in (*answers.rows, *reviews.rows)},
    )


def compare_reference(pair: Pair, name: str) -> list[Row]:
    """All rows of a table of the methodology that only one of the two has."""
    tables = [release.tables.get(REFERENCE + name) for release in (pair.before, pair.after)]
    columns = tuple(sorted({column for table in tables if table for column in table.columns}))
    return pair.compare([Source(REFERENCE + name)], columns).rows if columns else []


def find_methodologies(pair: Pair) -> set[str]:
    """The versions of which a row that scores are computed from differs."""
    return {str(row["methodology_id"]) for name in SCORING for row in compare_reference(pair, name)}


def find_bridges(pair: Pair) -> set[frozenset[str]]:
    """Pairs of versions between which questions carry over otherwise: of matter only where a score rests on both."""
    rows = compare_reference(pair, MAP)
    return {frozenset((str(row["methodology_id_a"]), str(row["methodology_id_b"]))) for row in rows}
