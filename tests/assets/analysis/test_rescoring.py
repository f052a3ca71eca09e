"""Scores under draws: with nothing changed they are those of the contract, changed they follow the change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.panels import make_panel, make_version

from assets.analysis.contested import order_by_parent
from assets.analysis.draws import Draws, draw_inputs, nominal_draw
from assets.analysis.rescoring import compare_with_scores, find_block, score_nodes


def vary(draws: Draws, **changes: object) -> Draws:
    from dataclasses import replace

    return replace(draws, **changes)


def test_nothing_changed_is_the_formula_of_the_contract(version) -> None:
    panel = make_panel([["partly", "a", "yes", "no"], ["no", "closed", "partly", "yes"]])
    areas = score_nodes(panel, nominal_draw(version))[:, :, 0].T
    # A = (1·50 + 2·50) / 3, C = (1·A + 3·B) / 4, index = (C + D) / 2
    assert areas[0] == pytest.approx([50, 100, 87.5, 0, 43.75])
    assert areas[1] == pytest.approx([0, 50, 37.5, 100, 68.75])


def test_the_exclude_rule_leaves_unanswered_questions_out() -> None:
    version = make_version("exclude")
    panel = make_panel([["yes", None, None, "yes"]], version)
    assert score_nodes(panel, nominal_draw(version))[:, 0, 0] == pytest.approx(
        [100, np.nan, 100, 100, 100], nan_ok=True
    )


def test_an_opened_composite_puts_its_areas_beside_the_others(version) -> None:
    panel = make_panel([["partly", "a", "yes", "no"]])
    opened = vary(nominal_draw(version), opened=np.array([True]))
    # A and B with their own weights, 1 and 3, beside D
    assert score_nodes(panel, opened)[-1, 0, 0] == pytest.approx((1 * 50 + 3 * 100 + 1 * 0) / 5)


def test_a_geometric_mean_is_floored_at_one(version) -> None:
    panel = make_panel([["partly", "a", "yes", "no"]])
    geometric = vary(nominal_draw(version), geometric=np.array([True]))
    composite = np.exp((np.log(50) + 3 * np.log(100)) / 4)
    assert score_nodes(panel, geometric)[:, 0, 0] == pytest.approx(
        [50, 100, composite, 0, np.exp((np.log(composite) + np.log(1)) / 2)]
    )


def test_an_area_that_was_not_asked_enough_has_no_score(version) -> None:
    panel = make_panel([["yes", "a|b", "yes", "no"]])
    panel.asked[0, 1] = False
    assert score_nodes(panel, nominal_draw(version))[:, 0, 0] == pytest.approx([100, np.nan, 100, 0, 50], nan_ok=True)


def test_weights_of_zero_give_no_score_instead_of_an_error() -> None:
    version = make_version()
    panel = make_panel([["yes", "a|b", "yes", "no"]])
    still = vary(nominal_draw(version), area_weights=np.zeros((1, 4)))
    assert np.isnan(score_nodes(panel, still)[-1, 0, 0])


def test_a_contested_answer_is_drawn_and_closes_what_is_below(version) -> None:
    panel = make_panel([["yes", "a|b", "yes", "yes"]], contested=[(0, 0)])
    draws = nominal_draw(version)
    scores = {
        option: score_nodes(panel, draws, np.array([[share]]))[0, 0, 0]
        for option, share in (("yes", 0.1), ("partly", 0.5), ("no", 0.9))
    }
    # A = (q1 + 2·q2) / 3, and q2 counts 0 where q1 is no
    assert scores == pytest.approx({"yes": 100, "partly": 250 / 3, "no": 0})


def test_a_contested_answer_can_open_what_was_closed(version) -> None:
    panel = make_panel([["no", "closed", "yes", "yes"]], contested=[(0, 0)])
    excluding = vary(nominal_draw(version), excludes=np.array([True]))
    # opened without an answer of its own: unanswered, so it leaves the denominator of the rule exclude
    assert score_nodes(panel, excluding, np.array([[0.1]]))[0, 0, 0] == pytest.approx(100)
    panel.own_sets[0, 1] = frozenset(["a"])  # a stale answer counts as soon as its question is open
    assert score_nodes(panel, nominal_draw(version), np.array([[0.1]]))[0, 0, 0] == pytest.approx((100 + 2 * 50) / 3)


def test_parents_come_before_children(version) -> None:
    assert order_by_parent(version).index(0) < order_by_parent(version).index(1)


def test_draws_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sort them"):
        find_block(np.array([True, False, True]))


def test_a_difference_from_the_scores_layer_is_measured(version) -> None:
    panel = make_panel([["partly", "a", "yes", "no"]])
    panel.nominal[0] = [50, 100, 87.5, 0, 43.75]
    assert compare_with_scores(panel) < 1e-12
    panel.nominal[0, 4] = 44
    assert compare_with_scores(panel) == pytest.approx(0.25)
    panel.nominal[0, 4] = np.nan
    assert compare_with_scores(panel) == 100


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(["yes", "partly", "no"]), min_size=3, max_size=3))
def test_scores_of_every_draw_lie_between_0_and_100_and_best_answers_stay_best(seed, picks) -> None:
    version = make_version()
    panel = make_panel([[picks[0], "a" if picks[0] != "no" else "closed", *picks[1:]], ["yes", "a|b|c", "yes", "yes"]])
    scores = score_nodes(panel, draw_inputs(version, 16, seed))
    assert scores.min() >= 0
    assert scores.max() <= 100 + 1e-9
    assert (scores[-1, 1] >= scores[-1, 0] - 1e-9).all()


@given(st.integers(0, 2**32 - 1))
def test_one_draw_equals_a_plain_computation(seed) -> None:
    """Every block of draws against loops that know nothing of blocks."""
    version = make_version()
    answers = [["partly", "a", "no", "yes"], ["yes", "a|b|c", "partly", "partly"], ["no", "closed", None, "yes"]]
    panel = make_panel(answers)
    draws = draw_inputs(version, 12, seed)
    scores = score_nodes(panel, draws)
    for draw in range(12):
        for city, row in enumerate(answers):
            sums: dict[int, list[tuple[float, float]]] = {}
            for number, (question, answer) in enumerate(zip(version.questions, row, strict=True)):
                points = dict(zip(question.points, draws.points[number][draw], strict=True))
                score = 0.0
                if answer not in (None, "closed"):
                    gained = sum(points[option] for option in answer.split("|"))
                    marks = draws.full_marks[draw, number] if question.is_multiple else 1
                    score = 100 * min(1, gained / marks)
                elif answer is None and draws.excludes[draw]:
                    continue
                sums.setdefault(question.area, []).append((draws.question_weights[draw, number], score))
            areas = {a: sum(w * s for w, s in each) / sum(w for w, _ in each) for a, each in sums.items()}

            def mean(chosen, areas=areas, draw=draw) -> float:
                there = [(draws.area_weights[draw, a], areas[a]) for a in chosen if a in areas]
                total = sum(w for w, _ in there)
                if draws.geometric[draw]:
                    return float(np.exp(sum(w * np.log(max(s, 1)) for w, s in there) / total))
                return sum(w * s for w, s in there) / total

            areas[2] = mean([0, 1])
            top = [0, 1, 3] if draws.opened[draw] else [2, 3]
            assert scores[-1, city, draw] == pytest.approx(mean(top), abs=1e-9)
