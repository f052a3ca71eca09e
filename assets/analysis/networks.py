"""Reads the area scores of a network into a matrix: who is alike, and who can teach whom, start from it.

A cell is there where it enters comparisons (full or partial coverage). What is computed from it is in the other modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import numpy as np

READS = (
    ("intermediate", "int_areas__standing"),
    ("intermediate", "int_participations"),
    ("scores", "network_members"),
    ("scores", "nodes_published"),
    ("scores", "peer_cells"),
)


@dataclass(frozen=True)
class Network:
    """The published cities of the network of a cycle. `scores` is cities × areas, NaN where a cell enters no comparison;
    `indexes` names the index in which each area is compared; `is_full` says where coverage is full."""

    cycle: int
    methodology_id: str
    cities: tuple[str, ...]
    member_cycles: tuple[int, ...]
    areas: tuple[str, ...]
    indexes: tuple[str, ...]
    scores: np.ndarray
    is_full: np.ndarray


def list_cycles(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """The cycles in which somebody took part, each with its version."""
    return connection.execute(
        "select distinct cycle, own_methodology_id from intermediate.int_participations "
        "where scenario_id = 'submitted' order by cycle"
    ).fetchall()


def read_networks(connection: duckdb.DuckDBPyConnection) -> Iterator[Network]:
    """The network of every cycle, in order; a network may be empty."""
    for cycle, methodology_id in list_cycles(connection):
        yield read_network(connection, cycle, methodology_id)


def read_network(connection: duckdb.DuckDBPyConnection, cycle: int, methodology_id: str) -> Network:
    """The network of a cycle, cities and areas in the order of their codes."""
    import numpy as np

    areas = connection.execute(
        "select area_code, index_code from intermediate.int_areas__standing where methodology_id = ? order by area_code",
        [methodology_id],
    ).fetchall()
    members = connection.execute(
        "select city_code, member_cycle from scores.network_members "
        "where cycle = ? and methodology_id = ? and publish = 'yes' order by city_code",
        [cycle, methodology_id],
    ).fetchall()
    cells = connection.execute(
        "select cells.city_code, areas.area_code, cells.score, nodes.coverage_status = 'full' "
        "from scores.peer_cells as cells inner join intermediate.int_areas__standing as areas "
        "on cells.methodology_id = areas.methodology_id and cells.index_code = areas.index_code "
        "and cells.node_code = areas.area_code inner join scores.nodes_published as nodes "
        "on cells.member_cycle = nodes.cycle and cells.city_code = nodes.city_code "
        "and cells.methodology_id = nodes.methodology_id and cells.index_code = nodes.index_code "
        "and cells.node_code = nodes.node_code and nodes.scenario_id = 'submitted' "
        "where cells.cycle = ? and cells.methodology_id = ? and cells.peer_group_kind = 'all'",
        [cycle, methodology_id],
    ).fetchall()
    rows = {code: number for number, (code, _) in enumerate(members)}
    columns = {code: number for number, (code, _) in enumerate(areas)}
    scores = np.full((len(rows), len(columns)), np.nan)
    is_full = np.zeros(scores.shape, dtype=bool)
    for city_code, area_code, score, full in cells:
        scores[rows[city_code], columns[area_code]] = score
        is_full[rows[city_code], columns[area_code]] = full
    return Network(
        cycle,
        methodology_id,
        tuple(rows),
        tuple(member_cycle for _, member_cycle in members),
        tuple(columns),
        tuple(index_code for _, index_code in areas),
        scores,
        is_full,
    )
