"""Reads what the scores layer knows into matrices: a version of the index, and the cities of one cycle under it.

A panel holds the cities whose scores are compared at a cycle (the network, each with the participation that stands for it)
and the cities that took part in it. What is computed from a panel is in the other modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

INDEX = "INDEX"
READS = (
    ("reference", "methodologies"),
    ("reference", "methodology_questions"),
    ("reference", "methodology_options"),
    ("intermediate", "int_areas__indexed"),
    ("intermediate", "int_participations"),
    ("scores", "indicators_scored"),
    ("scores", "network_members"),
    ("scores", "nodes_counted"),
    ("scores", "nodes_scored"),
    ("scores", "nodes_published"),
    ("scores", "peer_cells"),
)
TOP = -1  # parent of an area that hangs below the index itself


@dataclass(frozen=True)
class Question:
    """A question of a version: `points` by option, `area` an index into the areas of the version."""

    code: str
    area: int
    weight: float
    is_multiple: bool
    full_marks: float
    points: dict[str, float]
    parent: int | None = None
    opening: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Version:
    """One methodology and index_code. `parents` and `weights` are by area; an area has either questions or areas below it."""

    methodology_id: str
    index_code: str
    missing_rule: str
    questions: tuple[Question, ...]
    areas: tuple[str, ...]
    parents: tuple[int, ...]
    weights: tuple[float, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Everything that has a score: the areas, then the index."""
        return (*self.areas, INDEX)

    def below(self, parent: int) -> list[int]:
        return [area for area, above in enumerate(self.parents) if above == parent]

    def questions_of(self, area: int) -> list[int]:
        return [number for number, question in enumerate(self.questions) if question.area == area]


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


def as_set(codes: object) -> frozenset[str]:
    return frozenset(str(codes).split("|")) if isinstance(codes, str) and codes else frozenset()


def read_versions(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Version]:
    """All versions of the reference tables, by (methodology_id, index_code)."""
    rules = connection.execute("select methodology_id, missing_rule from reference.methodologies").fetchall()
    questions = connection.execute(
        "select methodology_id, question_code, index_code, area_code, weight, answer_kind, full_marks, "
        "parent_question_code, parent_opening_options from reference.methodology_questions order by question_code"
    ).fetchall()
    points: dict[tuple[str, str], dict[str, float]] = {}
    for methodology_id, question_code, option_code, worth in connection.execute(
        "select methodology_id, question_code, option_code, points from reference.methodology_options "
        "order by sort_order, option_code"
    ).fetchall():
        points.setdefault((methodology_id, question_code), {})[option_code] = float(worth)
    tree: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
    for methodology_id, index_code, *area in connection.execute(
        "select methodology_id, index_code, area_code, parent_area_code, weight from intermediate.int_areas__indexed "
        "order by methodology_id, index_code, area_code"
    ).fetchall():
        tree.setdefault((methodology_id, index_code), []).append((area[0], area[1], float(area[2])))
    versions = {}
    for (methodology_id, index_code), areas in tree.items():
        place = {code: number for number, (code, _, _) in enumerate(areas)}
        own = [row[1:] for row in questions if row[0] == methodology_id and (index_code != "core" or row[2] == "core")]
        numbers = {code: number for number, (code, *_) in enumerate(own)}
        versions[methodology_id, index_code] = Version(
            methodology_id,
            index_code,
            dict(rules)[methodology_id],
            tuple(
                Question(
                    code,
                    place[area_code],
                    float(weight),
                    answer_kind != "single",
                    float(full_marks or 1),
                    points.get((methodology_id, code), {}),
                    numbers.get(parent),
                    as_set(opening),
                )
                for code, _, area_code, weight, answer_kind, full_marks, parent, opening in own
            ),
            tuple(place),
            tuple(place.get(parent, TOP) for _, parent, _ in areas),
            tuple(weight for _, _, weight in areas),
        )
    return versions


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


# The network, and whoever took part in the cycle itself with a score that is shown.
CITIES = """
    with shown as (
        select nodes.city_code, nodes.cycle as member_cycle
        from scores.nodes_published as nodes
        inner join intermediate.int_participations as participations
            on nodes.scenario_id = participations.scenario_id
            and nodes.cycle = participations.cycle
            and nodes.city_code = participations.city_code
        where nodes.scenario_id = 'submitted' and nodes.cycle = $cycle and nodes.methodology_id = $methodology_id
            and nodes.index_code = $index_code and nodes.node_code = 'INDEX' and nodes.score is not null
    ),
    members as (
        select city_code, member_cycle from scores.network_members
        where cycle = $cycle and publish = 'yes' and city_code not in (select city_code from shown)
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
        "where indicators.scenario_id = 'submitted' and indicators.methodology_id = $methodology_id",
        keys,
    ).fetchall()
    counted = connection.execute(
        "select nodes.city_code, nodes.node_code, nodes.is_asked_enough, scored.score "
        "from scores.nodes_counted as nodes inner join panel_cities as cities "
        "on nodes.city_code = cities.city_code and nodes.cycle = cities.member_cycle "
        "inner join reference.methodologies as versions on nodes.methodology_id = versions.methodology_id "
        "left join scores.nodes_scored as scored on nodes.scenario_id = scored.scenario_id "
        "and nodes.cycle = scored.cycle and nodes.city_code = scored.city_code "
        "and nodes.methodology_id = scored.methodology_id and nodes.index_code = scored.index_code "
        "and nodes.node_code = scored.node_code and scored.missing_rule = versions.missing_rule "
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
