"""What would help a city most? Its next steps in the latest cycle, each with the gain of a true re-score.

Which answers could change is in `candidates.py`; the scores come from the scenarios, which run the formula of the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.analysis.candidates import Candidate, Standing, choose_steps, list_candidates
from assets.analysis.networks import list_cycles
from assets.analysis.studies import Bench, Study
from assets.analysis.versions import Version, as_set, read_versions

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MOST = 5
READS = (
    ("reference", "methodologies"),
    ("reference", "methodology_questions"),
    ("reference", "methodology_options"),
    ("reference", "questions"),
    ("intermediate", "int_areas__indexed"),
    ("intermediate", "int_areas__standing"),
    ("intermediate", "int_answers__merged"),
    ("intermediate", "int_participations"),
    ("intermediate", "int_publications__decided"),
    ("intermediate", "int_reviews__current"),
    ("scores", "good_practice_found"),
    ("scores", "indicators_scored"),
    ("scores", "needs_measured"),
    ("scores", "network_members"),
    ("scores", "nodes_published"),
    ("scores", "peer_groups_joined"),
)


class ScenarioDiffers(Exception):
    """What was submitted has other scores in the scenarios than in the scores layer: a fault of ours."""


def read_standings(
    connection: duckdb.DuckDBPyConnection, cycle: int, methodology_id: str
) -> dict[str, dict[str, Standing]]:
    """Of each city of a cycle what became of each question."""
    found: dict[str, dict[str, Standing]] = {}
    for city, question, state, score, options in connection.execute(
        "select city_code, question_code, state, score, option_codes from scores.indicators_scored "
        "where scenario_id = 'submitted' and cycle = ? and methodology_id = ? order by city_code, question_code",
        [cycle, methodology_id],
    ).fetchall():
        found.setdefault(city, {})[question] = Standing(state, score or 0.0, as_set(options))
    return found


def propose(connection: duckdb.DuckDBPyConnection, version: Version, cycle: int) -> dict[str, list[Candidate]]:
    """The candidates of each city of a cycle, over the questions of its widest index that it was asked by their own code."""
    may_change = {
        row[0]
        for row in connection.execute(
            "select question_code from reference.questions where actionable = 'city' and data_type = 'input'"
        ).fetchall()
    }
    asked: dict[str, set[str]] = {}
    for city, question in connection.execute(
        "select participations.city_code, questions.question_code from intermediate.int_participations as participations "
        "inner join reference.methodology_questions as questions "
        "on participations.questionnaire_id = questions.methodology_id "
        "where participations.scenario_id = 'submitted' and participations.cycle = ?",
        [cycle],
    ).fetchall():
        asked.setdefault(city, set()).add(question)
    exclusive: dict[str, frozenset[str]] = {}
    for question, option in connection.execute(
        "select question_code, option_code from reference.methodology_options where methodology_id = ? and is_exclusive = 'yes'",
        [version.methodology_id],
    ).fetchall():
        exclusive[question] = exclusive.get(question, frozenset()) | {option}
    return {
        city: list(
            list_candidates(version.questions, standings, frozenset(may_change & asked.get(city, set())), exclusive)
        )
        for city, standings in read_standings(connection, cycle, version.methodology_id).items()
    }


def score_candidates(
    bench: Bench, cycle: int, candidates: dict[str, list[Candidate]]
) -> dict[tuple[str, str, str, str], float]:
    """Scores by scenario, city, index and area (or INDEX), computed in one go; `submitted` among them."""
    import pandas as pd

    from assets.scenarios.baseline import read_warehouse
    from assets.scenarios.scores import compute_scenarios

    assert bench.formula is not None
    answers = pd.DataFrame(
        [
            {
                "scenario_id": f"step-{number:04d}",
                "cycle": cycle,
                "city_code": city,
                "question_code": question,
                "option_codes": "|".join(sorted(options)),
            }
            for city, own in candidates.items()
            for number, candidate in enumerate(own)
            for question, options in candidate.changes
        ]
    )
    if answers.empty:
        return {}
    found = compute_scenarios(read_warehouse(bench.connection, bench.formula()), answers)
    nodes = pd.concat([found.areas, found.indexes.assign(area_code="INDEX")])
    names = ["scenario_id", "city_code", "index_code", "area_code"]
    scores = {tuple(key): score for *key, score in nodes[[*names, "score"]].itertuples(index=False) if score == score}
    confirm_submitted(bench.connection, cycle, scores)
    return scores


def confirm_submitted(
    connection: duckdb.DuckDBPyConnection, cycle: int, scores: dict[tuple[str, str, str, str], float]
) -> None:
    """Raises ScenarioDiffers where a score of what was submitted is not that of the scores layer."""
    own = {
        (city, index, node): score
        for city, index, node, score in connection.execute(
            "select nodes.city_code, nodes.index_code, nodes.node_code, nodes.score from scores.nodes_published as nodes "
            "inner join intermediate.int_participations as participations on nodes.scenario_id = participations.scenario_id "
            "and nodes.cycle = participations.cycle and nodes.city_code = participations.city_code "
            "and nodes.methodology_id = participations.own_methodology_id "
            "where nodes.scenario_id = 'submitted' and nodes.cycle = ? and nodes.score is not null",
            [cycle],
        ).fetchall()
    }
    for (scenario, city, index, node), score in scores.items():
        known = own.get((city, index, node))
        if scenario == "submitted" and (known is None or abs(known - score) > 1e-9):
            raise ScenarioDiffers(f"{city}, {index}, {node}: {score} instead of {known}")


def read_peers(
    connection: duckdb.DuckDBPyConnection, cycle: int, methodology_id: str
) -> tuple[dict[tuple[str, str], set[str]], dict[str, dict[str, frozenset[str]]]]:
    """The reference group of each city and area (published cities of the network), and the options that each of them chose."""
    groups: dict[tuple[str, str], set[str]] = {}
    for city, area, other in connection.execute(
        "select needs.city_code, needs.area_code, members.city_code from scores.needs_measured as needs "
        "inner join scores.peer_groups_joined as members on needs.cycle = members.cycle "
        "and needs.reference_group_kind = members.peer_group_kind and needs.reference_group_code = members.peer_group_code "
        "inner join scores.network_members as network on members.cycle = network.cycle "
        "and members.city_code = network.city_code and network.publish = 'yes' "
        "where needs.cycle = ? and members.city_code <> needs.city_code",
        [cycle],
    ).fetchall():
        groups.setdefault((city, area), set()).add(other)
    chosen: dict[str, dict[str, frozenset[str]]] = {}
    for city, question, options in connection.execute(
        "select network.city_code, indicators.question_code, indicators.option_codes from scores.network_members as network "
        "inner join scores.indicators_scored as indicators on network.city_code = indicators.city_code "
        "and network.member_cycle = indicators.cycle and network.methodology_id = indicators.methodology_id "
        "where network.cycle = ? and network.methodology_id = ? and network.publish = 'yes' "
        "and indicators.scenario_id = 'submitted' and indicators.state = 'answered'",
        [cycle, methodology_id],
    ).fetchall():
        chosen.setdefault(question, {})[city] = as_set(options)
    return groups, chosen


def read_practices(connection: duckdb.DuckDBPyConnection, cycle: int) -> dict[str, list[tuple[str, str]]]:
    """By area the good-practice cities, each with the last of its practices."""
    practices: dict[str, list[tuple[str, str]]] = {}
    for area, city, ids in connection.execute(
        "select area_code, city_code, practice_ids from scores.good_practice_found where cycle = ? order by area_code, city_code",
        [cycle],
    ).fetchall():
        practices.setdefault(area, []).append((city, ids.split("|")[-1]))
    return practices


def describe_steps(
    bench: Bench,
    cycle: int,
    version: Version,
    candidates: dict[str, list[Candidate]],
    scores: dict[tuple[str, str, str, str], float],
) -> pd.DataFrame:
    """One row per city and step."""
    import pandas as pd

    connection = bench.connection
    standing = dict(
        connection.execute(
            "select area_code, index_code from intermediate.int_areas__standing where methodology_id = ?",
            [version.methodology_id],
        ).fetchall()
    )
    areas = {question.code: version.areas[question.area] for question in version.questions}
    groups, chosen = read_peers(connection, cycle, version.methodology_id)
    practices = read_practices(connection, cycle)
    publish = dict(
        connection.execute(
            "select city_code, publish from intermediate.int_publications__decided where cycle = ?", [cycle]
        ).fetchall()
    )
    rows: list[dict[str, Any]] = []
    for city, own in candidates.items():
        gains: list[tuple[Candidate, float, float | None]] = []
        for number, candidate in enumerate(own):
            area = areas[candidate.question_codes[-1]]
            gained = [find_gain(scores, f"step-{number:04d}", city, standing[area], node) for node in (area, "INDEX")]
            gains.append((candidate, gained[0] or 0.0, gained[1]))
        for rank, place in enumerate(choose_steps(gains, MOST), 1):
            candidate, gain_area, gain_index = gains[place]
            question, options = candidate.changes[-1]
            area = areas[question]
            peers = groups.get((city, area), set())
            answers = chosen.get(question, {})
            others = [(other, practice) for other, practice in practices.get(area, []) if other != city]
            others.sort(key=lambda other: (other[0] not in peers, other[0]))
            rows.append(
                {
                    "cycle": cycle,
                    "city_code": city,
                    "publish": publish[city],
                    "step_rank": rank,
                    "methodology_id": version.methodology_id,
                    "index_code": standing[area],
                    "area_code": area,
                    "question_codes": "|".join(candidate.question_codes),
                    "changes": "; ".join(f"{code}={'|'.join(sorted(answer))}" for code, answer in candidate.changes),
                    "gain_area": gain_area,
                    "gain_index": gain_index,
                    "peers_with": sum(options <= answers.get(other, frozenset()) for other in peers),
                    "peers": len(peers),
                    "practice_id": others[0][1] if others else None,
                }
            )
    return pd.DataFrame(rows)


def find_gain(
    scores: dict[tuple[str, str, str, str], float], scenario: str, city: str, index: str, node: str
) -> float | None:
    """The score of a node in a scenario less that of what was submitted; None where one is missing."""
    before, after = (scores.get((name, city, index, node)) for name in ("submitted", scenario))
    return None if before is None or after is None else after - before


def find_steps(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `next_steps`, of the latest cycle: what a city could still do is about its last answers."""
    import pandas as pd

    cycles = list_cycles(bench.connection)
    if not cycles or bench.formula is None:
        return {"next_steps": pd.DataFrame()}
    cycle, methodology_id = cycles[-1]
    versions = read_versions(bench.connection)
    version = versions.get((methodology_id, "extended")) or versions[methodology_id, "core"]
    candidates = propose(bench.connection, version, cycle)
    scores = score_candidates(bench, cycle, candidates)
    return {"next_steps": describe_steps(bench, cycle, version, candidates, scores)}


STUDY = Study(
    name="steps",
    question="Which changes of its answers would help a city most?",
    tables=("next_steps",),
    reads=READS,
    compute=find_steps,
)
