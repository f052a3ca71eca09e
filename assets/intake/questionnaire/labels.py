"""What people write into a cell, understood: an option, a tick, an area, a list of codes. In any language that is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from assets.questionnaire.form import Form, Question
from assets.questionnaire.languages import list_languages, read_wording
from assets.schema import Column

TICKED = {"x", "1", "✓", "✔", "☑", "☒", "true", "y", "on"}
EMPTY = {"", "0", "-", "–", "—", "☐", "false", "n", "off"}
SPACES = re.compile(r"\s+")
BETWEEN = re.compile(r"[|;\n]")
BETWEEN_CODES = re.compile(r"[|;,\s]+")


def fold(text: str) -> str:
    """A text as it is compared: case, kinds of blanks and apostrophes make no difference."""
    return SPACES.sub(" ", text).strip().replace("’", "'").casefold()


def index_labels(labels: Iterable[tuple[str, str, str]], language: str) -> dict[str, str]:
    """Code by folded code or label, from (code, English label, context), in all languages; the workbook's own goes first."""
    labels = list(labels)
    index: dict[str, str] = {}
    for spoken in dict.fromkeys([language, *list_languages()]):
        wording = read_wording(spoken)
        for code, label, context in labels:
            index.setdefault(fold(wording.translate(label, context)), code)
    for code, *_ in labels:
        index.setdefault(fold(code), code)
    return index


@cache
def index_options(question: Question, language: str) -> Mapping[str, str]:
    """The options of a question by what people may write for them."""
    return index_labels(((option.code, option.label, question.code) for option in question.options), language)


@cache
def index_areas(form: Form, language: str) -> Mapping[str, str]:
    return index_labels(((area.code, area.name, area.code) for area in form.areas), language)


def index_values(column: Column, values: Iterable[str], language: str) -> Mapping[str, str]:
    """The accepted values of a column by what people may write for them."""
    return cache_values(column.data_type if column.data_type == "yes_no" else column.name, tuple(values), language)


@cache
def cache_values(scope: str, values: tuple[str, ...], language: str) -> Mapping[str, str]:
    own = read_wording("en").own
    keys = {value: f"value.{scope}.{value}" for value in values}
    return index_labels(((value, own.get(key, value), key) for value, key in keys.items()), language)


@cache
def yes_and_no(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """How yes and no are written, folded."""
    index = cache_values("yes_no", ("yes", "no"), language)
    return (
        frozenset(text for text, value in index.items() if value == "yes"),
        frozenset(text for text, value in index.items() if value == "no"),
    )


def read_tick(text: str, language: str) -> bool | None:
    """Whether a cell is ticked; None where that cannot be said."""
    folded = fold(text)
    yes, no = yes_and_no(language)
    if folded in TICKED or folded in yes:
        return True
    return False if folded in EMPTY or folded in no else None


def split_answers(text: str, index: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The options that a cell names, and what it says that is none. A label may hold any sign, so the whole is tried first."""
    whole = index.get(fold(text))
    if whole is not None:
        return [whole], []
    parts = [part for part in BETWEEN.split(text) if part.strip()]
    known = [index[fold(part)] for part in parts if fold(part) in index]
    return list(dict.fromkeys(known)), [part.strip() for part in parts if fold(part) not in index]


def split_codes(text: str) -> list[str]:
    """Codes that stand in one cell, separated by commas, semicolons, blanks, lines or |."""
    return [part for part in BETWEEN_CODES.split(text) if part]
