"""The XML export of results of EUSurvey: the questions and their possible answers, then a contribution each.

An answer names its question (`qid`) and, where it was chosen, the possible answer (`aid`) by unique identifier; the elements
give to these the short names and titles that people know. Where elements and attributes come from is told in
docs/survey_exports.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from assets.intake.exports.export import Choice, Export, Filled, write
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.xml_parts import local_name, parse_part

FORMAT = "eusurvey"
ROOT, SURVEY, CONTRIBUTION, ANSWER = "Results", "Survey", "AnswerSet", "Answer"
# Elements that people fill in, and rows of tables, of which they fill in a cell for each column.
QUESTIONS = ("Question", "MatrixQuestion", "RatingQuestion", "Cell")
LINE = "TableQuestion"
POSSIBLE = (ANSWER, "MatrixAnswer")
COLUMNS = "TableAnswer"
ANONYMOUS = "Anonymous"
HEAD = 4_000  # bytes among which the root is looked for
WRITTEN = ("%Y-%m-%d_%H-%M-%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROOT_TAG = re.compile(rb"<Results[\s>/]")


@dataclass
class Element:
    """A question or a possible answer: its names, the best first, and its kind."""

    kind: str
    names: list[str] = field(default_factory=list)


def read_eusurvey(content: bytes) -> Export:
    """Raises FileRefusedError where the XML is broken, has a document type, or is no export of EUSurvey."""
    parsed = Parsed()
    parse_part([content], parsed.start, parsed.end, parsed.add_text, what="export")
    return parsed.export


class Parsed:
    """What the events of the XML have told so far."""

    def __init__(self) -> None:
        self.export = Export(FORMAT, "entry")
        self.elements: dict[str, Element] = {}
        self.path: list[str] = []
        self.text: list[str] = []
        self.attributes: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if not self.path and name != ROOT:
            raise FileRefusedError(Problem("format_not_supported", values={"value": "an XML file"}))
        self.path.append(name)
        if name == SURVEY and len(self.path) == 2:
            self.export.form = tuple(filter(None, (attributes.get("alias"), attributes.get("uid"))))
        elif name == CONTRIBUTION:
            self.export.contributions.append(start_contribution(attributes, len(self.export.contributions) + 1))
        elif name in (*QUESTIONS, *POSSIBLE, LINE, COLUMNS):
            self.text, self.attributes = [], attributes

    def add_text(self, text: str) -> None:
        self.text.append(text)

    def end(self, name: str) -> None:
        name = self.path.pop()
        if CONTRIBUTION in self.path:
            if name == ANSWER:
                self.add_answer("".join(self.text))
        elif "Elements" in self.path and name in (*QUESTIONS, *POSSIBLE, LINE, COLUMNS):
            self.add_element(name, "".join(self.text).strip())
            self.text = []

    def add_element(self, kind: str, title: str) -> None:
        """Languages come one after the other: the same elements with other titles."""
        identifier, short = self.attributes.get("id", ""), self.attributes.get("bid", "")
        element = self.elements.setdefault(identifier, Element(kind))
        element.names = list(dict.fromkeys(filter(None, (*element.names, short, identifier, title))))
        if kind in QUESTIONS and self.name_field(identifier) not in self.export.fields:
            self.export.fields.append(self.name_field(identifier))

    def name_field(self, identifier: str) -> str:
        """The short name of an element, else its identifier."""
        element = self.elements.get(identifier)
        return element.names[0] if element and element.names else identifier

    def add_answer(self, text: str) -> None:
        asked, chosen = self.attributes.get("qid", ""), self.attributes.get("aid", "")
        name, element = self.name_field(asked), self.elements.get(chosen)
        if element is not None and element.kind == COLUMNS:
            name, chosen = f"{name}/{self.name_field(chosen)}", ""
        if name not in self.export.fields:
            self.export.fields.append(name)
        choice = write(text)
        if chosen:
            names = element.names if element and element.names else [chosen]
            choice = Choice(names[-1], tuple(names), is_chosen=True)
        self.export.contributions[-1].values.setdefault(name, []).append(choice)


def start_contribution(attributes: dict[str, str], place: int) -> Filled:
    """An anonymous one has no key; its version is the minute of the last change, so that a later export goes before."""
    key = attributes.get("id", "")
    changed = read_moment(attributes.get("last", "")) or read_moment(attributes.get("create", ""))
    return Filled(
        place,
        "" if key == ANONYMOUS else key,
        version=(changed - EPOCH) // timedelta(minutes=1) if changed else None,
        sent_on=changed.date().isoformat() if changed else "",
    )


def read_moment(text: str) -> datetime | None:
    for form in WRITTEN:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def is_eusurvey(content: bytes) -> bool:
    """Whether a file begins as an export of EUSurvey does."""
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and ROOT_TAG.search(head) is not None
