"""Words of ours inside of problems, told in any language: places in a file, and what a cell should hold.

Problems and tickets carry them in English, as the raw tables keep them; here they are known again by their form. What a sender wrote
is never translated. The sentences around them are the seed `ticket_kinds` (`problems.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assets.questionnaire.languages import SOURCE, Wording

SUBMITTED = ("value", "column_name", "detail")  # placeholders that may hold words of the submission; others are our own
SHEET = re.compile(r"sheet '(?P<name>.*)'(?:, (?P<rest>.+))?", re.DOTALL)
# Forms of a place, and of what stands in them the word and its name.
FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"cell (?P<cell>[A-Z]+\d+)",
        r"(?:row (?P<row>\d+)|entry (?P<entry>\d+)|line (?P<line>\d+))(?:, column (?P<column>.+))?",
        r"column (?P<column>.+)",
        r"member (?P<member>.+)",
        r"(?P<header>header)",
        r"(?P<file>the file)",
        r"(?P<rows>rows)",
    )
)
PHRASES = tuple(
    (re.compile(form, re.DOTALL), key)
    for form, key in (
        (r"one of: (?P<values>.+)", "phrase.one_of"),
        (r"text of the form (?P<form>.+)", "phrase.form"),
        (r"(?P<least>-?[\d.]+) to (?P<most>-?[\d.]+)", "phrase.between"),
        (r"(?P<least>-?[\d.]+) or more", "phrase.at_least"),
        (r"more than (?P<least>-?[\d.]+)", "phrase.above"),
        (r"(?P<most>-?[\d.]+) or less", "phrase.at_most"),
        (r"(?P<count>[\d,]+) bytes", "phrase.bytes"),
        (r"(?P<count>[\d,]+) columns", "phrase.columns"),
        (r"(?P<count>[\d,]+) characters", "phrase.characters"),
    )
)
CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Place:
    """A place in a file: the sheet, empty where there are none, and steps of word (a key `place.<word>`) and name."""

    sheet: str
    steps: tuple[tuple[str, str], ...]

    def find(self, word: str) -> str:
        return dict(self.steps).get(word, "")

    @property
    def order(self) -> tuple[int, int, str]:
        """For sorting as one reads: down the rows, then across; what is about the sheet as a whole comes first."""
        cell = CELL.fullmatch(self.find("cell"))
        number = cell[2] if cell else self.find("row") or self.find("entry") or self.find("line")
        across = cell[1] if cell else self.find("column")
        return int(number or 0), len(across) if cell else 0, across

    def describe(self, wording: Wording, with_sheet: bool = True) -> str:
        """The place in words."""
        steps = (("sheet", self.sheet), *self.steps) if self.sheet and with_sheet else self.steps
        return ", ".join(name if word == "other" else wording.say(f"place.{word}", name=name) for word, name in steps)


def read_place(location: str) -> Place:
    """A place as problems and tickets name it; what is not known stands as it is."""
    inside = SHEET.fullmatch(location)
    sheet, rest = (inside["name"], inside["rest"] or "") if inside else ("", location)
    for form in FORMS:
        if found := form.fullmatch(rest):
            return Place(sheet, tuple((word, name) for word, name in found.groupdict().items() if name))
    return Place(sheet, (("other", rest),) if rest else ())


def translate_phrase(text: str, wording: Wording) -> str:
    """Words of ours in another language; what is none of them stays as it is."""
    if wording.language == SOURCE:
        return text
    for form, key in PHRASES:
        if found := form.fullmatch(text):
            return wording.say(key, **found.groupdict())
    return read_place(text).describe(wording) if SHEET.fullmatch(text) else wording.translate(text)


def translate_values(values: Mapping[str, str], wording: Wording) -> dict[str, str]:
    """What the placeholders of a problem stand for, those of our own translated."""
    return {name: text if name in SUBMITTED else translate_phrase(text, wording) for name, text in values.items()}
