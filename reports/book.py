"""The tables of a release, arranged as pages need them: by city and cycle, each cycle under its own methodology.

Only arranging: no score, mean or status is worked out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reports.wording import order_code

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
INDEX = "INDEX"
STUDIES = (
    *("city_needs", "good_practice_cities", "grid_practices"),
    *("robustness", "sensitivity", "coherence", "outside_links", "rank_bounds", "typical_progress", "nearest_cities"),
    "audit_measures",
    *("next_steps", "city_matches", "membership_journey"),
    *("activities", "activity_roles", "governance_levels", "governance_groups", "department_coverage"),
    *("rumours", "rumour_prevalence", "anti_rumours_path", "effects", "effect_links"),
    *("learning_clusters", "cluster_profiles", "cluster_maps", "cluster_choices"),
    *("result_strategies", "result_objectives", "result_actions", "result_indicators", "result_areas"),
)


def to_rows(frame: pd.DataFrame | list[Row]) -> list[Row]:
    """Rows as dictionaries with None where a cell is empty; rows that are such already stay as they are."""
    if isinstance(frame, list):
        return frame
    plain = frame.astype("object").where(frame.notna(), None)
    names = list(plain.columns)
    return [dict(zip(names, values, strict=True)) for values in plain.itertuples(index=False, name=None)]


def group_rows(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    """Rows by the values of some columns (a tuple, or the value itself for one column), in their order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names) if len(names) > 1 else row[names[0]]].append(row)
    return dict(groups)


@dataclass
class Plans:
    """The strategies of a release as their pages need them."""

    of_city: dict[str, list[Row]] = field(default_factory=dict)  # city_code -> rows of strategies
    indicators: dict[str, list[Row]] = field(default_factory=dict)  # strategy_id -> rows of strategy_indicators
    progress: dict[str, list[Row]] = field(default_factory=dict)  # indicator_id -> rows of indicator_progress
    history: dict[str, list[Row]] = field(default_factory=dict)  # indicator_id -> rows of progress_history
    values: dict[str, list[Row]] = field(default_factory=dict)  # indicator_id -> rows of measurements


@dataclass
class Survey:
    """What residents say, as the pages of cities need it."""

    results: dict[tuple[str, int], list[Row]] = field(
        default_factory=dict
    )  # city_code, cycle -> rows of survey_results
    items: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)  # in order


@dataclass
class Book:
    """What the pages look up. Keys are (city_code, cycle) or (city_code, cycle, index_code) where nothing else is said."""

    cities: dict[str, Row]
    cycles_of: dict[str, list[int]]  # city_code -> cycles, in order
    version_of: dict[int, str]  # cycle -> methodology_id
    indexes: dict[tuple[str, int, str], Row]
    under_versions: dict[str, list[Row]]  # city_code -> rows of index_scores under every version
    areas: dict[tuple[str, int, str], list[Row]]
    areas_under_versions: dict[tuple[str, int], list[Row]]  # rows of area_scores under every version
    comparability: list[Row]
    indicators: dict[tuple[str, int], list[Row]]
    changes: dict[tuple[str, int, int], list[Row]]  # city_code, from_cycle, to_cycle -> rows of score_changes
    answer_changes: dict[tuple[str, int, int], list[Row]]
    peers: dict[tuple[str, int, str], list[Row]]
    bands: dict[tuple[str, int], Row]
    evidence: dict[tuple[str, int, str], list[Row]]
    networks: dict[int, list[Row]]  # cycle -> cities with code, cycle and the scores by (index_code, area_code)
    practices: list[Row]
    published: list[Row]
    area_names: dict[str, str]
    area_order: dict[str, int]
    questions: dict[str, Row]
    options: dict[tuple[str, str, str], str]  # methodology_id, question_code, option_code -> label
    versions: dict[str, Row]
    version_areas: dict[str, list[Row]]
    version_questions: dict[str, list[Row]]
    version_options: dict[tuple[str, str], list[Row]] = field(repr=False)
    band_names: dict[tuple[str, str], str] = field(repr=False)
    counts: dict[int, int] = field(default_factory=dict)  # cycle -> cities that took part
    plans: Plans = field(default_factory=Plans, repr=False)
    survey: Survey = field(default_factory=Survey, repr=False)
    fact_names: Mapping[str, str] = field(default_factory=dict, repr=False)
    curriculum: list[Row] = field(default_factory=list, repr=False)  # steps that make a city a mentor, in order
    curriculum_evidence: Mapping[str, list[Row]] = field(default_factory=dict, repr=False)  # step_code -> what shows it
    anti_rumours_steps: list[Row] = field(default_factory=list, repr=False)  # of the methodology, in order
    # Rows of what the analysis found, by table.
    studies: Mapping[str, list[Row]] = field(default_factory=dict, repr=False)
    # city_code, cycle -> rows of city_needs by area_code
    needs: Mapping[tuple[str, int], dict[str, Row]] = field(default_factory=dict, repr=False)
    cycle: int = 0  # whose network is shown

    @property
    def network(self) -> list[Row]:
        """The network of the cycle that is shown."""
        return self.networks[self.cycle]

    @property
    def last_cycle(self) -> int:
        return max(self.version_of)

    def areas_asked(self, version: str) -> set[str]:
        """The areas of a version that hold questions."""
        return {row["area_code"] for row in self.version_questions[version]}


def own_only(rows: list[Row], version_of: Mapping[int, str]) -> list[Row]:
    """The rows of each cycle under its own methodology."""
    return [row for row in rows if version_of.get(row["cycle"]) == row["methodology_id"]]


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their questions."""
    return sorted(rows, key=lambda row: order_code(row["question_code"]))


def find_version(cycle: int, versions: Iterable[Row]) -> str:
    """The version that a cycle belongs to."""
    for version in versions:
        if version["first_cycle"] <= cycle and (version["last_cycle"] is None or cycle <= version["last_cycle"]):
            return str(version["methodology_id"])
    raise ValueError(f"No version belongs to the cycle {cycle}.")


def build_book(
    tables: Mapping[str, pd.DataFrame | list[Row]], reference: Mapping[str, pd.DataFrame | list[Row]], cycle: int
) -> Book:
    """Arrange the tables of a release; `cycle` is the one whose network is shown."""
    rows = {name: to_rows(frame) for name, frame in tables.items()}
    seeds = {name: to_rows(frame) for name, frame in reference.items()}
    versions = {
        row["methodology_id"]: row for row in sorted(seeds["methodologies"], key=lambda row: row["first_cycle"])
    }
    cycles = sorted({row["cycle"] for row in rows["index_scores"]} | {cycle})
    version_of = {year: find_version(year, versions.values()) for year in cycles}
    indexes = own_only(rows["index_scores"], version_of)
    order = {row["area_code"]: row["sort_order"] for row in seeds["areas"]}
    took_part = sorted({(row["city_code"], row["cycle"]) for row in indexes})
    cycles_of: dict[str, list[int]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for city, year in took_part:
        cycles_of[city].append(year)
        counts[year] += 1
    areas = sorted(own_only(rows["area_scores"], version_of), key=lambda row: order[row["area_code"]])
    evidence_number = ("city_code", "cycle", "question_code")
    return Book(
        cities={row["city_code"]: row for row in sorted(rows["cities"], key=lambda row: row["city_name"].casefold())},
        cycles_of=dict(cycles_of),
        version_of=version_of,
        indexes={(row["city_code"], row["cycle"], row["index_code"]): row for row in indexes},
        under_versions=group_rows(rows["index_scores"], "city_code"),
        areas=group_rows(areas, "city_code", "cycle", "index_code"),
        areas_under_versions=group_rows(rows["area_scores"], "city_code", "cycle"),
        comparability=rows["comparability"],
        indicators=group_rows(in_order(own_only(rows["indicator_scores"], version_of)), "city_code", "cycle"),
        changes=group_rows(rows["score_changes"], "city_code", "from_cycle", "to_cycle"),
        answer_changes=group_rows(rows["answer_changes"], "city_code", "from_cycle", "to_cycle"),
        peers=group_rows(own_only(rows["peer_comparisons"], version_of), "city_code", "cycle", "index_code"),
        bands={(row["city_code"], row["cycle"]): row for row in rows["city_bands"]},
        evidence=group_rows(rows["answer_evidence"], *evidence_number),
        networks=arrange_networks(rows, version_of),
        practices=rows["good_practices"],
        published=rows["published_scores"],
        area_names={row["area_code"]: row["area_name"] for row in seeds["areas"]},
        area_order=order,
        questions={row["question_code"]: row for row in seeds["questions"]},
        options={
            (row["methodology_id"], row["question_code"], row["option_code"]): row["option_label"]
            for row in seeds["methodology_options"]
        },
        versions=versions,
        version_areas=group_rows(
            sorted(seeds["methodology_areas"], key=lambda row: order[row["area_code"]]), "methodology_id"
        ),
        version_questions=group_rows(in_order(seeds["methodology_questions"]), "methodology_id"),
        version_options=group_rows(
            sorted(seeds["methodology_options"], key=lambda row: row["sort_order"]),
            "methodology_id",
            "question_code",
        ),
        band_names={
            (row["band_kind"], row["band_code"]): row["label"]
            for row in sorted(
                seeds["peer_bands"], key=lambda row: (row["band_kind"], row["first_cycle"], row["lower_inclusive"])
            )
        },
        counts=dict(sorted(counts.items())),
        plans=Plans(
            group_rows(rows["strategies"], "city_code"),
            group_rows(rows["strategy_indicators"], "strategy_id"),
            group_rows(rows["indicator_progress"], "indicator_id"),
            group_rows(rows["progress_history"], "indicator_id"),
            group_rows(rows["measurements"], "indicator_id"),
        ),
        survey=Survey(
            group_rows(rows["survey_results"], "city_code", "cycle"),
            seeds["survey_items"],
            sorted(seeds["survey_groups"], key=lambda row: row["sort_order"]),
        ),
        fact_names={row["fact_code"]: row["name"] for row in seeds["fact_codes"]},
        curriculum=sorted(seeds["curriculum"], key=lambda row: row["sort_order"]),
        curriculum_evidence=group_rows(seeds["curriculum_evidence"], "step_code"),
        anti_rumours_steps=sorted(seeds["anti_rumours_steps"], key=lambda row: row["sort_order"]),
        studies={name: rows[name] for name in STUDIES},
        needs={
            place: {row["area_code"]: row for row in needs}
            for place, needs in group_rows(rows["city_needs"], "city_code", "cycle").items()
        },
        cycle=cycle,
    )


def arrange_networks(rows: Mapping[str, list[Row]], version_of: Mapping[int, str]) -> dict[int, list[Row]]:
    """The cities of the network of each cycle with their scores under its version, in the order of their codes.

    Only cells with full or partial coverage and a score are there, as in means.
    """
    scores: dict[tuple[str, int, str], dict[tuple[str, str], float]] = defaultdict(dict)
    for name in ("index_scores", "area_scores"):
        for row in rows[name]:
            if row["score"] is not None and row["coverage_status"] in {"full", "partial"}:
                place = (row["city_code"], row["cycle"], row["methodology_id"])
                scores[place][row["index_code"], row.get("area_code", INDEX)] = row["score"]
    networks: dict[int, list[Row]] = {cycle: [] for cycle in version_of}
    for row in sorted(rows["network"], key=lambda row: (row["cycle"], row["city_code"])):
        city, cycle, member = row["city_code"], row["cycle"], row["member_cycle"]
        if cycle in networks:
            own = scores.get((city, member, version_of[cycle]), {})
            networks[cycle].append({"city_code": city, "cycle": member, "scores": own})
    return networks


def label_options(book: Book, version: str, question: str, codes: str | None) -> list[str]:
    """Options as the form shows them; unknown codes stay codes."""
    return [book.options.get((version, question, option), option) for option in (codes or "").split("|") if option]
