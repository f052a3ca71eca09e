"""Which answers could a city change? Pure functions on one city's questions; what a change brings is in `steps.py`.

A candidate changes one question to its best option (single choice) or adds the option that is worth most (multiple choice).
Where the question is closed, the questions above it come first, each with an option that opens the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assets.analysis.versions import Question

FULL = 100 - 1e-9
Change = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Standing:
    """What became of a question: state, score, and the options that are there, used or stale."""

    state: str
    score: float
    options: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """Answers that change together, a parent before its child; the last is the one that it is about."""

    changes: tuple[Change, ...]

    @property
    def question_codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.changes)


def improve(question: Question, standing: Standing, exclusive: frozenset[str]) -> frozenset[str] | None:
    """The answer with one step more; None where there is none that is worth more."""
    best = max(question.points.values(), default=0.0)
    if not question.is_multiple:
        if best <= 0 or (standing.state == "answered" and standing.score >= 100 * best - 1e-9):
            return None
        return frozenset([next(option for option, points in question.points.items() if points == best)])
    chosen = standing.options - exclusive
    if standing.state == "answered" and standing.score >= FULL:
        return None
    left = {
        option: points for option, points in question.points.items() if option not in chosen | exclusive and points > 0
    }
    if not left:
        return chosen if standing.state == "closed" and chosen else None
    return chosen | {max(left, key=lambda option: left[option])}


def open_up(parent: Question, child: Question, standing: Standing, exclusive: frozenset[str]) -> frozenset[str] | None:
    """The answer to a parent that opens its child: the opening option that is worth most, beside what is there."""
    opening = [option for option in parent.points if option in child.opening]
    if not opening:
        return None
    best = max(opening, key=lambda option: parent.points[option])
    if not parent.is_multiple or best in exclusive:
        return frozenset([best])
    return (standing.options - exclusive) | {best}


def list_candidates(
    questions: tuple[Question, ...],
    standings: Mapping[str, Standing],
    may_change: frozenset[str],
    exclusive: Mapping[str, frozenset[str]],
) -> Iterator[Candidate]:
    """All candidates of a city. `may_change` are the questions that the city itself can answer otherwise."""
    nothing: frozenset[str] = frozenset()
    for question in questions:
        standing = standings.get(question.code)
        if standing is None or standing.state in {"not_asked", "not_applicable"}:
            continue
        answer = improve(question, standing, exclusive.get(question.code, nothing))
        if answer is None:
            continue
        changes: list[Change] = [(question.code, answer)]
        below, is_reachable = question, True
        while standings[below.code].state == "closed":
            parent = questions[below.parent] if below.parent is not None else None
            above = standings.get(parent.code) if parent else None
            opened = parent and above and open_up(parent, below, above, exclusive.get(parent.code, nothing))
            if not parent or not opened:
                is_reachable = False
                break
            changes.insert(0, (parent.code, opened))
            below = parent
        if is_reachable and all(code in may_change for code, _ in changes):
            yield Candidate(tuple(changes))


def choose_steps(candidates: list[tuple[Candidate, float, float | None]], most: int) -> list[int]:
    """Places of the candidates that are shown: those first whose area gains most, then whose index does; none that changes a
    question of one before it, and none that gains nothing. Each candidate stands with the gains of its area and index."""
    order = sorted(
        range(len(candidates)),
        key=lambda place: (
            -round(candidates[place][1], 12),
            -round(candidates[place][2] or 0.0, 12),
            candidates[place][0].question_codes,
        ),
    )
    chosen: list[int] = []
    taken: set[str] = set()
    for place in order:
        candidate, gain, _ = candidates[place]
        if len(chosen) < most and gain > 1e-9 and not taken & set(candidate.question_codes):
            chosen.append(place)
            taken |= set(candidate.question_codes)
    return chosen
