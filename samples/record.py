"""The public record as a sample: the files as they are, and one review per city and cycle.

The texts of the record are public already, so each city and cycle is accepted as a whole. The data, and where
they come from, are described in `public_record/README.md`; nothing is changed on the way.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

DATA = Path(__file__).with_name("public_record")
INPUTS = ("cities.csv", "answers.csv", "good_practices.csv", "published_scores.csv")
ROLE = "public_record"
REVIEW_COLUMNS = (
    "review_id",
    "review_version",
    "cycle",
    "city_code",
    "decision",
    "reviewer_role",
    "reviewed_on",
)
# Not earlier than any statement of the record: a review that is older than an answer would not be complete.
REVIEWED_ON = "2026-01-01"


def read_answers() -> list[dict[str, str]]:
    """The answers of the record, as text."""
    with (DATA / "answers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def list_reviews() -> str:
    """The reviews as CSV: each city and cycle of the answers accepted as a whole."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(REVIEW_COLUMNS)
    for cycle, city in sorted({(row["cycle"], row["city_code"]) for row in read_answers()}):
        writer.writerow([f"{ROLE}-{city}-{cycle}", 1, cycle, city, "accepted", ROLE, REVIEWED_ON])
    return buffer.getvalue()


def write_record(inbox: Path) -> None:
    """Write the sample into an inbox."""
    inbox.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        shutil.copyfile(DATA / name, inbox / name)
    (inbox / "reviews.csv").write_bytes(list_reviews().encode())
