"""Random submissions of a city, for hypothesis: answers, entries of the grid and facts, as people write them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from support.questionnaires import Given, Wanted, form

from assets.questionnaire.form import Question

QUESTIONS = form().questions
EARLIEST = date(1901, 1, 1)  # spreadsheets disagree about the days before
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
TICKS = st.sampled_from(["x", "X", "✓", "1", "yes", "oui"])


@st.composite
def answers_to(draw: st.DrawFn, question: Question) -> Given:
    """One answer: options, or don't know, or why it does not apply, and what belongs to it."""
    codes = [option.code for option in question.options]
    kind = draw(st.sampled_from(["options", "dont_know", "not_applicable_reason"]))
    others = draw(
        st.fixed_dictionaries({}, optional={"evidence_text": WORDS, "evidence_url": WORDS, "department": WORDS})
    )
    if kind == "dont_know":
        return Given(others={**others, kind: draw(TICKS)})
    if kind == "not_applicable_reason":
        return Given(others={**others, kind: draw(WORDS)})
    most = len(codes) if question.is_multiple else 1
    return Given(tuple(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=most, unique=True))), others=others)


@st.composite
def submissions(draw: st.DrawFn) -> Wanted:
    """All that a city fills in."""
    codes = draw(st.lists(st.sampled_from(list(QUESTIONS)), max_size=25, unique=True))
    entry = st.fixed_dictionaries(
        {"title": WORDS},
        optional={
            "description": WORDS,
            "objective": WORDS,
            "status": st.sampled_from(["Planned", "ongoing", "Achevé"]),
            "budget_eur": st.integers(0, 10**9),
            "started_on": st.dates(min_value=EARLIEST),
            "governance_levels/local": TICKS,
        },
    )
    fact = st.fixed_dictionaries(
        {"year": st.integers(1990, 2026), "value": st.integers(0, 10**8)}, optional={"source_url": WORDS}
    )
    return Wanted(
        {code: draw(answers_to(QUESTIONS[code])) for code in codes},
        tuple(draw(st.lists(entry, max_size=4))),
        draw(st.dictionaries(st.sampled_from([each.code for each in form().facts]), fact, max_size=3)),
        {"submission_version": draw(st.integers(1, 9)), "answered_on": draw(st.dates(min_value=EARLIEST))},
    )
