"""Numbers, dates and percentages of workbooks as canonical text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.intake.cells import EPOCH, Day, Moment, Number, read_number_format, shape_of_cell, write_iso, write_number

EPOCH_1904 = date(1904, 1, 1)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("3", "3"),
        ("3.0", "3"),
        ("1E3", "1000"),
        ("0.1", "0.1"),
        ("0.28999999999999998", "0.29"),
        ("-0", "0"),
        ("1e15", "1000000000000000"),
        ("1e300", "1e+300"),
    ],
)
def test_numbers_are_written_shortly(written, text) -> None:
    number = write_number(written)
    assert (number, type(number)) == (text, Number)


@pytest.mark.parametrize("written", ["", "text", "nan", "inf", "1e999"])
def test_what_is_no_number_stays_as_it_is(written) -> None:
    assert (write_number(written, "date"), type(write_number(written))) == (written, str)


def test_percentages_say_so() -> None:
    assert write_number("0.125", "percent") == "12.5%"
    assert write_number("0.28999999999999998", "percent") == "29%"


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_survives_its_serial_number(day) -> None:
    assert write_number(str((day - EPOCH).days), "date") == Day(day)
    if day >= EPOCH_1904:
        assert write_number(str((day - EPOCH_1904).days), "date", EPOCH_1904) == Day(day)


@pytest.mark.parametrize("number", ["-1", "60", "0", "2958466", "1e300"])
def test_numbers_that_stand_for_no_day_are_no_day(number) -> None:
    assert type(write_number(number, "date")) is Moment


def test_the_last_day_of_the_other_system_is_the_last_day() -> None:
    last = (date.max - EPOCH_1904).days
    assert write_number(str(last), "date", EPOCH_1904) == "9999-12-31"
    assert type(write_number(str(last + 1), "date", EPOCH_1904)) is Moment


@pytest.mark.parametrize(
    ("number", "text"),
    [("45443.5", "2024-05-31 12:00:00"), ("0.25", "06:00:00"), ("45443.99999999", "2024-06-01")],
)
def test_times_of_day_are_told_or_rounded_to_the_second(number, text) -> None:
    assert write_number(number, "moment") == text


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", ""),
        ("0.00", ""),
        ('0.00" days"', ""),
        ("[Red]0;[Blue]-0", ""),
        (r"\d0", ""),
        ("@", ""),
        ("#,##0.00 [$€-de-DE]", ""),
        ("dd/mm/yyyy", "date"),
        ("[$-409]mmmm\\ yyyy;@", "date"),
        ("mmm", "date"),
        ("yyyy\\-mm\\-dd hh:mm", "moment"),
        ("[h]:mm", "moment"),
        ("mm:ss.0", "moment"),
        ("0.0%", "percent"),
    ],
)
def test_formats_of_numbers(code, shows) -> None:
    assert read_number_format(code) == shows


def test_dates_that_are_written_as_text() -> None:
    assert shape_of_cell(write_iso("2024-05-31")) == "date"
    assert write_iso("2024-05-31T00:00:00.000Z") == "2024-05-31"
    assert (write_iso("2024-05-31T10:00"), shape_of_cell(write_iso("2024-05-31T10:00"))) == (
        "2024-05-31 10:00",
        "moment",
    )


def test_a_day_after_epoch_is_a_day_later() -> None:
    assert write_number("61", "date") == str(EPOCH + timedelta(days=61)) == "1900-03-01"
