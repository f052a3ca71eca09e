"""What every spreadsheet that goes out has in common: nothing in it is run, and the same content gives the same bytes.

What a workbook says and looks like belongs to those who write it.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

FORMULA_STARTS = r"^[=+\-@\t\r]"
MAX_SHEET_NAME = 31
# How long the words of a drop-down and a footer may be.
MAX_TITLE, MAX_MESSAGE, MAX_FOOTER_NAME = 32, 255, 80
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Workbooks carry a date of creation; the clock would make each one different.
CREATED = datetime(2000, 1, 1)


def neutralise(text: str) -> str:
    """A text that no spreadsheet program takes for a formula, also after it was copied or saved as CSV."""
    return "'" + text if re.match(FORMULA_STARTS, text) else text


def fit(text: str, limit: int) -> str:
    """A text that is no longer than a program takes it, cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def open_workbook(title: str, language: str = "en") -> tuple[xlsxwriter.Workbook, io.BytesIO]:
    """A new workbook and the buffer that holds it once it is closed. Text stays text: no formulas, numbers or links are guessed."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": neutralise(title), "language": language, "created": CREATED})
    return workbook, buffer


def name_sheet(name: str, taken: set[str]) -> str:
    """A name that a sheet can have, cut at a word and different from those that are taken; adds it to them."""
    clean = " ".join(FORBIDDEN_IN_NAMES.sub(" ", name).split()).strip("'") or "Sheet"
    short = clean if len(clean) <= MAX_SHEET_NAME else clean[: MAX_SHEET_NAME - 1].rsplit(" ", 1)[0] + "…"
    candidate, number = short, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{short[: MAX_SHEET_NAME - len(str(number)) - 1]} {number}"
    taken.add(candidate.casefold())
    return candidate
