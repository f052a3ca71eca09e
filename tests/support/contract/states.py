"""Section 4: from answers to one state and one score per question of every version."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from support.contract.answers import Answer, Participation
from support.contract.programme import Programme, Question, Version


@dataclass(frozen=True)
class Indicator:
    question: Question
    state: str
    score: Fraction | None
    answer: Answer | None = None
    is_stale: bool = False

    @property
    def in_denominator(self) -> bool:
        """In that of the rule zero."""
        return self.state not in {"not_asked", "not_applicable"}

    @property
    def is_answered(self) -> bool:
        return self.state in {"answered", "closed", "rejected"}


def carry_question(programme: Programme, question: str, version: Version, questionnaire: Version) -> str | None:
    """The question of the questionnaire that answers this question of the version."""
    if question in questionnaire.questions:
        return question
    here, there = (version.code, question), questionnaire.code
    for row in programme.reference["question_map"]:
        ends = (row["methodology_id_a"], row["question_code_a"]), (row["methodology_id_b"], row["question_code_b"])
        for one, other in (ends, ends[::-1]):
            if one == here and other[0] == there:
                return other[1]
    return None


def state_questions(programme: Programme, participation: Participation, version: Version) -> dict[str, Indicator]:
    done: dict[str, Indicator] = {}

    def state(code: str) -> Indicator:
        if code not in done:
            question = version.questions[code]
            given = carry_question(programme, code, version, participation.questionnaire)
            answer = participation.answers[given] if given else None
            parent = state(question.parent) if question.parent else None
            done[code] = state_question(question, answer, parent)
        return done[code]

    for code in version.questions:
        state(code)
    return done


def state_question(question: Question, answer: Answer | None, parent: Indicator | None) -> Indicator:
    """The first state of the table that fits."""
    if answer is None:
        return Indicator(question, "not_asked", None)
    if answer.form == "rejected":
        return Indicator(question, "rejected", Fraction(0), answer)
    if parent and closes(parent, question):
        return Indicator(question, "closed", Fraction(0), answer, is_stale=answer.form != "blank")
    if answer.form == "contradiction" or (answer.form == "options" and not is_valid(question, answer.options)):
        return Indicator(question, "invalid", Fraction(0), answer)
    if answer.form == "not_applicable" or (parent and parent.state == "not_applicable"):
        return Indicator(question, "not_applicable", None, answer)
    if answer.form == "dont_know":
        return Indicator(question, "dont_know", Fraction(0), answer)
    if answer.form == "blank":
        return Indicator(question, "unanswered", Fraction(0), answer)
    return Indicator(question, "answered", score_options(question, answer.options), answer)


def closes(parent: Indicator, child: Question) -> bool:
    if parent.state == "answered":
        assert parent.answer is not None
        return not parent.answer.options & child.opening
    return parent.state in {"closed", "rejected"}


def is_valid(question: Question, options: frozenset[str]) -> bool:
    if not options <= set(question.options):
        return False
    if len(options) == 1:
        return True
    return question.is_multiple and not any(question.options[code].is_exclusive for code in options)


def score_options(question: Question, options: frozenset[str]) -> Fraction:
    points = sum((question.options[code].points for code in options), Fraction(0))
    return 100 * min(Fraction(1), points / question.full_marks) if question.is_multiple else 100 * points
