"""Section 5: from indicators to areas, composites and index, with coverage, both missing rules and back-casting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from support.contract.answers import Participation
from support.contract.programme import Version
from support.contract.states import Indicator

INDEX = "INDEX"
RULES = ("zero", "exclude")


@dataclass(frozen=True)
class Node:
    """An area, a composite or the index. `computed` are the scores by rule, whatever may be shown of them."""

    computed: Mapping[str, Fraction | None]
    coverage: Fraction | None
    status: str
    reason: str | None
    in_denominator: int
    answered: int
    asked: int
    in_version: int
    own_rule: str

    @property
    def is_shown(self) -> bool:
        return self.status in {"full", "partial", "indicative"} and self.reason is None

    @property
    def score(self) -> Fraction | None:
        return self.computed[self.own_rule] if self.is_shown else None

    @property
    def is_comparable(self) -> bool:
        return self.status in {"full", "partial"} and self.score is not None


def score_nodes(
    participation: Participation, version: Version, indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str], Node]:
    """By index and node."""
    nodes: dict[tuple[str, str], Node] = {}
    for index in ("core", "extended"):
        chosen = [each for each in indicators.values() if index == "extended" or each.question.index == "core"]
        extra = [each for each in indicators.values() if each.question.index == "extended"]
        if index == "extended" and all(each.state == "not_asked" for each in extra):
            continue
        tree = Tree(version, chosen, is_back_cast=version.code != participation.questionnaire.code)
        nodes |= {(index, code): tree.node(code) for code in tree.codes}
    return nodes


class Tree:
    """The areas of one index of a version with the indicators of one city and cycle."""

    def __init__(self, version: Version, indicators: Sequence[Indicator], is_back_cast: bool) -> None:
        self.version, self.is_back_cast = version, is_back_cast
        self.below: dict[str, list[Indicator]] = {INDEX: list(indicators)}
        for indicator in indicators:
            for area in version.lineage(indicator.question.area):
                self.below.setdefault(area, []).append(indicator)
        self.codes = list(self.below)
        self.leaves = {indicator.question.area for indicator in indicators}
        self.scores: dict[tuple[str, str], Fraction | None] = {}

    def children(self, node: str) -> list[str]:
        parent = None if node == INDEX else node
        return [code for code in self.codes if code != INDEX and self.version.areas[code].parent == parent]

    def is_asked_enough(self, node: str) -> bool:
        if not self.is_back_cast:
            return True
        asked = [each for each in self.below[node] if each.state != "not_asked"]
        weight = sum((each.question.weight for each in self.below[node]), Fraction(0))
        share = sum((each.question.weight for each in asked), Fraction(0)) / weight if weight else Fraction(0)
        return bool(asked) and share >= (Fraction(4, 5) if node == INDEX else Fraction(1, 2))

    def compute(self, node: str, rule: str) -> Fraction | None:
        """The score of a node that was asked enough; the index itself is judged afterwards."""
        if (node, rule) not in self.scores:
            self.scores[node, rule] = self.work_out(node, rule)
        return self.scores[node, rule]

    def work_out(self, node: str, rule: str) -> Fraction | None:
        if node != INDEX and not self.is_asked_enough(node):
            return None
        if node in self.leaves:
            terms = [
                (each.question.weight, each.score)
                for each in self.below[node]
                if each.in_denominator and (rule == "zero" or each.is_answered)
            ]
        else:
            terms = [(self.version.areas[child].weight, self.compute(child, rule)) for child in self.children(node)]
        terms = [(weight, score) for weight, score in terms if score is not None]
        total = sum((weight for weight, _ in terms), Fraction(0))
        return sum((weight * score for weight, score in terms), Fraction(0)) / total if total else None

    def node(self, code: str) -> Node:
        below = self.below[code]
        in_denominator = sum(each.in_denominator for each in below)
        answered = sum(each.is_answered for each in below)
        asked = sum(each.state != "not_asked" for each in below)
        coverage = Fraction(answered, in_denominator) if in_denominator else None
        computed = {rule: self.compute(code, rule) for rule in RULES}
        status = judge_coverage(coverage)
        return Node(
            computed=computed,
            coverage=coverage,
            status=status,
            reason=self.find_reason(code, asked, status, computed[self.version.missing_rule]),
            in_denominator=in_denominator,
            answered=answered,
            asked=asked,
            in_version=len(below),
            own_rule=self.version.missing_rule,
        )

    def find_reason(self, node: str, asked: int, status: str, score: Fraction | None) -> str | None:
        """Why a node cannot be scored under another version than the one that was filled in."""
        if not self.is_back_cast:
            return None
        if not asked:
            return "nothing_asked"
        if not self.is_asked_enough(node):
            return "index_below_80" if node == INDEX else "area_below_50"
        if node == INDEX and any(
            self.compute(child, self.version.missing_rule) is None for child in self.children(INDEX)
        ):
            return "area_without_score"
        is_covered = status in {"full", "partial", "indicative"}
        return "area_without_score" if score is None and is_covered else None  # a null score has its reason beside it


def judge_coverage(coverage: Fraction | None) -> str:
    if coverage is None:
        return "no_questions"
    limits = {"full": Fraction(90, 100), "partial": Fraction(66, 100), "indicative": Fraction(50, 100)}
    return next((status for status, least in limits.items() if coverage >= least), "insufficient")
