"""What the contract demands for a programme, and what the models made of it, as the same tables to lay side by side.

A table is a dict of keys to values. How each figure is worked out stands in `support/contract`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import duckdb
from support.contract.answers import list_participations
from support.contract.changes import PARTS, compare_cycles
from support.contract.comparison import compare_peers, find_bands, find_members
from support.contract.nodes import RULES, score_nodes
from support.contract.programme import Programme, split
from support.contract.states import state_questions

Table = dict[tuple, tuple]
TOLERANCE = 1e-10
# Several programmes share a database: what the city of one scores under the versions of another is left out.
OWN = "split_part(city_code, '-', 2) = split_part(methodology_id, '-', 1)"

QUERIES = {
    "states": """
        select cycle, city_code, methodology_id, question_code,
            state, score, area_code, index_code, weight, in_zero, is_answered,
            option_codes, submitted_option_codes, submission_id, review_decision, contested, is_stale
        from scores.indicators_scored where {own}""",
    "nodes": """
        select cycle, city_code, methodology_id, index_code, node_code,
            score, score_zero, score_exclude, coverage, coverage_status, comparability_reason, is_comparable,
            questions_in_denominator, questions_answered, questions_asked, questions_in_version
        from scores.nodes_published where {own}""",
    "computed": """
        select cycle, city_code, methodology_id, index_code, node_code, missing_rule, score from scores.nodes_scored
        where {own}""",
    "contributions": """
        select cycle, city_code, methodology_id, index_code, node_code, sum(contribution)
        from scores.indicators_weighed where {own} group by all""",
    "changes": """
        select city_code, from_cycle, to_cycle, index_code, node_code,
            change_like_for_like, questions_compared, change_official,
            from_answers, from_coverage, from_questions, from_weights, reason
        from scores.changes_split""",
    "moves": """
        select city_code, from_cycle, to_cycle, index_code, question_code, what_changed, index_points
        from scores.answers_moved""",
    "members": "select cycle, city_code, member_cycle from scores.network_members",
    "bands": "select cycle, city_code, population_band, diversity_band from scores.bands_assigned",
    "peers": """
        select cycle, city_code, index_code, node_code, peer_group_kind, peer_group_code,
            cities, sample_basis, peer_mean, peer_p25, peer_median, peer_p75, score, difference, score_rank
        from scores.peers_compared""",
}
KEYS = {
    **{"states": 4, "nodes": 5, "computed": 6, "contributions": 5, "changes": 5, "moves": 5},
    **{"members": 2, "bands": 2, "peers": 6},
}


def recompute(programme: Programme) -> dict[str, Table]:
    """All tables, from the text of the contract."""
    participations = list_participations(programme)
    tables: dict[str, Table] = {name: {} for name in QUERIES}
    nodes, stated = {}, {}
    for each in participations:
        for version in programme.versions.values():
            key = (each.cycle, each.city, version.code)
            indicators = stated[key] = state_questions(programme, each, version)
            for code, one in indicators.items():
                tables["states"][(*key, code)] = row_of_state(one)
            nodes[key] = score_nodes(each, version, indicators)
            for place, node in nodes[key].items():
                shown = node.computed if node.is_shown else dict.fromkeys(RULES)
                tables["nodes"][key + place] = (
                    *(node.score, shown["zero"], shown["exclude"], node.coverage, node.status, node.reason),
                    *(node.is_comparable, node.in_denominator, node.answered, node.asked, node.in_version),
                )
                for rule in RULES:
                    if node.computed[rule] is not None:
                        tables["computed"][(*key, *place, rule)] = (node.computed[rule],)
                if node.computed[version.missing_rule] is not None:
                    tables["contributions"][key + place] = (node.computed[version.missing_rule],)
    changes, moves = compare_cycles(programme, participations, stated, nodes)
    for key, change in changes.items():
        parts = [change.parts[part] if change.parts else None for part in PARTS]
        tables["changes"][key] = (change.like_for_like, change.compared, change.official, *parts, change.reason)
    tables["moves"] = {key: (move.kinds, move.points) for key, move in moves.items()}
    members = find_members(programme, participations, nodes)
    present = {(each.cycle, each.city) for each in participations}
    for cycle, standing in members.items():
        tables["members"] |= {(cycle, city): (since,) for city, since in standing.items()}
    for cycle, city in present | set(tables["members"]):
        bands = find_bands(programme, city, cycle, members[cycle].get(city, cycle))
        tables["bands"][cycle, city] = (bands.population, bands.diversity)
    for key, peers in compare_peers(programme, participations, nodes).items():
        difference = None if peers.score is None else peers.score - peers.mean
        tables["peers"][key] = (
            *(peers.cities, peers.sample_basis, peers.mean, *peers.quartiles, peers.score, difference, peers.rank),
        )
    return tables


def row_of_state(indicator: Any) -> tuple:
    answer, question = indicator.answer, indicator.question
    decision = answer.decision if answer else None
    return (
        *(indicator.state, indicator.score, question.area, question.index, question.weight),
        *(indicator.in_denominator, indicator.is_answered),
        answer.options if answer else frozenset(),
        answer.submitted if answer else frozenset(),
        answer.sources if answer else frozenset(),
        *(decision, "yes" if decision == "needs_evidence" else "no", indicator.is_stale),
    )


def read_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, Table]:
    """The same tables as the models have built them."""
    tables = {}
    for name, query in QUERIES.items():
        size = KEYS[name]
        rows = connection.execute(query.format(own=OWN)).fetchall()
        tables[name] = {tuple(row[:size]): tuple(row[size:]) for row in rows}
        assert len(tables[name]) == len(rows), f"{name}: a key appears twice"
    return tables


def list_differences(expected: dict[str, Table], built: dict[str, Table]) -> Iterator[str]:
    """In words, every key and value that is not the same in both."""
    for name, table in expected.items():
        for key in sorted(table.keys() | built[name].keys(), key=repr):
            if key not in built[name]:
                yield f"{name} {key}: no row, the contract says {show(table[key])}"
            elif key not in table:
                yield f"{name} {key}: a row too many, {show(built[name][key])}"
            elif not all(map(is_same, table[key], built[name][key])):
                yield f"{name} {key}: the contract says {show(table[key])}, the models {show(built[name][key])}"


def is_same(expected: Any, actual: Any) -> bool:
    if isinstance(expected, frozenset):
        return expected == split(actual)
    if expected is None or actual is None or isinstance(expected, str | bool):
        return expected == actual
    return abs(float(expected) - float(actual)) <= TOLERANCE


def show(values: tuple) -> str:
    return str(tuple(float(value) if isinstance(value, Fraction) else value for value in values))
