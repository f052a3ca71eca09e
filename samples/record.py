"""The public record as a sample: the files as they are, and one review per city and cycle.

The texts of the record are public already, so each city and cycle is accepted as a whole. The data and where they come from
are described in `public_record/README.md`.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

DATA = Path(__file__).with_name("public_record")
INPUTS = ("cities.csv", "answers.csv", "good_practices.csv", "published_scores.csv")
ROLE = "public_record"
REVIEW_COLUMNS = ("review_id", "review_version", "cycle", "city_code", "decision", "reviewer_role", "reviewed_on")
REVIEWED_ON = "2026-01-01"


def write_reviews() -> str:
    """The reviews as CSV: each city and cycle of the answers accepted as a whole."""
    with (DATA / "answers.csv").open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    latest = max((row["answered_on"] for row in answers if row.get("answered_on")), default=REVIEWED_ON)
    reviewed_on = max(latest, REVIEWED_ON)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(REVIEW_COLUMNS)
    for cycle, city in sorted({(row["cycle"], row["city_code"]) for row in answers}):
        writer.writerow([f"{ROLE}-{city}-{cycle}", 1, cycle, city, "accepted", ROLE, reviewed_on])
    return buffer.getvalue()


def write_record(inbox: Path) -> None:
    """Write the sample into an inbox."""
    inbox.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        shutil.copyfile(DATA / name, inbox / name)
    (inbox / "reviews.csv").write_text(write_reviews(), encoding="utf-8")
