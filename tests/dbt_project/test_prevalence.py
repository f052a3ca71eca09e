"""Intervals of shares and of their differences, worked out once more without SQL: Wilson's by solving his equation, Newcombe's from them."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.built_models import CompiledProject

Z = 1.959963984540054
MODEL = "scores.prevalence_compared"
Pair = tuple[int, int]  # believe it, of so many asked


def solve(share: float, people: int, side: int) -> float:
    """The share π at which (p − π)² = z² π (1 − π) / n, below or above p, found by halving."""
    inner, outer = share, float(side > 0)
    for _ in range(200):
        middle = (inner + outer) / 2
        is_inside = (share - middle) ** 2 <= Z**2 * middle * (1 - middle) / people
        inner, outer = (middle, outer) if is_inside else (inner, middle)
    return inner


def expect(first: Pair, then: Pair) -> tuple[float, ...]:
    """Low and high of the later share, and the difference with its ends, in percent."""
    ends = []
    for believe, asked in (first, then):
        share = believe / asked
        ends.append((share, solve(share, asked, -1), solve(share, asked, 1)))
    (one, one_low, one_high), (two, two_low, two_high) = ends
    difference = two - one
    low = difference - math.hypot(two - two_low, one_high - one)
    high = difference + math.hypot(two_high - two, one - one_low)
    return tuple(100 * value for value in (two_low, two_high, difference, low, high))


@pytest.fixture(scope="module")
def compare(project: CompiledProject) -> Callable[[list[tuple[float | None, int | None]]], list[dict]]:
    """Rows of the model for measurements of one rumour, a day each."""
    sql = next(sql for schema, name, sql in project.models if f"{schema}.{name}" == MODEL)
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as intercultural")
    connection.execute("use intercultural")
    connection.execute("create schema intermediate")
    connection.execute("create table intermediate.int_rumours__current as select 'r' as rumour_id")
    connection.execute(
        "create table intermediate.int_rumour_measurements__current "
        "(rumour_id varchar, observed_on date, prevalence_pct double, sample_size integer, source_url varchar)"
    )

    def run(measured: list[tuple[float | None, int | None]]) -> list[dict]:
        connection.execute("delete from intermediate.int_rumour_measurements__current")
        connection.executemany(
            "insert into intermediate.int_rumour_measurements__current values ('r', ?, ?, ?, null)",
            [(date(2020, 1, 1) + timedelta(place), *each) for place, each in enumerate(measured)],
        )
        found = connection.execute(f"select * from ({sql}) order by observed_on")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return run


pairs = st.integers(1, 100_000).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked)))


@settings(max_examples=60)
@given(first=pairs, then=pairs)
@example(first=(48, 80), then=(56, 70))
@example(first=(0, 1), then=(1, 1))
@example(first=(0, 20), then=(0, 10))
@example(first=(100_000, 100_000), then=(0, 1))
def test_the_intervals_are_those_of_the_equations(compare, first: Pair, then: Pair) -> None:
    row = compare([(100 * first[0] / first[1], first[1]), (100 * then[0] / then[1], then[1])])[1]
    names = ("prevalence_low", "prevalence_high", "change", "change_low", "change_high")
    assert [row[name] for name in names] == pytest.approx(expect(first, then), abs=1e-6)
    assert 0 <= row["prevalence_low"] <= row["prevalence_pct"] + 1e-9
    assert row["prevalence_pct"] - 1e-9 <= row["prevalence_high"] <= 100
    assert -100 <= row["change_low"] <= row["change"] + 1e-9 <= row["change_high"] + 2e-9 <= 100 + 2e-9


@settings(max_examples=40)
@given(st.lists(st.tuples(st.none() | st.integers(0, 100), st.none() | st.integers(1, 500)), min_size=1, max_size=6))
def test_what_lacks_has_its_reason(compare, measured) -> None:
    rows = compare(measured)
    assert len(rows) == len(measured)
    for row in rows:
        assert (row["prevalence_low"] is None) == (row["reason"] is not None)
        assert (row["change_low"] is None) == (row["change_reason"] is not None)
        assert (row["change"] is None) == (row["change_reason"] in {"no_value", "first_measurement"})
