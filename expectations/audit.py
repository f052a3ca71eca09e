"""The limits of the self-audit as checks: declared in `audit_limits.yml`, measured in `marts.audit_measures`.

What is measured is SQL; how far it may go, and whether crossing it warns or stops the run, is configuration.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from expectations.checks import Check

FILE = Path(__file__).with_name("audit_limits.yml")
SEVERITIES = ("warning", "error")


class LimitsFault(Exception):
    """The limits of the self-audit cannot be used; the message says which and why."""


@cache
def read_limits(file: Path = FILE) -> dict[str, dict[str, Any]]:
    """The limits by measure. Raises LimitsFault for one without a bound, or with an unknown severity."""
    limits: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    for measure, limit in limits.items():
        if not {"at_least", "at_most"} & limit.keys():
            raise LimitsFault(f"{file.name}: {measure} has no limit. Write at_least or at_most.")
        if limit.get("severity") not in SEVERITIES:
            raise LimitsFault(f"{file.name}: the severity of {measure} is one of {', '.join(SEVERITIES)}.")
        if not limit.get("explanation"):
            raise LimitsFault(
                f"{file.name}: {measure} needs an explanation: what does it mean where the limit is crossed?"
            )
    return limits


def build_checks(limits: dict[str, dict[str, Any]]) -> tuple[Check, ...]:
    """One check per limit, over the last cycle that was measured."""
    return tuple(
        Check(
            layer="marts",
            table="audit_measures",
            name=f"{measure}_keeps_its_limit",
            expectation="ExpectColumnValuesToBeBetween",
            arguments={
                "column": "value",
                **({"min_value": limit["at_least"]} if "at_least" in limit else {}),
                **({"max_value": limit["at_most"]} if "at_most" in limit else {}),
            },
            rows=(
                "select cycle, index_code, value from marts.audit_measures "
                f"where measure_code = '{measure}' and cycle = (select max(cycle) from marts.audit_measures)"
            ),
            explanation=limit["explanation"],
            severity=limit["severity"],
        )
        for measure, limit in limits.items()
    )


CHECKS = build_checks(read_limits())
