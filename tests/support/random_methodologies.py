"""Methodologies drawn from a seed: trees of any depth, weights, points, parents, several versions with bridges.

They keep the rules that the tests of the seeds demand, but for weights, of which some are 0. What cities send in under
them is drawn in `random_submissions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from support.contract.programme import Row

Tables = dict[str, list[Row]]
WEIGHTS = ("1", "1", "1", "2", "3", "0.5", "0.25", "0.1", "0.7", "1.3")
POINTS = ("0.5", "0.25", "0.75", "0.333", "0.1", "0.9")
DEEPEST = 4


@dataclass
class Draft:
    """A version while it is drawn: its questions by code, as rows, with their options."""

    code: str
    areas: list[Row] = field(default_factory=list)
    questions: dict[str, dict[str, str]] = field(default_factory=dict)
    options: dict[str, list[Row]] = field(default_factory=dict)


class MethodologyMaker:
    """Draws versions one after another; each takes over most questions of the one before."""

    def __init__(self, random: Random, prefix: str, first_cycle: int) -> None:
        self.random, self.prefix, self.first_cycle = random, prefix, first_cycle
        self.drafts: list[Draft] = []
        self.bridges: list[Row] = []
        self.coined = 0

    def make(self) -> Tables:
        """Reference tables of 1 to 4 versions, with cycles one after another from the first."""
        tables: Tables = {name: [] for name in ("methodologies", "methodology_areas", "methodology_questions")}
        tables["methodology_options"] = []
        count, first = self.random.choice((1, 2, 2, 3, 3, 4)), self.first_cycle
        for number in range(count):
            draft = self.draw_version(f"{self.prefix}-{number}")
            last = first + self.random.randint(0, 3)
            tables["methodologies"].append(
                {
                    "methodology_id": draft.code,
                    "first_cycle": str(first),
                    "last_cycle": str(last),
                    "missing_rule": self.random.choice(("zero", "zero", "exclude")),
                    "sample_window_years": str(self.random.randint(0, 6)),
                }
            )
            tables["methodology_areas"] += draft.areas
            tables["methodology_questions"] += draft.questions.values()
            tables["methodology_options"] += [row for rows in draft.options.values() for row in rows]
            self.drafts.append(draft)
            first = last + 1
        tables["question_map"] = self.bridges
        tables["peer_bands"] = self.draw_bands(first)
        return tables

    def coin(self, letter: str) -> str:
        self.coined += 1
        return f"{letter}{self.prefix.upper()}{self.coined}"

    def draw_weight(self) -> str:
        return "0" if self.random.random() < 0.04 else self.random.choice(WEIGHTS)

    def draw_version(self, code: str) -> Draft:
        draft = Draft(code)
        for question, options in self.take_over(code):
            draft.questions[question], draft.options[question] = {"question_code": question}, options
        for _ in range(self.random.randint(0 if draft.questions else 4, 8 if draft.questions else 14)):
            question = self.coin("Q")
            draft.questions[question], draft.options[question] = {"question_code": question}, self.draw_options(5)
        has_extended = self.random.random() < 0.6
        leaves = self.draw_areas(draft, has_extended)
        self.place_questions(draft, leaves, has_extended)
        self.draw_parents(draft)
        for question, rows in draft.options.items():
            draft.options[question] = [{**row, "methodology_id": code, "question_code": question} for row in rows]
        return draft

    def take_over(self, code: str) -> list[tuple[str, list[Row]]]:
        """Questions of the version before: most under their code, some under a new one with a bridge, some not at all."""
        taken = []
        for question, options in self.drafts[-1].options.items() if self.drafts else ():
            fate = self.random.random()
            if fate < 0.15:
                continue
            changed = [
                {**row, "points": row["points"] if row["points"] in {"0", "1"} else self.random.choice(POINTS)}
                for row in options
            ]
            if len(changed) > 3 and self.random.random() < 0.2:
                del changed[-1]  # an answer that the new version no longer knows
            if fate < 0.3:
                renamed = self.coin("R")
                self.draw_bridges(question, renamed, code)
                taken.append((renamed, changed))
            else:
                taken.append((question, changed))
        return taken

    def draw_bridges(self, old: str, new: str, code: str) -> None:
        for draft in self.drafts:
            if old in draft.questions and (draft is self.drafts[-1] or self.random.random() < 0.7):
                ends = [(draft.code, old), (code, new)]
                self.random.shuffle(ends)
                (version_a, question_a), (version_b, question_b) = ends
                self.bridges.append(
                    {
                        "methodology_id_a": version_a,
                        "question_code_a": question_a,
                        "methodology_id_b": version_b,
                        "question_code_b": question_b,
                        "relation": "reworded",
                    }
                )

    def draw_options(self, most: int) -> list[Row]:
        """One option worth 1, one worth 0, others between; the last of several may exclude the others."""
        points = ["1", "0", *(self.random.choice(POINTS) for _ in range(self.random.randint(0, most - 2)))]
        rows = [
            {"option_code": f"o{number}", "sort_order": str(number), "points": each, "is_exclusive": "no"}
            for number, each in enumerate(points, start=1)
        ]
        if self.random.random() < 0.3:
            rows[1]["is_exclusive"] = "yes"
        return rows

    def draw_areas(self, draft: Draft, has_extended: bool) -> dict[str, str]:
        """Fill the tree of a draft; the areas that hold questions, each core or extended."""
        leaves: dict[str, str] = {}
        room = max(1, len(draft.questions) // 2)

        def grow(parent: str, depth: int) -> str:
            code, place = f"A{len(draft.areas) + 1}", len(draft.areas)
            draft.areas.append({})
            if depth < DEEPEST and len(leaves) + 2 <= room and self.random.random() < 0.4:
                kinds = [grow(code, depth + 1) for _ in range(self.random.randint(1, 3))]
                index = "core" if "core" in kinds else "extended"
            else:
                is_extra = has_extended and "core" in leaves.values() and self.random.random() < 0.25
                index = leaves[code] = "extended" if is_extra else "core"
            draft.areas[place] = {
                "methodology_id": draft.code,
                "area_code": code,
                "parent_area_code": parent,
                "index_code": index,
                "weight": self.draw_weight(),
            }
            return index

        for _ in range(self.random.randint(1, 4)):
            if len(leaves) < room:
                grow("", 1)
        return leaves

    def place_questions(self, draft: Draft, leaves: dict[str, str], has_extended: bool) -> None:
        """Each area gets at least one question of its own kind."""
        questions = list(draft.questions)
        self.random.shuffle(questions)
        areas = [*leaves, *(self.random.choice(list(leaves)) for _ in range(len(questions) - len(leaves)))]
        for place, (question, area) in enumerate(zip(questions, areas, strict=False)):
            is_extra = has_extended and place >= len(leaves) and self.random.random() < 0.2
            many = len(draft.options[question]) > 2 and self.random.random() < 0.5
            draft.questions[question] |= {
                "methodology_id": draft.code,
                "area_code": area,
                "index_code": "extended" if is_extra else leaves[area],
                "weight": self.draw_weight(),
                "answer_kind": "multi" if many else "single",
                "full_marks": self.random.choice(("1", "1.5", "2", "3")) if many else "",
                "parent_question_code": "",
                "parent_opening_options": "",
            }
        for question in questions[len(areas) :]:
            del draft.questions[question], draft.options[question]

    def draw_parents(self, draft: Draft) -> None:
        """Some questions open only with certain answers to an earlier one, which makes chains of any length."""
        questions = list(draft.questions)
        for place, question in enumerate(questions[1:], start=1):
            if self.random.random() < 0.35:
                parent = questions[self.random.randrange(max(0, place - 3), place)]
                codes = [row["option_code"] for row in draft.options[parent]]
                opening = self.random.sample(codes, self.random.randint(1, len(codes) - 1))
                draft.questions[question] |= {
                    "parent_question_code": parent,
                    "parent_opening_options": "|".join(sorted(opening)),
                }

    def draw_bands(self, after: int) -> list[Row]:
        """Bands of both kinds for all cycles, sometimes finer ones from a cycle on."""
        change = self.random.randint(self.first_cycle + 1, max(after, self.first_cycle + 1))
        rows = []
        for kind, edges in (("population", (100000, 200000, 500000)), ("diversity", (5, 10, 15))):
            for first, last, chosen in ((self.first_cycle, change - 1, edges[1:2]), (change, after + 10, edges)):
                bounds = ["0", *map(str, chosen), ""]
                for lower, upper in pairwise(bounds):
                    rows.append(
                        {
                            "band_kind": kind,
                            "band_code": f"{self.prefix}_{lower}_{upper or 'more'}",
                            "label": f"From {lower}",
                            "lower_inclusive": lower,
                            "upper_exclusive": upper,
                            "first_cycle": str(first),
                            "last_cycle": str(last),
                        }
                    )
        return rows
