"""What people write into cells: ticks, labels in any language, lists of codes."""

from __future__ import annotations

import pytest
from support.questionnaires import form

from assets.intake.questionnaire.labels import index_options, read_tick, split_answers, split_codes
from assets.questionnaire.languages import list_languages, read_wording


@pytest.mark.parametrize("text", ["x", "X", " x ", "1", "yes", "Yes", "✓", "✔", "☑", "☒", "TRUE", "oui", "Oui"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_ticks(text, language) -> None:
    assert read_tick(text, language) is True


@pytest.mark.parametrize("text", ["", " ", "0", "no", "Non", "-", "–", "☐", "false"])
def test_empty_ticks(text) -> None:
    assert read_tick(text, "en") is False


@pytest.mark.parametrize("text", ["?", "maybe", "2", "xx", "✗", "see above"])
def test_what_is_no_tick(text) -> None:
    assert read_tick(text, "en") is None


def test_an_option_is_known_by_its_code_and_its_label_in_any_language() -> None:
    for question in form().questions.values():
        for language in list_languages():
            index = index_options(question, language)
            for option in question.options:
                for spoken in list_languages():
                    label = read_wording(spoken).translate(option.label, question.code)
                    for text in (
                        label,
                        label.upper(),
                        f"  {label}\n",
                        label.replace("’", "'"),
                        label.replace(" ", "  "),
                    ):
                        assert split_answers(text, index) == ([option.code], [])
                assert split_answers(option.code, index)[1] == []


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("", [], []),
        ("Yes | No", ["yes", "no"], []),
        ("yes;no", ["yes", "no"], []),
        ("Yes\nYes", ["yes"], []),
        ("Oui\nPeut-être", ["yes"], ["Peut-être"]),
        ("Yes, certainly", [], ["Yes, certainly"]),
    ],
)
def test_several_answers_in_one_cell(text, known, unknown) -> None:
    question = next(each for each in form().questions.values() if each.option_codes == {"yes", "no"})
    assert split_answers(text, index_options(question, "en")) == (known, unknown)


def test_codes_are_separated_in_many_ways() -> None:
    assert split_codes(" A1, B2;C3\nD4|E5  F6,, ") == ["A1", "B2", "C3", "D4", "E5", "F6"]
