"""The public record as a sample: nothing changed on the way, and one review per city and cycle."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assets.intake.reading import read_files
from samples.record import DATA, INPUTS, REVIEWED_ON, read_answers, write_record


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "inbox"
    write_record(folder)
    return folder


def test_the_data_are_copied_byte_for_byte(inbox) -> None:
    for name in INPUTS:
        assert (inbox / name).read_bytes() == (DATA / name).read_bytes()


def test_nothing_else_but_reviews_is_added(inbox) -> None:
    assert {path.name for path in inbox.iterdir()} == {*INPUTS, "reviews.csv"}


def test_there_is_one_review_per_city_and_cycle(inbox) -> None:
    with (inbox / "reviews.csv").open(encoding="utf-8", newline="") as file:
        reviews = list(csv.DictReader(file))
    reviewed = [(row["cycle"], row["city_code"]) for row in reviews]
    assert len(reviewed) == len(set(reviewed))
    assert set(reviewed) == {(row["cycle"], row["city_code"]) for row in read_answers()}
    assert len({row["review_id"] for row in reviews}) == len(reviews)
    assert {row["decision"] for row in reviews} == {"accepted"}
    assert {row["reviewer_role"] for row in reviews} == {"public_record"}


def test_no_review_is_earlier_than_what_it_accepts() -> None:
    for row in read_answers():
        assert row["answered_on"] <= REVIEWED_ON
        assert row["statement_year"] <= REVIEWED_ON[:4]
        assert row["cycle"] <= REVIEWED_ON[:4]


def test_every_row_is_taken_in(inbox) -> None:
    files = {path.name: path.read_bytes() for path in sorted(inbox.iterdir())}
    tables = read_files(files.items())
    for name, content in files.items():
        rows = list(csv.DictReader(content.decode("utf-8").splitlines(keepends=True)))
        assert len(tables[name.removesuffix(".csv")]) == len(rows)
    assert set(tables["reading_tickets"]["ticket_code"]) == {"unknown_column"}
