"""Who can teach whom? Study visits of the latest cycle: mentors and fellows, with reasons and how often they survive draws.

What a visit is worth, and how hosts are assigned, is in `pairs.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assets.analysis.draws import draw_inputs
from assets.analysis.networks import READS as NETWORK_READS
from assets.analysis.networks import Network, list_cycles, read_network
from assets.analysis.pairs import NOBODY, assign_hosts, find_contexts, find_needs, find_offers, quartile, value_visits
from assets.analysis.panels import READS as PANEL_READS
from assets.analysis.panels import read_panels
from assets.analysis.rescoring import score_nodes
from assets.analysis.robustness import draw_contested
from assets.analysis.studies import Bench, Study

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

MENTOR, FELLOW = "mentor", "fellow"
LOAD = 2  # visits that a host takes in a cycle
NAMED = 4  # areas that are named in the reasons
READS = (
    *dict.fromkeys((*NETWORK_READS, *PANEL_READS)),
    ("reference", "areas"),
    ("reference", "curriculum"),
    ("intermediate", "int_cities__current"),
    ("scores", "bands_assigned"),
    ("scores", "curriculum_reached"),
    ("scores", "needs_measured"),
    ("scores", "peer_groups_joined"),
)


@dataclass(frozen=True)
class Fair:
    """Everything that matches are made from. `cities` are hosts and visitors in the order of their codes; `visitors` index
    them. `scores` is cities × areas, `quartiles` visitors × areas, `members` the reference group of a visitor in an area."""

    network: Network
    cities: tuple[str, ...]
    visitors: list[int]
    scores: np.ndarray
    is_full: np.ndarray
    visitor_scores: np.ndarray
    quartiles: np.ndarray
    members: dict[tuple[int, int], list[int]]
    languages: list[set[str]]
    bands: list[tuple[str | None, str | None]]
    mentors: list[bool]
    area_names: dict[str, str]

    @property
    def contexts(self) -> np.ndarray:
        return find_contexts(self.languages, self.bands, self.visitors)


def read_fair(connection: duckdb.DuckDBPyConnection, cycle: int, methodology_id: str) -> Fair:
    """Cities, needs and contexts of a cycle. Unpublished cities are no part of it."""
    import numpy as np

    network = read_network(connection, cycle, methodology_id)
    needs = connection.execute(
        "select city_code, area_code, score, reference_p75, reference_group_kind, reference_group_code "
        "from scores.needs_measured where cycle = ? and publish = 'yes' and need is not null order by city_code, area_code",
        [cycle],
    ).fetchall()
    cities = tuple(sorted({*network.cities, *(row[0] for row in needs)}))
    place = {code: number for number, code in enumerate(cities)}
    columns = {code: number for number, code in enumerate(network.areas)}
    shape = (len(cities), len(columns))
    scores, is_full = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    rows = [place[code] for code in network.cities]
    scores[rows], is_full[rows] = network.scores, network.is_full
    groups: dict[tuple[str, str], set[str]] = {}
    for code, kind, group in connection.execute(
        "select city_code, peer_group_kind, peer_group_code from scores.peer_groups_joined where cycle = ?", [cycle]
    ).fetchall():
        groups.setdefault((kind, group), set()).add(code)
    visitors = sorted({place[row[0]] for row in needs})
    own = {visitor: number for number, visitor in enumerate(visitors)}
    visitor_scores, quartiles = (np.full((len(visitors), len(columns)), np.nan) for _ in range(2))
    members: dict[tuple[int, int], list[int]] = {}
    for code, area, score, p75, kind, group in needs:
        spot = own[place[code]], columns[area]
        visitor_scores[spot], quartiles[spot] = score, p75
        members[spot] = sorted(
            place[other]
            for other in groups[kind, group]
            if other in place and not np.isnan(scores[place[other], columns[area]])
        )
    return Fair(
        network, cities, visitors, scores, is_full, visitor_scores, quartiles, members,
        *read_contexts(connection, cycle, cities), read_names(connection),
    )  # fmt: skip


def read_contexts(
    connection: duckdb.DuckDBPyConnection, cycle: int, cities: tuple[str, ...]
) -> tuple[list[set[str]], list[tuple[str | None, str | None]], list[bool]]:
    """Languages, bands and whether the curriculum was completed by the cycle, of each city."""
    spoken = dict(connection.execute("select city_code, languages from intermediate.int_cities__current").fetchall())
    bands = {
        code: (population, diversity)
        for code, population, diversity in connection.execute(
            "select city_code, population_band, diversity_band from scores.bands_assigned where cycle = ?", [cycle]
        ).fetchall()
    }
    mentors = {
        row[0]
        for row in connection.execute(
            "select city_code from scores.curriculum_reached where reached_year <= ? group by city_code "
            "having count(*) = (select count(*) from reference.curriculum)",
            [cycle],
        ).fetchall()
    }
    return (
        [set(filter(None, (spoken.get(code) or "").split("|"))) for code in cities],
        [bands.get(code, (None, None)) for code in cities],
        [code in mentors for code in cities],
    )


def read_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("select area_code, area_name from reference.areas").fetchall())


def pair_up(fair: Fair, needs: np.ndarray, offers: np.ndarray, contexts: np.ndarray) -> dict[str, np.ndarray]:
    """The host of each visitor by kind: of mentors all areas count, of a fellow the one that brings most."""
    import numpy as np

    values = value_visits(needs, offers, contexts)
    values[np.arange(len(fair.visitors)), fair.visitors] = 0
    mentors = np.array(fair.mentors, dtype=bool)
    return {
        MENTOR: assign_hosts(np.where(mentors, values.sum(axis=2), 0), LOAD),
        FELLOW: assign_hosts(np.where(~mentors, values.max(axis=2, initial=0), 0), LOAD),
    }


def draw_scores(bench: Bench, fair: Fair) -> np.ndarray:
    """Scores of all cities and areas under draws: cities × areas × draws, NaN without a score."""
    import numpy as np

    count = bench.settings.match_draws
    scores = np.full((len(fair.cities), len(fair.network.areas), count), np.nan)
    for panel in read_panels(bench.connection, [fair.network.cycle]):
        draws = draw_inputs(panel.version, count, bench.settings.seed)
        found = score_nodes(panel, draws, draw_contested(panel, count, bench.settings.seed))
        place = {code: number for number, code in enumerate(panel.cities)}
        there = [number for number, code in enumerate(fair.cities) if code in place]
        for column, area in enumerate(fair.network.areas):
            if fair.network.indexes[column] == panel.version.index_code:
                scores[there, column] = found[panel.version.nodes.index(area)][
                    [place[fair.cities[number]] for number in there]
                ]
    return scores


def count_survivals(fair: Fair, drawn: np.ndarray, chosen: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """In how many of the draws each match is made again, as a share."""
    import numpy as np

    count = drawn.shape[2]
    quartiles = np.full((*fair.quartiles.shape, count), np.nan)
    known: dict[tuple[int, ...], np.ndarray] = {}
    for (visitor, area), members in fair.members.items():
        key = (area, *members)
        if key not in known:
            known[key] = quartile(drawn[members, area])
        quartiles[visitor, area] = known[key]
    contexts = fair.contexts
    is_there = ~np.isnan(fair.visitor_scores)
    again = {kind: np.zeros(len(fair.visitors)) for kind in chosen}
    for draw in range(count):
        own = np.where(is_there, drawn[fair.visitors, :, draw], np.nan)
        needs = find_needs(own, quartiles[..., draw])
        hosts = np.where(np.isnan(fair.scores), np.nan, drawn[..., draw])
        found = pair_up(fair, needs, find_offers(hosts, quartiles[..., draw], fair.is_full), contexts)
        for kind, places in found.items():
            again[kind] += places == chosen[kind]
    return {kind: np.where(chosen[kind] == NOBODY, np.nan, times / count) for kind, times in again.items()}


def match_cities(fair: Fair, drawn: np.ndarray, seed: int) -> pd.DataFrame:
    """One row per visitor and kind; without a host and with a reason where there is none."""
    import pandas as pd

    needs = find_needs(fair.visitor_scores, fair.quartiles)
    offers = find_offers(fair.scores, fair.quartiles, fair.is_full)
    contexts = fair.contexts
    values = value_visits(needs, offers, contexts)
    chosen = pair_up(fair, needs, offers, contexts)
    survival = count_survivals(fair, drawn, chosen)
    rows = []
    for kind, hosts in chosen.items():
        for number, visitor in enumerate(fair.visitors):
            row: dict[str, Any] = {
                "cycle": fair.network.cycle,
                "methodology_id": fair.network.methodology_id,
                "visitor_city_code": fair.cities[visitor],
                "kind": kind,
                "draws": drawn.shape[2],
                "seed": seed,
            }
            host = int(hosts[number])
            if host == NOBODY:
                row |= {"reason": explain_nobody(fair, kind, needs[number], values[number])}
            else:
                areas = order_areas(values[number, host], 1 if kind == FELLOW else None)
                row |= {
                    "host_city_code": fair.cities[host],
                    "area_codes": "|".join(fair.network.areas[area] for area in areas),
                    "gain": float(values[number, host, areas].sum()),
                    "context": float(contexts[number, host]),
                    "survival": float(survival[kind][number]),
                    "reasons": give_reasons(fair, visitor, host, needs[number], offers[number, host], areas, kind),
                }
            rows.append(row)
    columns = ("host_city_code", "area_codes", "gain", "context", "survival", "reasons", "reason")
    return pd.DataFrame(rows).reindex(
        columns=[*(rows[0] if rows else ()), *(c for c in columns if not rows or c not in rows[0])]
    )


def order_areas(values: np.ndarray, most: int | None) -> list[int]:
    """The areas that bring something, those first that bring most."""
    areas = [int(area) for area in values.nonzero()[0]]
    return sorted(areas, key=lambda area: (-round(float(values[area]), 12), area))[:most]


def explain_nobody(fair: Fair, kind: str, needs: np.ndarray, values: np.ndarray) -> str:
    """Why a visitor has no host of a kind: no_need, no_mentor, no_fellow, nobody_offers, hosts_taken."""
    pool = [number for number, is_mentor in enumerate(fair.mentors) if is_mentor == (kind == MENTOR)]
    if not needs.any():
        return "no_need"
    if not pool:
        return f"no_{kind}"
    return "hosts_taken" if values[pool].any() else "nobody_offers"


def give_reasons(
    fair: Fair, visitor: int, host: int, needs: np.ndarray, offers: np.ndarray, areas: list[int], kind: str
) -> str:
    """Why this host, in words."""
    named = [
        f"{fair.area_names[fair.network.areas[area]]} (the visitor {100 * needs[area]:.0f} below the upper quartile of its group, "
        f"the host {100 * offers[area]:.0f} above)"
        for area in areas[:NAMED]
    ]
    more = f" and {len(areas) - NAMED} more" if len(areas) > NAMED else ""
    parts = [f"Strong where the visitor has a need: {'; '.join(named)}{more}."]
    if kind == MENTOR:
        parts.append("Has completed the curriculum.")
    shared = sorted(fair.languages[visitor] & fair.languages[host])
    alike = [
        *([f"a language ({', '.join(shared)})"] if shared else []),
        *(
            name
            for name, mine, other in zip(
                ("the size band", "the diversity band"), fair.bands[visitor], fair.bands[host], strict=True
            )
            if mine is not None and mine == other
        ),
    ]
    parts.append(f"Both share {' and '.join(alike)}." if alike else "No language and no band is shared.")
    return " ".join(parts)


def find_matches(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `city_matches`, of the latest cycle: a visit is planned, not looked back at."""
    import pandas as pd

    cycles = list_cycles(bench.connection)
    if not cycles:
        return {"city_matches": pd.DataFrame()}
    fair = read_fair(bench.connection, *cycles[-1])
    return {"city_matches": match_cities(fair, draw_scores(bench, fair), bench.settings.seed)}


STUDY = Study(
    name="matching",
    question="Which city should visit which, to learn what?",
    tables=("city_matches",),
    reads=READS,
    compute=find_matches,
)
