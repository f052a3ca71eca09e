"""What the cities of a network have filed, as rows that can be changed and sent again under the next version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assets.schema import file_kinds
from samples.demo.questionnaire import Question, read_seed, version_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
VERSION = {"answers": "submission_version", "policy_grid": "revision", "facts": "revision"}


class Network:
    """What the cities have filed, the highest versions, by city and cycle."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self.answers: dict[tuple[str, int], list[Row]] = defaultdict(list)
        self.entries: dict[tuple[str, int], list[Row]] = defaultdict(list)
        self.facts: dict[str, list[Row]] = defaultdict(list)
        for row in self.read(tables, "answers", ("cycle", "city_code", "submission_id")):
            self.answers[row["city_code"], int(row["cycle"])].append(row)
        for row in self.read(tables, "policy_grid", ("cycle", "city_code", "entry_id")):
            self.entries[row["city_code"], int(row["cycle"])].append(row)
        for row in self.read(tables, "facts", ("city_code", "fact_code", "year")):
            self.facts[row["city_code"]].append(row)
        self.register = {row["city_code"]: row for row in self.read(tables, "cities", ("city_code",), "revision")}
        reviews = tables["reviews"].astype(object)
        self.reviewed = set(
            zip(reviews["city_code"], reviews["cycle"].astype(int), reviews["question_code"], strict=True)
        )
        self.inputs = {row["question_code"] for row in read_seed("questions") if row["data_type"] == "input"}
        self.first: dict[tuple[str, str], str] = {}
        for row in sorted(read_seed("methodology_options"), key=lambda row: int(row["sort_order"])):
            self.first.setdefault((row["methodology_id"], row["question_code"]), row["option_code"])

    def read(
        self, tables: Mapping[str, pd.DataFrame], kind: str, key: Sequence[str], version: str = ""
    ) -> Iterator[Row]:
        """Rows with the columns of the contract, of the highest version of each key."""
        frame = tables[kind]
        names = list(file_kinds()[kind].column_names)
        version = version or VERSION[kind]
        numbers = frame[version].astype(int)
        highest = numbers.groupby([frame[name] for name in key]).transform("max")
        plain = frame.loc[numbers == highest, names].astype(object)
        yield from plain.where(plain.notna(), "").drop_duplicates().to_dict("records")

    def last(self, city: str) -> int:
        return max(cycle for code, cycle in self.answers if code == city)

    def list_questions(self, city: str, cycle: int) -> dict[str, Question]:
        """The questions that the city answered with options, none reviewed on its own."""
        known = {question.code: question for question in version_of(cycle).questions}
        given = [row["question_code"] for row in self.answers[city, cycle] if row["option_codes"]]
        return {code: known[code] for code in given if code in known and (city, cycle, code) not in self.reviewed}

    def points(self, city: str, cycle: int, question: Question) -> float:
        """What the answer is worth, by its dearest option."""
        chosen = {
            code
            for row in self.answers[city, cycle]
            if row["question_code"] == question.code
            for code in row["option_codes"].split("|")
        }
        return max((option.points for option in question.options if option.code in chosen), default=0.0)

    def resend(self, city: str, cycle: int, change: Callable[[Row], None]) -> list[Row]:
        """The whole submissions under their next version, each row after a change."""
        rows = []
        for row in self.answers[city, cycle]:
            copy = dict(row)
            change(copy)
            copy["submission_version"] = int(row["submission_version"]) + 1
            rows.append(copy)
        return rows

    def answer(self, city: str, cycle: int, wanted: Mapping[str, str]) -> list[Row]:
        """Resend with other options; a question that nobody answered is added to the first submission."""

        def change(row: Row) -> None:
            if row["question_code"] in wanted:
                row |= {"option_codes": wanted[row["question_code"]], "dont_know": "", "not_applicable_reason": ""}

        rows = self.resend(city, cycle, change)
        missing = wanted.keys() - {row["question_code"] for row in rows}
        empty = dict.fromkeys(rows[0], "")
        same = (
            "cycle",
            "city_code",
            "submission_id",
            "submission_version",
            "methodology_id",
            "department",
            "answered_on",
        )
        kept = {name: rows[0][name] for name in same}
        return rows + [
            {**empty, **kept, "question_code": code, "option_codes": wanted[code]} for code in sorted(missing)
        ]
