"""How long filled questionnaire workbooks take to be taken in; never a test.

    python -m benchmarks.questionnaires

160 workbooks with 83 questions and 40 entries of the grid each, with all checks on: milliseconds of one processor a workbook, and how many
times as long as reading their cells alone, and as the same rows from CSV.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # how people fill in is written there once

WORKBOOKS, ENTRIES = 160, 40


def draw_submission(seed: int) -> Any:
    """A city that answers everything, with evidence, and lists what it does."""
    from support.questionnaires import Given, Wanted, form

    drawn = random.Random(seed)  # noqa: S311 (no secret)
    answers = {}
    for code, question in form().questions.items():
        codes = [option.code for option in question.options]
        options = tuple(drawn.sample(codes, min(2, len(codes)) if question.is_multiple else 1))
        evidence = "Annual report of the city, chapter 3. " * drawn.randint(1, 6)
        answers[code] = Given(
            options, others={"evidence_text": evidence, "evidence_url": f"https://example.org/{code}"}
        )
    entries = tuple(
        {
            "title": f"Programme {number}",
            "area_code": drawn.choice(form().areas).name,
            "question_codes": ", ".join(drawn.sample(list(answers), 2)),
            "entry_kind": "Action",
            "status": "Ongoing",
            "description": "What is done, for whom and with whom. " * 4,
            "started_on": date(2025, 1, 1 + number % 28),
            "budget_eur": 1000 * number,
            "governance_levels/local": "x",
            "evaluated": "No",
        }
        for number in range(ENTRIES)
    )
    facts = {"population": {"year": 2024, "value": 200_000 + seed}}
    return Wanted(answers, entries, facts, {"answered_on": date(2026, 5, 4)})


def write_tables(content: bytes) -> list[bytes]:
    """The rows of a workbook as CSV files, one per kind."""
    from assets.intake.reading import check_file

    tables: dict[str, list[dict[str, str | None]]] = {}
    for part in check_file("workbook", content).parts:
        rows = zip(*part.columns.values(), strict=True)
        tables.setdefault(part.kind, []).extend(dict(zip(part.columns, row, strict=True)) for row in rows)
    files = []
    for rows in tables.values():
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        files.append(out.getvalue().encode())
    return files


def main() -> None:
    from support.filled_files import fill_file
    from support.questionnaires import fill, make_template, read_sheets

    from assets.intake.formats import read_grids
    from assets.intake.reading import check_file

    template = make_template()
    sheets = read_sheets(template)
    workbooks = [fill_file(template, fill(sheets, draw_submission(seed))) for seed in range(WORKBOOKS)]
    tables = [write_tables(content) for content in workbooks]
    started = time.process_time()
    readings = [check_file("workbook", content) for content in workbooks]
    whole = time.process_time() - started
    wrong = [problem for reading in readings for problem in reading.problems]
    if wrong or any(reading.rows_taken != 83 + ENTRIES + 1 for reading in readings):
        raise RuntimeError(f"not everything was taken in: {wrong[:3]}")
    started = time.process_time()
    for content in workbooks:
        read_grids(content)
    cells = time.process_time() - started
    started = time.process_time()
    for files in tables:
        for content in files:
            check_file("table.csv", content)
    rows = time.process_time() - started
    print(f"{WORKBOOKS} workbooks: {1000 * whole / WORKBOOKS:.1f} ms each (aim: at most 60)")
    print(
        f"against reading their cells alone: ratio {whole / cells:.2f}; against the same rows as CSV: {whole / rows:.2f}"
    )


if __name__ == "__main__":
    main()
