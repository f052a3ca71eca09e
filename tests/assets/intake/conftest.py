"""One row of a kind as a file, and the tickets that a file gets, in the words that a city official reads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pytest

from assets.intake.reading import read_files

CITY = {
    "city_code": "no-bergen",
    "city_name": "Bergen",
    "country_iso2": "NO",
}
ANSWER = {
    "cycle": "2024",
    "city_code": "no-bergen",
    "submission_id": "culture",
    "submission_version": "1",
    "question_code": "EDU1",
    "option_codes": "yes",
}


class Ticket(NamedTuple):
    code: str
    location: str
    what: str
    how_to_fix: str
    city_code: str | None
    cycle: int | None


def write_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows as a CSV file; a cell that a row lacks is empty."""
    rows = list(rows)
    out = io.StringIO(newline="")
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(out, list(names), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def list_tickets(tables) -> list[Ticket]:
    """The tickets in order; each says where, what and how to mend it, with every placeholder filled."""
    columns = ["ticket_code", "location", "what", "how_to_fix", "city_code", "cycle"]
    tickets = [Ticket(*row) for row in tables["reading_tickets"][columns].itertuples(index=False, name=None)]
    for ticket in tickets:
        assert ticket.location
        assert ticket.what
        assert ticket.how_to_fix
        assert not re.search(r"\{[a-z_]+\}", ticket.what + ticket.how_to_fix)
    return tickets


@pytest.fixture
def city() -> Callable[..., dict[str, str]]:
    """A good row of `cities`, with some cells changed."""
    return lambda **changed: {**CITY, **changed}


@pytest.fixture
def answer() -> Callable[..., dict[str, str]]:
    """A good row of `answers`, with some cells changed."""
    return lambda **changed: {**ANSWER, **changed}


@pytest.fixture
def to_csv() -> Callable[..., bytes]:
    return lambda *rows: write_csv(rows)


@pytest.fixture
def read() -> Callable[[bytes], tuple[dict, list[Ticket]]]:
    """The tables and the tickets of one file, whose name says nothing."""

    def read_one(content: bytes) -> tuple[dict, list[Ticket]]:
        tables = read_files([("post/file", content)])
        return tables, list_tickets(tables)

    return read_one


@pytest.fixture
def tickets_of() -> Callable[[dict], list[Ticket]]:
    return list_tickets
