"""A release with two cities, one of them not published: as little of it as the questionnaire reads."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from support.questionnaires import METHODOLOGY, form

from assets.questionnaire.form import read_seed

MULTIPLE = next(code for code, each in form().questions.items() if each.is_multiple)
SINGLE, SECOND, THIRD, FOURTH = [code for code, each in form().questions.items() if not each.is_multiple][:4]
MAPPED = read_seed("question_map")[0]  # an old question that carries over to one of another code


def options_of(code: str, count: int) -> str:
    return "|".join(option.code for option in form().questions[code].options[:count])


def write_release(folder: Path) -> Path:
    """Write it into a folder, and return the folder."""
    public, internal = folder / "public" / "data", folder / "internal" / "data"
    columns = ["city_code", "cycle", "methodology_id", "question_code", "state", "option_codes"]
    seen = [
        ("xa-alba", 2023, METHODOLOGY, SINGLE, "answered", options_of(SINGLE, 1)),
        ("xa-alba", 2023, METHODOLOGY, MULTIPLE, "answered", options_of(MULTIPLE, 2)),
        ("xa-alba", 2023, METHODOLOGY, SECOND, "answered", "an_old_option"),
        ("xa-alba", 2023, METHODOLOGY, THIRD, "dont_know", None),
        ("xa-alba", 2023, METHODOLOGY, FOURTH, "closed", None),
        ("xa-alba", 2023, "icc-2016", SINGLE, "answered", "back-cast"),
        ("xa-alba", 2020, METHODOLOGY, SINGLE, "answered", "older"),
        ("xa-alba", 2026, METHODOLOGY, SINGLE, "answered", "not before"),
    ]
    hidden = [("xa-bela", 2014, "icc-2008", MAPPED["question_code_a"], "answered", "yes")]
    cities = ["city_code", "city_name", "languages"]
    for data, name, rows, names in (
        (public, "indicator_scores", seen, columns),
        (internal, "draft_indicator_scores", hidden, columns),
        (public, "cities", [("xa-alba", "Alba", "fr|de")], cities),
        (internal, "draft_cities", [("xa-bela", "Bela", None)], cities),
    ):
        data.mkdir(parents=True, exist_ok=True)
        pd.DataFrame(rows, columns=names).to_parquet(data / f"{name}.parquet")
    return folder
