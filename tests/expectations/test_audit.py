"""Limits of the self-audit: each is measured, one that is crossed warns or stops as declared, a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.audit import CHECKS, LimitsFault, build_checks, read_limits
from expectations.bridge import run_checks

LIMIT = {"at_most": 20, "severity": "error", "explanation": "Too wide."}


def judge(folder: Path, value: float, **limit: object) -> tuple[bool, bool]:
    """Whether the check of a limit passes where this is measured in the last cycle, and whether it would stop the run."""
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.audit_measures as select * from (values (2020, 'core', 'width', 99.0), (2024, 'core', 'width', ?), "
            "(2024, 'core', 'other', 99.0)) as t(cycle, index_code, measure_code, value)",
            [value],
        )
        (result,) = run_checks("marts", build_checks({"width": {**LIMIT, **limit}}), connection, folder)
    return result.passed, result.stops_the_run


def test_a_limit_is_kept_or_crossed_in_the_last_cycle(tmp_path) -> None:
    assert judge(tmp_path, 20.0) == (True, False)
    assert judge(tmp_path, 20.1) == (False, True)
    assert judge(tmp_path, 20.1, severity="warning") == (False, False)
    assert judge(tmp_path, 0.4, at_least=0.5) == (False, True)


def test_every_measure_has_its_limit_and_its_words(small) -> None:
    from reports.words_by_code import MEASURES

    with small.home.connect() as connection:
        measured = {
            row[0] for row in connection.execute("select distinct measure_code from marts.audit_measures").fetchall()
        }
    assert measured == set(read_limits()) == set(MEASURES)
    assert {check.name for check in CHECKS} == {f"{measure}_keeps_its_limit" for measure in read_limits()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("width: {severity: warning, explanation: x}", "has no limit"),
        ("width: {at_most: 1, severity: loud, explanation: x}", "warning, error"),
        ("width: {at_most: 1, severity: error}", "needs an explanation"),
    ],
)
def test_a_limit_that_cannot_be_used_is_named(tmp_path, text, said) -> None:
    file = tmp_path / "limits.yml"
    file.write_text(text)
    with pytest.raises(LimitsFault, match=said):
        read_limits(file)
