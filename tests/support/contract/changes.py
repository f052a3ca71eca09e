"""Section 6: the change between two cycles of a city: Shapley values of what changed, like for like, and what each answer brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import factorial

from support.contract.answers import Participation
from support.contract.frames import Frame, Leaves
from support.contract.nodes import INDEX, Node, Tree
from support.contract.programme import Programme, Version
from support.contract.states import Indicator, carry_question

PARTS = ("answers", "coverage", "questions", "weights")
SETS = [frozenset(chosen) for size in range(len(PARTS) + 1) for chosen in combinations(PARTS, size)]
Nodes = Mapping[tuple[int, str, str], Mapping[tuple[str, str], Node]]  # cycle, city, version -> index, node
Indicators = Mapping[tuple[int, str, str], Mapping[str, Indicator]]


@dataclass(frozen=True)
class Change:
    like_for_like: Fraction | None
    compared: int
    official: Fraction | None
    parts: Mapping[str, Fraction] | None
    reason: str | None


@dataclass(frozen=True)
class Move:
    """What changed about one question of U, and what its answer brought to the index."""

    kinds: frozenset[str]
    points: Fraction | None


def has_node(version: Version, index: str, node: str) -> bool:
    if index == "extended" and all(question.index == "core" for question in version.questions.values()):
        return False
    return node == INDEX or (node in version.areas and index in ("extended", version.areas[node].index))


@dataclass(frozen=True)
class Side:
    """One cycle of a city under its own version, for one index."""

    version: Version
    indicators: Mapping[str, Indicator]
    index: str
    is_back_cast: bool

    @cached_property
    def asked(self) -> dict[str, Indicator]:
        return {code: each for code, each in self.indicators.items() if each.state != "not_asked"}

    @cached_property
    def places(self) -> dict[str, str]:
        """Question of the index -> its area, where the cycle asked it."""
        return {code: each.question.area for code, each in self.asked.items() if self.holds(each.question.index)}

    @cached_property
    def parents(self) -> dict[str, str]:
        """The areas of the index that were asked enough."""
        tree = Tree(
            self.version, [e for e in self.indicators.values() if self.holds(e.question.index)], self.is_back_cast
        )
        areas = [code for code in tree.codes if code != INDEX and tree.is_asked_enough(code)]
        return {code: self.version.areas[code].parent or INDEX for code in areas}

    @cached_property
    def area_weights(self) -> dict[str, Fraction]:
        return {code: area.weight for code, area in self.version.areas.items() if self.holds(area.index)}

    def holds(self, kind: str) -> bool:
        return self.index == "extended" or kind == "core"

    def counts(self, code: str) -> bool:
        each = self.asked[code]
        return each.is_answered or (each.in_denominator and self.version.missing_rule == "zero")


@dataclass(frozen=True)
class Pair:
    """Two cycles of a city, and U: the questions that either asked, joined by the map."""

    sides: tuple[Side, Side]
    joined: Sequence[tuple[str | None, str | None]]

    def frame(self, taken: frozenset[str]) -> tuple[Frame, dict[int, Fraction]]:
        """What v(S) is worked out on, S being what is taken from the later cycle; and the weight of each answer in the index."""
        answers, coverage, questions, weights = (int(part in taken) for part in PARTS)
        place = self.sides[questions]
        areas = set(place.places.values())
        leaves: Leaves = {area: [] for area in place.parents if area in areas}
        held: list[tuple[int, str, Fraction]] = []
        for number, codes in enumerate(self.joined):
            area = place.places.get(codes[questions] or "")
            if area not in leaves:
                continue
            status = coverage if codes[coverage] else 1 - coverage  # what one did not ask it takes from the other
            source = weights if codes[weights] else 1 - weights
            weight = self.sides[source].asked[codes[source]].question.weight
            if self.sides[status].counts(codes[status]):
                is_given = self.sides[status].asked[codes[status]].is_answered
                leaves[area].append((weight, self.score(codes, answers) if is_given else Fraction(0)))
                held += [(number, area, weight)] if is_given else []
        frame = Frame(place.parents, self.sides[1 - weights].area_weights | self.sides[weights].area_weights, leaves)
        totals = {area: sum((weight for weight, _ in terms), Fraction(0)) for area, terms in leaves.items()}
        brings = {number: frame.share(area) * weight / totals[area] for number, area, weight in held if totals[area]}
        return frame, brings

    def score(self, codes: tuple[str | None, str | None], answers: int) -> Fraction:
        """The score of a cycle; where it has none, that of the other."""
        given = [self.given(side, codes[side]) for side in (answers, 1 - answers)]
        return next((score for score in given if score is not None), Fraction(0))

    def given(self, side: int, code: str | None) -> Fraction | None:
        each = self.sides[side].asked[code] if code else None
        return each.score if each and each.is_answered else None

    @cached_property
    def frames(self) -> dict[frozenset[str], tuple[Frame, dict[int, Fraction]]]:
        return {taken: self.frame(taken) for taken in SETS}

    def split(self, node: str) -> dict[str, Fraction] | None:
        values = {taken: frame.value(node) for taken, (frame, _) in self.frames.items()}
        if None in values.values():
            return None
        return {
            part: sum(
                (shapley(taken) * (values[taken | {part}] - values[taken]) for taken in SETS if part not in taken),
                Fraction(0),
            )
            for part in PARTS
        }

    def name_gap(self, node: str) -> str:
        """Which cycle's statuses leave nothing of what the other asked."""
        mixed = [taken for taken in SETS if "questions" in taken and "coverage" not in taken]
        return "no_score_from" if any(self.frames[taken][0].value(node) is None for taken in mixed) else "no_score_to"

    def describe(self, number: int, has_split: bool) -> Move | None:
        """None where nothing changed, or where the index has the question in neither cycle."""
        codes = self.joined[number]
        first, last = (side.asked.get(code or "") for side, code in zip(self.sides, codes, strict=True))
        placed = [side.places.get(code or "") for side, code in zip(self.sides, codes, strict=True)]
        if not any(placed):
            return None
        kinds = {kind for kind, is_so in (("entered", not placed[0]), ("left", not placed[1])) if is_so}
        points = None
        if all(placed):
            kinds |= {"area"} if placed[0] != placed[1] else set()
            kinds |= {"weight"} if first.question.weight != last.question.weight else set()
        if first and last:
            if first.is_answered and last.is_answered:
                kinds |= {"answer"} if differ(first, last) else set()
                if has_split and first.score != last.score:
                    points = (last.score - first.score) * sum(
                        (shapley(t) * self.frames[t][1].get(number, 0) for t in SETS if "answers" not in t), Fraction(0)
                    )
            counts = [side.counts(code) for side, code in zip(self.sides, codes, strict=True)]
            kinds |= {"coverage"} if counts[0] != counts[1] or first.is_answered != last.is_answered else set()
        return Move(frozenset(kinds), points) if kinds else None


def differ(first: Indicator, last: Indicator) -> bool:
    """Whether two answers that were given are not the same: by state, points or chosen options."""
    if (first.state, first.score) != (last.state, last.score):
        return True
    return first.state == "answered" and first.answer.options != last.answer.options


def shapley(taken: frozenset[str]) -> Fraction:
    return Fraction(factorial(len(taken)) * factorial(3 - len(taken)), factorial(4))


def join_questions(programme: Programme, first: Side, last: Side) -> list[tuple[str | None, str | None]]:
    joined: list[tuple[str | None, str | None]] = []
    for code in first.asked:
        other = carry_question(programme, code, first.version, last.version)
        joined.append((code, other if other in last.asked else None))
    return joined + [(None, code) for code in last.asked if code not in {other for _, other in joined}]


def list_pairs(participations: Sequence[Participation]) -> list[tuple[Participation, Participation]]:
    """Consecutive participations of each city, and its first and last."""
    pairs = {}
    for city in {each.city for each in participations}:
        cycles = sorted((each for each in participations if each.city == city), key=lambda each: each.cycle)
        for first, last in [*pairwise(cycles), (cycles[0], cycles[-1])]:
            if first is not last:
                pairs[city, first.cycle, last.cycle] = (first, last)
    return list(pairs.values())


def compare_cycles(
    programme: Programme, participations: Sequence[Participation], indicators: Indicators, nodes: Nodes
) -> tuple[dict[tuple[str, int, int, str, str], Change], dict[tuple[str, int, int, str, str], Move]]:
    """By city, both cycles, index and node; and by question."""
    changes, moves = {}, {}
    for both in list_pairs(participations):
        keys = [(each.cycle, each.city, each.own.code) for each in both]
        back = [(each.cycle, each.city, both[1].own.code) for each in both]
        for index in ("core", "extended"):
            cells = {code for key in keys for kind, code in nodes[key] if kind == index}
            sides = tuple(
                Side(each.own, indicators[key], index, each.own.code != each.questionnaire.code)
                for each, key in zip(both, keys, strict=True)
            )
            pair = Pair(sides, join_questions(programme, *sides))
            name = (both[0].city, both[0].cycle, both[1].cycle, index)
            common = None
            if all((index, INDEX) in nodes[key] for key in back):
                common = [frame_common(sides[1], *(indicators[key] for key in back), place) for place in (0, 1)]
            for code in cells:
                scores = [nodes[key][index, code].score if (index, code) in nodes[key] else None for key in keys]
                changes[(*name, code)] = compare_node(pair, code, scores, common)
            if INDEX in cells and changes[(*name, INDEX)].reason != "only_in_one_version":
                has_split = changes[(*name, INDEX)].parts is not None
                for number, codes in enumerate(pair.joined):
                    if move := pair.describe(number, has_split):
                        moves[(*name, codes[1] or codes[0])] = move
    return changes, moves


def frame_common(side: Side, first: Mapping[str, Indicator], last: Mapping[str, Indicator], place: int) -> Frame:
    """The later version on the questions that are in the denominator of both cycles, with the scores of one."""
    leaves: Leaves = {}
    for code, question in side.version.questions.items():
        both = (first[code], last[code])
        if side.holds(question.index):
            leaves.setdefault(question.area, [])
            if all(e.is_answered or (e.in_denominator and side.version.missing_rule == "zero") for e in both):
                leaves[question.area].append((question.weight, both[place].score))
    parents = {code: side.version.areas[code].parent or INDEX for code in side.area_weights}
    return Frame(parents, side.area_weights, leaves)


def compare_node(pair: Pair, node: str, scores: list[Fraction | None], common: list[Frame] | None) -> Change:
    like, compared = None, 0
    if common and common[0].value(node) is not None:
        like, compared = common[1].value(node) - common[0].value(node), common[0].count(node)
    if not all(has_node(side.version, side.index, node) for side in pair.sides):
        return Change(like, compared, None, None, "only_in_one_version")
    for score, reason in zip(scores, ("no_score_from", "no_score_to"), strict=True):
        if score is None:
            return Change(like, compared, None, None, reason)
    parts = pair.split(node)
    if parts:
        assert sum(parts.values()) == scores[1] - scores[0], "the parts add up"
    return Change(like, compared, scores[1] - scores[0], parts, None if parts else pair.name_gap(node))
