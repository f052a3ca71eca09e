"""Small random methodologies of several versions and cities that answer them, to compare changes on.

A world is what arrives (answers, cities, reviews) and the seeds; the same `random` gives the same world. It has trees of
areas that change, questions that move, leave, are renamed with and without a bridge, other weights, points, parents and
missing rules, and cities that fill in the questionnaire of another version.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

VERSIONS = {"v1": (2008, 2013), "v2": (2014, 2018), "v3": (2019, None)}
LEAVES, COMPOSITES = ("AA", "BB", "CC", "DD"), ("GG", "HH")
WEIGHTS = (0.5, 1, 1, 2, 3)
OPTIONS = {"yes": (1, 1), "partly": (0.5, 0.25), "no": (0, 0)}  # usual points, points where a version differs
CYCLES = (2009, 2012, 2014, 2017, 2021, 2024)

Rows = list[dict[str, object]]


@dataclass
class World:
    seeds: dict[str, Rows] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    answers: Rows = field(default_factory=list)
    reviews: Rows = field(default_factory=list)
    cities: Rows = field(default_factory=list)

    def write_seeds(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.seeds.items():
            (folder / f"{name}.csv").write_bytes(to_csv(COLUMNS[name], rows))
        return folder

    def files(self) -> list[tuple[str, bytes]]:
        kinds = {"cities": self.cities, "answers": self.answers, "reviews": self.reviews}
        return [(f"{kind}.csv", to_csv(list(rows[0]), rows)) for kind, rows in kinds.items() if rows]


COLUMNS = {
    "areas": ["area_code", "area_name", "sort_order"],
    "methodologies": ["methodology_id", "first_cycle", "last_cycle", "missing_rule", "sample_window_years", "description"],
    "methodology_areas": ["methodology_id", "area_code", "parent_area_code", "index_code", "weight"],
    "methodology_questions": [
        "methodology_id", "question_code", "area_code", "index_code", "weight", "answer_kind", "full_marks",
        "parent_question_code", "parent_opening_options", "membership_evidence",
    ],
    "methodology_options": ["methodology_id", "question_code", "option_code", "option_label", "sort_order", "points", "is_exclusive"],
    "question_map": ["methodology_id_a", "question_code_a", "methodology_id_b", "question_code_b", "relation"],
    "questions": ["question_code", "question_text", "data_type", "principle", "actionable", "topic_evidence"],
}  # fmt: skip


def to_csv(columns: list[str], rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def make_world(random: Random, cities: int = 5) -> World:
    world = World()
    world.seeds["areas"] = [
        {"area_code": code, "area_name": code, "sort_order": place} for place, code in enumerate(LEAVES + COMPOSITES)
    ]
    topics = {version: make_version(world, random, version) for version in VERSIONS}
    make_map(world, random, topics)
    codes = sorted({code for questions in topics.values() for code in questions.values()})
    world.seeds["questions"] = [
        {"question_code": code, "question_text": code, "data_type": "input", "actionable": "city"} for code in codes
    ]
    for place in range(cities):
        fill_in(world, random, f"xa-city{place}", topics)
    return world


def make_version(world: World, random: Random, version: str) -> dict[str, str]:
    """Add a version; returns topic -> question code."""
    first, last = VERSIONS[version]
    world.seeds["methodologies"].append(
        {
            "methodology_id": version, "first_cycle": first, "last_cycle": last, "sample_window_years": 5,
            "missing_rule": random.choice(("zero", "zero", "exclude")),
        }
    )  # fmt: skip
    leaves = sorted(random.sample(LEAVES, random.randint(2, 4)))
    # the first leaf is core and its way up is core; an extended area stands at the top or beside it
    extended = {leaf for leaf in leaves[1:] if random.random() < 0.25}
    parents = {leaf: random.choice(("", *COMPOSITES)) for leaf in leaves}
    for composite in COMPOSITES:
        if composite in parents.values() and all(
            leaf in extended for leaf, parent in parents.items() if parent == composite
        ):
            extended -= {leaf for leaf, parent in parents.items() if parent == composite}
    used = [composite for composite in COMPOSITES if composite in parents.values()]
    if len(used) == 2 and random.random() < 0.5:
        parents[used[1]] = used[0]
    for area in [*leaves, *used]:
        world.seeds["methodology_areas"].append(
            {
                "methodology_id": version, "area_code": area, "parent_area_code": parents.get(area, ""),
                "index_code": "extended" if area in extended else "core", "weight": random.choice(WEIGHTS),
            }
        )  # fmt: skip
    topics = sorted(random.sample(range(1, 10), random.randint(len(leaves), 8)))
    codes = {f"T{topic}": f"T{topic}{version if random.random() < 0.2 else ''}" for topic in topics}
    above: list[str] = []
    for place, code in enumerate(codes.values()):
        area = leaves[place] if place < len(leaves) else random.choice(leaves)
        is_extended = area in extended or (place >= len(leaves) and random.random() < 0.15)
        parent = random.choice(above) if above and random.random() < 0.3 else ""
        above.append(code)
        key = {"methodology_id": version, "question_code": code}
        world.seeds["methodology_questions"].append(
            {
                **key, "area_code": area, "index_code": "extended" if is_extended else "core",
                "weight": random.choice(WEIGHTS), "answer_kind": "single", "parent_question_code": parent,
                "parent_opening_options": random.choice(("yes", "yes|partly")) if parent else "",
            }
        )  # fmt: skip
        differs = random.random() < 0.2
        world.seeds["methodology_options"] += [
            {**key, "option_code": option, "sort_order": sort, "points": points[differs], "is_exclusive": "no"}
            for sort, (option, points) in enumerate(OPTIONS.items())
        ]
    return codes


def make_map(world: World, random: Random, topics: dict[str, dict[str, str]]) -> None:
    """Bridge most of the questions whose code differs between two versions; without a bridge they do not carry over."""
    versions = list(topics)
    for place, one in enumerate(versions):
        for other in versions[place + 1 :]:
            for topic in sorted(topics[one].keys() & topics[other].keys()):
                if topics[one][topic] != topics[other][topic] and random.random() < 0.7:
                    world.seeds["question_map"].append(
                        {
                            "methodology_id_a": one, "question_code_a": topics[one][topic], "methodology_id_b": other,
                            "question_code_b": topics[other][topic], "relation": "reworded",
                        }
                    )  # fmt: skip


def fill_in(world: World, random: Random, city: str, topics: dict[str, dict[str, str]]) -> None:
    """A city takes part in two to four cycles; most answers stay from one to the next."""
    world.cities.append({"city_code": city, "city_name": city, "country_iso2": "XA"})
    habits = {f"T{topic}": random.choice(("yes", "partly", "no")) for topic in range(1, 10)}
    for cycle in sorted(random.sample(CYCLES, random.randint(2, 4))):
        own = next(version for version, (_, last) in VERSIONS.items() if last is None or cycle <= last)
        named = random.choice(list(VERSIONS)) if random.random() < 0.2 else ""
        row = {
            "cycle": cycle,
            "city_code": city,
            "submission_id": "s1",
            "submission_version": 1,
            "methodology_id": named,
        }
        for topic, code in topics[named or own].items():
            habits[topic] = random.choice(("yes", "partly", "no")) if random.random() < 0.3 else habits[topic]
            answer = {"option_codes": habits[topic], "dont_know": "", "not_applicable_reason": ""}
            luck = random.random()
            if luck < 0.08:
                answer |= {"option_codes": "", "dont_know": "yes"}
            elif luck < 0.16:
                answer |= {"option_codes": "", "not_applicable_reason": "Not a task of the city"}
            elif luck < 0.2:
                answer |= {"option_codes": ""}
            elif luck < 0.23:
                answer |= {"option_codes": "unheard of"}
            world.answers.append({**row, "question_code": code, **answer})
        if random.random() < 0.8:
            world.reviews.append(
                {
                    "review_id": f"r-{city}-{cycle}", "review_version": 1, "cycle": cycle, "city_code": city,
                    "decision": "accepted", "reviewed_on": f"{cycle}-12-01",
                }
            )  # fmt: skip
