"""An export of a survey program: contributions with values by field, whatever its format was.

How they are read is `eusurvey.py` and `odk.py`; what the fields mean is said by a mapping (`mapping.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.intake.problems import Problem


@dataclass(frozen=True)
class Choice:
    """One value of a field: `text` as people read it, and the names by which a mapping may call it, the best first.

    What was chosen from a list has `is_chosen`; anything else is what somebody wrote.
    """

    text: str
    names: tuple[str, ...]
    is_chosen: bool = False


def write(text: str) -> Choice:
    """What somebody wrote."""
    return Choice(text, (text.strip(),))


@dataclass
class Filled:
    """What was filled in: a contribution, or one row of a repeated group of it. `place` is its row or entry in the file."""

    place: int
    key: str
    values: dict[str, list[Choice]] = field(default_factory=dict)
    version: int | None = None
    sent_on: str = ""  # ISO date
    is_rejected: bool = False
    repeat: str = ""
    repeats: dict[str, list[Filled]] = field(default_factory=dict)

    def find_text(self, name: str) -> str:
        """The text of a field; of what was chosen its name."""
        found = (choice.names[0] if choice.is_chosen else choice.text for choice in self.values.get(name, ()))
        return "\n".join(text for text in found if text)


@dataclass
class Export:
    """A file of contributions. `form` are the names of the survey, where the format has them.

    `fields` are those that people filled in, without what the program adds; by repeated group in `repeats`, whose
    sheet is in `sheets`. `is_split` says that several choices stand in one text, separated by blanks.
    """

    format: str
    unit: str
    contributions: list[Filled] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    repeats: dict[str, list[str]] = field(default_factory=dict)
    sheets: dict[str, str | None] = field(default_factory=dict)
    form: tuple[str, ...] = ()
    is_split: bool = False
    problems: list[Problem] = field(default_factory=list)

    def list_choices(self, filled: Filled, name: str) -> list[Choice]:
        """What was chosen in a field of choices."""
        found = filled.values.get(name, [])
        if self.is_split:
            return [write(word) for choice in found for word in choice.text.split()]
        return [choice for choice in found if choice.is_chosen or choice.text.strip()]

    def knows(self, name: str, repeat: str = "") -> bool:
        return name in (self.repeats.get(repeat, ()) if repeat else self.fields)


def add_names(known: list[str], names: Iterable[str]) -> None:
    """Add the names that are not there yet."""
    there = set(known)
    known.extend(name for name in dict.fromkeys(names) if name not in there)
