"""Changes on random small methodologies: what the models say is what section 6 says when it is worked out question by question."""

from __future__ import annotations

import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.built_models import CompiledProject
from support.change_by_hand import INDEX, PARTS, Cycle, Pair, Version, compare_like_for_like
from support.random_changes import World, make_world

from assets.intake.reading import read_files

TOLERANCE = 1e-9


def build(project: CompiledProject, world: World) -> duckdb.DuckDBPyConnection:
    with tempfile.TemporaryDirectory() as folder:
        seeds = world.write_seeds(Path(folder))
        return project.build(read_files(world.files()), seeds, until="answers_moved")


def read_versions(world: World) -> dict[str, Version]:
    versions = {}
    for row in world.seeds["methodologies"]:
        name = row["methodology_id"]
        versions[name] = Version(
            row["missing_rule"],
            {
                question["question_code"]: (question["area_code"], question["index_code"], question["weight"])
                for question in world.seeds["methodology_questions"]
                if question["methodology_id"] == name
            },
            {
                area["area_code"]: (area["parent_area_code"] or INDEX, area["index_code"], area["weight"])
                for area in world.seeds["methodology_areas"]
                if area["methodology_id"] == name
            },
        )
    return versions


def read_bridge(world: World, versions: dict[str, Version], one: str, other: str) -> dict[str, str]:
    """Question of one version -> question of the other: equal codes, else the map, read in both directions."""
    bridge = {code: code for code in versions[one].questions if code in versions[other].questions}
    for row in world.seeds["question_map"]:
        ends = [(row[f"methodology_id_{side}"], row[f"question_code_{side}"]) for side in ("a", "b")]
        for (first, code), (last, counterpart) in (ends, ends[::-1]):
            if (first, last) == (one, other):
                bridge.setdefault(code, counterpart)
    return bridge


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    frame = connection.execute(query).df().astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def is_same(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) < TOLERANCE


class Comparison:
    """All changes of a world, from the models and by hand."""

    def __init__(self, world: World, connection: duckdb.DuckDBPyConnection) -> None:
        self.versions = read_versions(world)
        self.world = world
        self.states: dict[tuple, dict[str, tuple]] = {}
        for row in fetch(connection, "select * from scores.indicators_scored"):
            key = (row["city_code"], row["cycle"], row["methodology_id"])
            self.states.setdefault(key, {})[row["question_code"]] = (row["state"], row["score"])
        self.published = {
            (row["city_code"], row["cycle"], row["methodology_id"], row["index_code"], row["node_code"]): row["score"]
            for row in fetch(connection, "select * from scores.nodes_published")
        }
        self.taken_part = {
            (row["city_code"], row["cycle"]): (row["own_methodology_id"], row["questionnaire_id"])
            for row in fetch(connection, "select * from intermediate.int_participations")
        }
        self.changes = fetch(connection, "select * from scores.changes_split")

    def cycle(self, city: str, cycle: int) -> Cycle:
        own, filled_in = self.taken_part[city, cycle]
        return Cycle(self.versions[own], self.states[city, cycle, own], own != filled_in)

    def expect(self, row: dict) -> dict[str, object]:
        """One row of the table of changes by hand."""
        city, index, node = row["city_code"], row["index_code"], row["node_code"]
        names = [self.taken_part[city, row[end]][0] for end in ("from_cycle", "to_cycle")]
        cycles = [self.cycle(city, row[end]) for end in ("from_cycle", "to_cycle")]
        first, last = (
            self.published.get((city, row[end], name, index, node))
            for end, name in zip(("from_cycle", "to_cycle"), names, strict=True)
        )
        expected: dict[str, object] = dict.fromkeys([f"from_{part}" for part in PARTS])
        expected["change_official"] = None if first is None or last is None else last - first
        pair = Pair(*cycles, read_bridge(self.world, self.versions, *names))
        if not all(has_node(cycle.version, index, node) for cycle in cycles):
            expected |= {"reason": "only_in_one_version", "change_official": None}
        elif first is None or last is None:
            expected["reason"] = "no_score_from" if first is None else "no_score_to"
        else:
            split = pair.split(node, index, first, last)
            expected["reason"] = None if split else name_gap(pair, node, index)
            expected |= {f"from_{part}": value for part, value in (split or {}).items()}
        expected |= dict(
            zip(("change_like_for_like", "questions_compared"), self.like_for_like(row, names[1]), strict=True)
        )
        return expected

    def like_for_like(self, row: dict, version: str) -> tuple[float | None, int]:
        city, index = row["city_code"], row["index_code"]
        cycles = (row["from_cycle"], row["to_cycle"])
        if any((city, cycle, version, index, INDEX) not in self.published for cycle in cycles):
            return None, 0
        first, last = (self.states[city, cycle, version] for cycle in cycles)
        return compare_like_for_like(self.versions[version], first, last, row["node_code"], index)

    def differences(self) -> list[str]:
        found = []
        for row in self.changes:
            expected = self.expect(row)
            for column, value in expected.items():
                same = row[column] == value if column == "reason" else is_same(row[column], value)
                if not same:
                    found.append(f"{row}: {column} is {row[column]!r}, by hand {value!r}")
        return found

    def keys(self) -> set[tuple]:
        """The rows that have to be there: each node that one of both cycles has, for each pair of cycles."""
        keys = set()
        for city in {city for city, _ in self.taken_part}:
            cycles = sorted(cycle for other, cycle in self.taken_part if other == city)
            pairs = {*pairwise(cycles), *([(cycles[0], cycles[-1])] if len(cycles) > 1 else [])}
            for first, last in pairs:
                for place, cycle, version, index, node in self.published:
                    if place == city and cycle in (first, last) and version == self.taken_part[city, cycle][0]:
                        keys.add((city, first, last, index, node))
        return keys


def has_node(version: Version, index: str, node: str) -> bool:
    codes = {code for _, code, _ in version.questions.values()}
    return (index == "core" or "extended" in codes) and (node == INDEX or node in version.tree(index))


def name_gap(pair: Pair, node: str, index: str) -> str:
    """Which cycle has no score on what the other asked."""
    earlier_on_later_questions = pair.value(frozenset({"questions"}), node, index)
    return "no_score_from" if earlier_on_later_questions is None else "no_score_to"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(random=st.randoms(use_true_random=False))
def test_changes_are_those_that_are_worked_out_by_hand(project: CompiledProject, random: Random) -> None:
    world = make_world(random)
    with build(project, world) as connection:
        comparison = Comparison(world, connection)
        assert comparison.differences() == []
        keys = Counter(
            tuple(row[name] for name in ("city_code", "from_cycle", "to_cycle", "index_code", "node_code"))
            for row in comparison.changes
        )
        assert keys == Counter(comparison.keys())
        check_parts(comparison.changes)
        check_answers(connection)


def check_parts(changes: list[dict]) -> None:
    for row in changes:
        if row["from_answers"] is not None:
            assert abs(sum(row[f"from_{part}"] for part in PARTS) - row["change_official"]) <= 1e-12


def check_answers(connection: duckdb.DuckDBPyConnection) -> None:
    """The shares of the moved answers make up the part of the answers."""
    keys = ["city_code", "from_cycle", "to_cycle", "index_code"]
    moved = connection.execute("select * from scores.answers_moved").df().groupby(keys)["index_points"].sum()
    changes = (
        connection.execute("select * from scores.changes_split where node_code = 'INDEX'")
        .df()
        .dropna(subset="from_answers")
    )
    joined = changes.set_index(keys)["from_answers"].to_frame().join(moved).fillna({"index_points": 0.0})
    assert ((joined["from_answers"] - joined["index_points"]).abs() < TOLERANCE).all()


@pytest.fixture(scope="module")
def worlds(project: CompiledProject):
    """A few worlds with fixed seeds, to see that the comparison sees something."""
    built = []
    for seed in range(4):
        world = make_world(Random(seed))
        connection = build(project, world)
        built.append((world, connection))
    yield built
    for _, connection in built:
        connection.close()


def test_random_methodologies_pass_the_tests_of_the_seeds(project: CompiledProject, worlds) -> None:
    for _, connection in worlds:
        assert project.failing_tests(connection, {"reference"}) == set()


def test_random_worlds_reach_every_rule(worlds) -> None:
    changes = pd.concat([connection.execute("select * from scores.changes_split").df() for _, connection in worlds])
    assert set(changes["reason"].dropna()) == {"only_in_one_version", "no_score_from", "no_score_to"}
    for part in PARTS:
        assert (changes[f"from_{part}"].abs() > 1).any(), part
    assert (changes["change_official"].notna() & changes["from_answers"].isna()).any(), "a v(S) without any question"
    assert (changes["reason"].eq("only_in_one_version") & changes["change_like_for_like"].notna()).any()
    kinds = {
        kind
        for _, connection in worlds
        for (text,) in connection.execute("select what_changed from scores.answers_moved").fetchall()
        for kind in text.split("|")
    }
    assert kinds == {"answer", "area", "coverage", "entered", "left", "weight"}


@pytest.mark.parametrize(
    "column",
    ["from_answers", "from_coverage", "from_questions", "from_weights", "change_like_for_like", "questions_compared"],
)
def test_a_wrong_change_is_noticed(worlds, column: str) -> None:
    world, connection = worlds[0]
    comparison = Comparison(world, connection)
    row = next(row for row in comparison.changes if row["from_answers"] is not None)
    row[column] += 1e-6
    assert len(comparison.differences()) == 1
