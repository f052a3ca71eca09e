"""Reads what the scores layer knows into matrices: the cities of one cycle under a version of the index.

A panel holds the cities whose scores are compared at a cycle (the network, each with the participation that stands for it)
and the cities that took part in it. What is computed from a panel is in the other modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.analysis.versions import INDEX, Version, as_set, read_versions

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

READS = (
    ("reference", "methodologies"),
    ("reference", "methodology_questions"),
    ("reference", "methodology_options"),
    ("intermediate", "int_areas__indexed"),
    ("intermediate", "int_participations"),
    ("scores", "indicators_scored"),
    ("intermediate", "int_publications__decided"),
    ("scores", "network_members"),
    ("scores", "nodes_counted"),
    ("scores", "nodes_published"),
    ("scores", "peer_cells"),
)


@dataclass(frozen=True)
class Panel:
    """The cities of a cycle under a version; matrices are cities × questions unless said otherwise.

    `sets` holds for each question the option sets that were chosen; `chosen` the index into them, -1 where the answer does
    not score by its options; `own_sets` also those of stale answers, by (city, question). `asked` (cities × areas) says where an area may have a score. `nominal` (cities × nodes) are
    the scores of the scores layer, NaN where there is none. `contested` lists (city, question).
    """

    cycle: int
    version: Version
    cities: tuple[str, ...]
    member_cycles: tuple[int, ...]
    sets: tuple[tuple[frozenset[str], ...], ...]
    chosen: np.ndarray
    in_zero: np.ndarray
    is_answered: np.ndarray
    scores: np.ndarray
    is_closed: np.ndarray
    own_sets: dict[tuple[int, int], frozenset[str]]
    asked: np.ndarray
    nominal: np.ndarray
    contested: tuple[tuple[int, int], ...] = ()
    cells: pd.DataFrame = field(default=None, repr=False)  # type: ignore[assignment]

    @property
    def took_part(self) -> list[int]:
        """Cities that stand in the panel with this very cycle."""
        return [number for number, cycle in enumerate(self.member_cycles) if cycle == self.cycle]


def read_panels(connection: duckdb.DuckDBPyConnection, cycles: list[int] | None = None) -> Iterator[Panel]:
    """One panel per cycle and index of the cycle's own methodology, in order; cycles without a score have none."""
    versions = read_versions(connection)
    present = connection.execute(
        "select distinct cycle, own_methodology_id from intermediate.int_participations "
        "where scenario_id = 'submitted' order by cycle"
    ).fetchall()
    for cycle, methodology_id in present:
        if cycles is not None and cycle not in cycles:
            continue
        for index_code in ("core", "extended"):
            version = versions.get((methodology_id, index_code))
            panel = version and read_panel(connection, cycle, version)
            if panel:
                yield panel


# The network, and whoever took part in the cycle itself with a score that is shown. A city that is held back in the cycle
# and stands in the network with an earlier one counts with that one alone.
CITIES = """
    with network as (
        select city_code, member_cycle from scores.network_members where cycle = $cycle and publish = 'yes'
    ),
    held as (
        select city_code from intermediate.int_publications__decided
        where cycle = $cycle and is_held_back and city_code in (select city_code from network)
    ),
    shown as (
        select nodes.city_code, nodes.cycle as member_cycle
        from scores.nodes_published as nodes
        inner join intermediate.int_participations as participations
            on nodes.scenario_id = participations.scenario_id
            and nodes.cycle = participations.cycle
            and nodes.city_code = participations.city_code
        where nodes.scenario_id = 'submitted' and nodes.cycle = $cycle and nodes.methodology_id = $methodology_id
            and nodes.index_code = $index_code and nodes.node_code = 'INDEX' and nodes.score is not null
            and nodes.city_code not in (select city_code from held)
    ),
    members as (
        select city_code, member_cycle from network
        where city_code not in (select city_code from shown)
    )
    select * from shown union all select * from members order by city_code
"""


def read_panel(connection: duckdb.DuckDBPyConnection, cycle: int, version: Version) -> Panel | None:
    """The panel of a cycle under a version; None where no city has an index to look at."""
    import numpy as np

    values = {"cycle": cycle, "methodology_id": version.methodology_id, "index_code": version.index_code}
    cities = connection.execute(CITIES, values).df()
    if cities.empty:
        return None
    connection.register("panel_cities", cities)
    keys = {key: values[key] for key in ("methodology_id",)}
    states = connection.execute(
        "select indicators.city_code, indicators.question_code, indicators.state, indicators.score, indicators.in_zero, "
        "indicators.is_answered, indicators.option_codes, indicators.contested, indicators.is_stale "
        "from scores.indicators_scored as indicators inner join panel_cities as cities "
        "on indicators.city_code = cities.city_code and indicators.cycle = cities.member_cycle "
        "where indicators.scenario_id = 'submitted' and indicators.methodology_id = $methodology_id "
        "order by indicators.city_code, indicators.question_code",  # option sets are numbered as they come
        keys,
    ).fetchall()
    counted = connection.execute(
        "select nodes.city_code, nodes.node_code, nodes.is_asked_enough, "
        "case when versions.missing_rule = 'exclude' then nodes.computed_exclude else nodes.computed_zero end "
        "from scores.nodes_counted as nodes inner join panel_cities as cities "
        "on nodes.city_code = cities.city_code and nodes.cycle = cities.member_cycle "
        "inner join reference.methodologies as versions on nodes.methodology_id = versions.methodology_id "
        "where nodes.scenario_id = 'submitted' and nodes.methodology_id = $methodology_id "
        "and nodes.index_code = $index_code",
        {key: values[key] for key in ("methodology_id", "index_code")},
    ).fetchall()
    cells = connection.execute(
        "select city_code, node_code, peer_group_kind, peer_group_code, score, score_rank, member_cycle "
        "from scores.peer_cells where cycle = $cycle and methodology_id = $methodology_id and index_code = $index_code "
        "order by node_code, peer_group_kind, peer_group_code, city_code",
        values,
    ).df()
    connection.unregister("panel_cities")
    names = tuple(cities["city_code"])
    rows = {name: number for number, name in enumerate(names)}
    # a city that shows only another index stands in the cells of neither
    cities_in = {city_code for city_code, node_code, *_ in counted if node_code == INDEX}
    numbers = {question.code: number for number, question in enumerate(version.questions)}
    nodes = {code: number for number, code in enumerate(version.nodes)}

    shape = (len(names), len(version.questions))
    chosen = np.full(shape, -1, dtype=np.int32)
    in_zero, is_answered, scores = (np.zeros(shape), np.zeros(shape), np.zeros(shape))
    is_closed = np.zeros(shape, dtype=bool)
    sets: list[dict[frozenset[str], int]] = [{} for _ in version.questions]
    own_sets: dict[tuple[int, int], frozenset[str]] = {}
    contested = []
    for city_code, question_code, state, score, counts, answers, option_codes, doubt, is_stale in states:
        column = numbers.get(question_code)
        if column is None:
            continue
        place = rows[city_code], column
        in_zero[place], is_answered[place], is_closed[place] = counts, answers, state == "closed"
        scores[place] = score or 0.0
        options = as_set(option_codes)
        if state == "answered" or (is_stale and options and options <= set(version.questions[column].points)):
            own_sets[place] = options
        if state == "answered":
            chosen[place] = sets[column].setdefault(options, len(sets[column]))
        if doubt == "yes":
            contested.append(place)
    asked = np.zeros((len(names), len(version.areas)), dtype=bool)
    nominal = np.full((len(names), len(version.nodes)), np.nan)
    for city_code, node_code, is_asked_enough, score in counted:
        place = rows[city_code], nodes[node_code]
        if node_code != INDEX:
            asked[place] = bool(is_asked_enough)
        if score is not None:
            nominal[place] = score
    keep = [number for number, name in enumerate(names) if name in cities_in]
    return select_cities(
        Panel(
            cycle,
            version,
            names,
            tuple(int(each) for each in cities["member_cycle"]),
            tuple(tuple(each) for each in sets),
            chosen,
            in_zero,
            is_answered,
            scores,
            is_closed,
            own_sets,
            asked,
            nominal,
            tuple(contested),
            cells,
        ),
        keep,
    )


def select_cities(panel: Panel, keep: list[int]) -> Panel | None:
    """The panel with some of its cities; None where none is left."""
    from dataclasses import replace

    if not keep:
        return None
    new = {old: number for number, old in enumerate(keep)}
    return replace(
        panel,
        cities=tuple(panel.cities[number] for number in keep),
        member_cycles=tuple(panel.member_cycles[number] for number in keep),
        chosen=panel.chosen[keep],
        in_zero=panel.in_zero[keep],
        is_answered=panel.is_answered[keep],
        scores=panel.scores[keep],
        is_closed=panel.is_closed[keep],
        own_sets={(new[city], question): each for (city, question), each in panel.own_sets.items() if city in new},
        asked=panel.asked[keep],
        nominal=panel.nominal[keep],
        contested=tuple((new[city], question) for city, question in panel.contested if city in new),
    )
