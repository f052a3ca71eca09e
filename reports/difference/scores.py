"""Which scores changed, by how much, and because of what: the city's own answers, the methodology, the code, the network.

A score of an index or an area depends on the answers of its city, on the methodology and on the code, never on other cities;
a comparison depends on other cities as well. Where two causes come together, both are named: what each of them did alone
cannot be seen from two releases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reports.difference.causes import Causes
from reports.difference.pair import AFTER, BEFORE, Pair, Row, Source

INDEX = "INDEX"
OWN, METHODOLOGY, CODE, NETWORK, UNEXPLAINED = "own_answers", "methodology", "code", "network", "unexplained"
CELL = ("cycle", "city_code", "methodology_id", "index_code", "area_code")
STATUS = ("score", "coverage_status", "comparability_reason")
PEER = (*CELL, "peer_group_kind", "peer_group_code")
STATISTICS = (
    "cities",
    "sample_basis",
    "peer_mean",
    "peer_p25",
    "peer_median",
    "peer_p75",
    "score",
    "difference",
    "rank",
)


@dataclass(frozen=True)
class ScoreChange:
    """One published cell; None where a release does not have it or shows no score. `causes` are codes of this module."""

    cycle: int
    city_code: str
    methodology_id: str
    index_code: str
    area_code: str
    what: str  # added, removed or changed
    before: float | None
    after: float | None
    before_status: str | None
    after_status: str | None
    causes: list[str] = field(default_factory=list)
    is_own_version: bool = True

    @property
    def size(self) -> float:
        """How much a reader will notice: points; a score that came or went counts as 100."""
        if self.before is None and self.after is None:
            return 0.0
        return 100.0 if self.before is None or self.after is None else abs(self.after - self.before)


@dataclass(frozen=True)
class Comparisons:
    """Comparisons with peers that changed: how many because of the city's own score, how many by the network alone.

    `cities` are (cycle, city_code) whose own scores all stayed; `members` who entered or left the network of a cycle.
    """

    own: int = 0
    network: int = 0
    cities: list[tuple[int, str]] = field(default_factory=list)
    entered: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)
    largest: Row | None = None


def drafted(name: str, **fixed: str) -> list[Source]:
    """A table and that of the cities that are not published: a city that moves from one to the other keeps its scores."""
    return [Source(name, tuple(fixed.items())), Source(f"draft_{name}", tuple(fixed.items()))]


CELLS = [*drafted("area_scores"), *drafted("index_scores", area_code=INDEX)]


def by_key(rows: list[Row], key: tuple[str, ...]) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[name] for name in key): row for row in rows}


def read_versions(pair: Pair) -> dict[tuple[int, str], set[str]]:
    """The versions that a participation rests on: that of its cycle, and the questionnaire that was filled in."""
    columns = ("cycle", "city_code", "methodology_id", "questionnaire_id")
    versions: dict[tuple[int, str], set[str]] = {}
    for side in (BEFORE, AFTER):
        for row in pair.rows(pair.select(side, [Source("participations")], columns)):
            versions.setdefault((row["cycle"], row["city_code"]), set()).update(
                (row["methodology_id"], row["questionnaire_id"])
            )
    return versions


def list_causes(causes: Causes, participant: tuple[int, str], rests_on: set[str]) -> list[str]:
    found = []
    if participant in causes.participants:
        found.append(OWN)
    if rests_on & causes.methodology_ids or any(bridge <= rests_on for bridge in causes.bridges):
        found.append(METHODOLOGY)
    if causes.computing_differs:
        found.append(CODE)
    return found or [UNEXPLAINED]


def compare_scores(pair: Pair, causes: Causes) -> list[ScoreChange]:
    """All cells that differ: the cycles' own versions first, whole indexes before areas, the largest change first."""
    change = pair.compare(CELLS, (*CELL, *STATUS))
    before, after = by_key(change.removed, CELL), by_key(change.added, CELL)
    versions = read_versions(pair)
    changes = []
    for cell in before.keys() | after.keys():
        old, new = before.get(cell), after.get(cell)
        cycle, city, methodology, index, area = cell
        participant = (int(str(cycle)), str(city))
        own = versions.get(participant, set())
        changes.append(
            ScoreChange(
                *participant,
                str(methodology),
                str(index),
                str(area),
                "added" if old is None else "removed" if new is None else "changed",
                old["score"] if old else None,
                new["score"] if new else None,
                status_of(old),
                status_of(new),
                list_causes(causes, participant, own | {str(methodology)}),
                is_own_version=str(methodology) in own,
            )
        )
    return sorted(
        changes,
        key=lambda each: (
            not each.is_own_version, each.area_code != INDEX, each.index_code, -each.size, -each.cycle, each.city_code,
            each.methodology_id, each.area_code,
        ),
    )  # fmt: skip


def status_of(row: Row | None) -> str | None:
    return str(row["comparability_reason"] or row["coverage_status"]) if row else None


def compare_peers(pair: Pair, changes: list[ScoreChange]) -> Comparisons:
    """Comparisons of both releases, apart from cities that took part in only one of them."""
    change = pair.compare(drafted("peer_comparisons"), (*PEER, *STATISTICS))
    before, after = by_key(change.removed, PEER), by_key(change.added, PEER)
    moved = {(each.cycle, each.city_code, each.methodology_id, each.index_code, each.area_code) for each in changes}
    scored = {(each.cycle, each.city_code) for each in changes}
    own = network = 0
    cities: set[tuple[int, str]] = set()
    largest: Row | None = None
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key], after[key]
        if key[: len(CELL)] in moved:
            own += 1
            continue
        network += 1
        if (old["cycle"], old["city_code"]) not in scored:
            cities.add((old["cycle"], old["city_code"]))
        step = abs(new["peer_mean"] - old["peer_mean"])
        if largest is None or step > largest["step"]:
            named = {name: new[name] for name in PEER}
            largest = {**named, "step": step, "before": old["peer_mean"], "after": new["peer_mean"]}
    members = pair.compare([Source("network")], ("cycle", "city_code"))
    return Comparisons(own, network, sorted(cities), members.added, members.removed, largest)
