"""The data-quality page: what the checks of this release found, and of the releases before it; present state first.

What earlier releases found depends on the home, not on what came in, so the page has no checksum (`docs/adr`). Checks are made
in `expectations` and `dbt_project`; the internal site that the page belongs to is in `internal.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assets.layers import LAYERS
from assets.publication.history import list_releases
from reports.book import Row, to_rows
from reports.pages.page import Page

SHOWN = 10  # releases that are looked back on
CHECKS = Path("internal") / "data" / "quality_checks.parquet"


@dataclass(frozen=True)
class Findings:
    """What the checks of one release found, by (layer, check_name)."""

    release_id: str
    finished_at: str
    checks: Mapping[tuple[str, str], Row] = field(repr=False)


def read_findings(folder: Path, release_id: str, finished_at: str) -> Findings:
    """The checks of a release, or of the one that is being made."""
    import pandas as pd

    rows = to_rows(pd.read_parquet(folder / CHECKS))
    return Findings(release_id, finished_at, {(row["layer"], row["check_name"]): row for row in rows})


def look_back(published: Path, now: Findings) -> list[Findings]:
    """This release and those before it, the newest first, at most so many."""
    earlier = [
        read_findings(each.folder, each.release_id, each.finished_at)
        for each in reversed(list_releases(published))
        if each.release_id != now.release_id and (each.folder / CHECKS).exists()
    ]
    return [now, *earlier[: SHOWN - 1]]


def word_check(name: str) -> str:
    """The name of a check is a sentence; this is how it reads."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def word_finding(check: Row | None) -> str:
    """What a check found, in words; colour says nothing that the words do not."""
    if check is None:
        return "not made"
    if check["passed"]:
        return "passed"
    rows = f"{check['failing_rows']} row{'' if check['failing_rows'] == 1 else 's'}"
    return f"warning: {rows}" if check["severity"] == "warning" else f"failed: {rows}"


def order_layers(names: Iterable[str]) -> list[str]:
    """In the order in which data flows; a layer of an earlier time comes last."""
    order = [layer.name for layer in LAYERS]
    return sorted(set(names), key=lambda name: (order.index(name) if name in order else len(order), name))


def summarise_layers(history: Sequence[Findings]) -> list[dict[str, Any]]:
    """Per layer: its question, its checks in this release, and how many passed in each release."""
    questions = {layer.name: layer.question for layer in LAYERS}
    summary = []
    for layer in order_layers(name for each in history for name, _ in each.checks):
        of_layer = [[row for (name, _), row in each.checks.items() if name == layer] for each in history]
        now = sorted(of_layer[0], key=lambda row: (row["passed"], row["check_name"]))
        summary.append(
            {
                "name": layer,
                "question": questions.get(layer, ""),
                "checks": [row | {"words": word_check(row["check_name"]), "found": word_finding(row)} for row in now],
                "passed": sum(row["passed"] for row in now),
                "over_time": [
                    f"{sum(row['passed'] for row in rows)} of {len(rows)}" if rows else "none" for rows in of_layer
                ],
            }
        )
    return summary


def list_restless(history: Sequence[Findings]) -> list[dict[str, Any]]:
    """Checks that did not pass in at least one of the releases, with what each release found."""
    keys = {key for each in history for key, row in each.checks.items() if not row["passed"]}
    layers = order_layers(layer for layer, _ in keys)
    return [
        {
            "layer": layer,
            "words": word_check(name),
            "found": [word_finding(each.checks.get((layer, name))) for each in history],
        }
        for layer, name in sorted(keys, key=lambda key: (layers.index(key[0]), key[1]))
    ]


def count_tickets(tickets: Iterable[Row]) -> list[dict[str, Any]]:
    """Open tickets by kind, the most first."""
    counts = Counter((row["severity"], row["ticket_code"]) for row in tickets if row["status"] == "open")
    return [
        {"severity": severity, "words": word_check(code), "count": count}
        for (severity, code), count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def make_quality_page(history: Sequence[Findings], tickets: Iterable[Row]) -> Page:
    """The page; `history` begins with the release that it belongs to."""
    now = history[0].checks.values()
    return Page(
        "quality.html",
        "quality.html.j2",
        "Data quality",
        {
            "checks": len(now),
            "passed": sum(row["passed"] for row in now),
            "not_passed": [
                row | {"words": word_check(row["check_name"]), "found": word_finding(row)}
                for row in sorted(now, key=lambda row: (row["severity"], row["layer"], row["check_name"]))
                if not row["passed"]
            ],
            "layers": summarise_layers(history),
            "history": history,
            "restless": list_restless(history),
            "tickets": count_tickets(tickets),
        },
    )
