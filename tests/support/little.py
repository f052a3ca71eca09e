"""A methodology that fits on a page, and submissions for it: for situations that the shipped questionnaires do not have.

A version is `{area: {question: …}}`; every question takes yes or no. Versions get two cycles each from 2008 on, where the shipped bands begin.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
from support.built_models import SEEDS, CompiledProject

from assets.analysis.settings import Settings
from assets.intake.reading import read_files

Version = Mapping[str, Sequence[str]]
ANSWERS = (
    "cycle",
    "city_code",
    "submission_id",
    "submission_version",
    "question_code",
    "methodology_id",
    "option_codes",
)
FIRST = 2008
YEARS = 2


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Rows in the columns of the shipped seed of that name; what a row does not say is empty."""
    header = (SEEDS / path.name).read_text(encoding="utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_methodology(folder: Path, versions: Mapping[str, Version], bridges: Iterable[tuple[str, ...]] = ()) -> Path:
    """Seeds of these versions; `bridges` are rows of `question_map` (version, question, version, question)."""
    folder.mkdir(parents=True, exist_ok=True)
    areas = list(dict.fromkeys(area for version in versions.values() for area in version))
    placed = [(name, area, code) for name, version in versions.items() for area in version for code in version[area]]
    last = list(versions)[-1]
    write_rows(
        folder / "methodologies.csv",
        (
            {
                "methodology_id": name,
                "first_cycle": FIRST + YEARS * place,
                "last_cycle": "" if name == last else FIRST + YEARS * (place + 1) - 1,
                "missing_rule": "zero",
                "sample_window_years": 5,
            }
            for place, name in enumerate(versions)
        ),
    )
    write_rows(
        folder / "areas.csv",
        ({"area_code": area, "area_name": f"Area {area}", "sort_order": place} for place, area in enumerate(areas)),
    )
    write_rows(
        folder / "methodology_areas.csv",
        (
            {"methodology_id": name, "area_code": area, "index_code": "core", "weight": 1}
            for name, version in versions.items()
            for area in version
        ),
    )
    write_rows(
        folder / "questions.csv",
        (
            {"question_code": code, "question_text": f"Is {code}?", "data_type": "input", "actionable": "city"}
            for code in dict.fromkeys(code for *_, code in placed)
        ),
    )
    write_rows(
        folder / "methodology_questions.csv",
        (
            {
                "methodology_id": name,
                "question_code": code,
                "area_code": area,
                "index_code": "core",
                "weight": 1,
                "answer_kind": "single",
            }
            for name, area, code in placed
        ),
    )
    write_rows(
        folder / "methodology_options.csv",
        (
            {
                "methodology_id": name,
                "question_code": code,
                "option_code": option,
                "option_label": option,
                "sort_order": points,
                "points": points,
                "is_exclusive": "no",
            }
            for name, _, code in placed
            for option, points in (("yes", 1), ("no", 0))
        ),
    )
    columns = ("methodology_id_a", "question_code_a", "methodology_id_b", "question_code_b")
    write_rows(folder / "question_map.csv", (dict(zip(columns, bridge, strict=True)) for bridge in bridges))
    return folder


def build_little(
    project: CompiledProject,
    reference: Path | None,
    answers: Iterable[Sequence[object]],
    cities: str = "",
    facts: str = "",
    settings: Settings | None = None,
) -> duckdb.DuckDBPyConnection:
    """All models on rows of answers (in the order of ANSWERS). Cities that the register text does not name are added; with
    settings, the analyses are carried out.
    """
    rows = [",".join(map(str, row)) for row in answers]
    register = cities or "city_code,city_name,country_iso2\n" + "".join(
        f"{code},{code[3:].title()},XA\n" for code in sorted({row.split(",")[1] for row in rows})
    )
    files = [("answers.csv", "\n".join([",".join(ANSWERS), *rows, ""]).encode()), ("cities.csv", register.encode())]
    if facts:
        files.append(("facts.csv", facts.encode()))
    return project.build(read_files(files), reference, settings=settings)
