"""Words in several languages: what is shipped is complete, what lacks is shown in English and told, broken files raise."""

from __future__ import annotations

import re

import pytest

from assets.intake.questionnaire.labels import fold
from assets.questionnaire import languages
from assets.questionnaire.form import list_texts, read_form, read_seed
from assets.questionnaire.languages import (
    TICKET,
    LanguageFault,
    Text,
    Wording,
    choose_language,
    list_languages,
    list_untranslated,
    list_unused,
    read_wording,
)
from reports.messages import list_messages

SHIPPED = ("en", "fr")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An own folder of languages with one text."""
    monkeypatch.setenv("INTERCULTURAL_LANGUAGES", str(tmp_path))
    (tmp_path / "en.csv").write_text("key,text\nhello,Hello {city}\n", encoding="utf-8")
    return tmp_path


def test_english_and_french_are_shipped() -> None:
    assert list_languages() == list(SHIPPED)


@pytest.mark.parametrize("language", SHIPPED)
def test_every_text_of_workbooks_and_pages_has_its_words(language) -> None:
    texts = [text for text in (*list_texts(), *list_messages()) if not text.context.startswith(TICKET)]
    assert list_untranslated(read_wording(language), texts) == []


@pytest.mark.parametrize("language", SHIPPED)
def test_no_translation_is_of_a_text_that_changed(language) -> None:
    unused = list_unused(read_wording(language), [*list_texts(), *list_messages()])
    assert [place for place in unused if not place[0].startswith(TICKET)] == []


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("methodology_id", [row["methodology_id"] for row in read_seed("methodologies")])
def test_options_of_a_question_are_called_differently(language, methodology_id) -> None:
    wording = read_wording(language)
    for question in read_form(methodology_id).questions.values():
        labels = [fold(wording.translate(option.label, question.code)) for option in question.options]
        assert len(set(labels)) == len(labels), question.code


def test_no_label_means_different_options_in_two_languages() -> None:
    for row in read_seed("methodologies"):
        for question in read_form(row["methodology_id"]).questions.values():
            meant: dict[str, str] = {}
            for language in list_languages():
                for option in question.options:
                    label = fold(read_wording(language).translate(option.label, question.code))
                    assert meant.setdefault(label, option.code) == option.code, (question.code, label)


def test_every_question_has_help() -> None:
    for row in read_seed("questions"):
        assert read_wording("en").find(f"help.{row['question_code']}"), row["question_code"]


def test_french_is_typeset_as_french_is() -> None:
    for text in read_wording("fr").translations.values():
        assert not re.search(r"[^\s] [?!:;»]|« ", text), text
        assert "'" not in text, text


def test_what_lacks_is_shown_in_english_and_listed(folder) -> None:
    (folder / "de.csv").write_text("context,source,text\n,Yes,Ja\n", encoding="utf-8")
    german = read_wording("de")
    assert german.translate("Yes") == "Ja"
    assert german.translate("No") == "No"
    assert list_untranslated(german, [Text("Yes"), Text("No"), Text("No"), Text("")]) == [Text("No")]
    assert german.say("hello", city="Ulm") == "Hello Ulm"


def test_a_context_goes_before_what_holds_everywhere(folder) -> None:
    (folder / "de.csv").write_text("context,source,text\n,None,Keines\nQ1,None,Keine\n", encoding="utf-8")
    german = read_wording("de")
    assert (german.translate("None"), german.translate("None", "Q1")) == ("Keines", "Keine")
    assert list_unused(german, [Text("None", "Q2")]) == [("Q1", "None")]


def test_a_new_language_needs_one_file(folder) -> None:
    assert list_languages() == ["en"]
    (folder / "nb.csv").write_text("context,source,text\n,Hello {city},Hei {city}\n", encoding="utf-8")
    assert list_languages() == ["en", "nb"]
    assert read_wording("nb").say("hello", city="Bergen") == "Hei Bergen"
    assert choose_language(["se", "nb"]) == "nb"
    assert choose_language(["se"]) == "en"
    assert choose_language([]) == "en"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("de.csv", "source,text\nYes,Ja\n", "de.csv: the columns are context, source, text"),
        ("de.csv", "context,source,text\n,Yes\n", "de.csv, line 2: there are 3 cells in a row"),
        ("de.csv", "context,source,text\n,Yes,Ja,Doch\n", "de.csv, line 2: there are 3 cells in a row"),
        ("de.csv", "context,source,text\n,Yes,Ja\n,Yes,Doch\n", "de.csv, line 3: 'Yes' is translated twice"),
        ("de.csv", "context,source,text\n,Hello {city},Hallo {stadt}\n", "de.csv, line 2: the placeholders differ"),
        ("en.csv", "key,text\na,A\na,B\n", "en.csv, line 3: the key a is there twice"),
    ],
)
def test_a_broken_file_says_where(folder, name, content, said) -> None:
    (folder / "de.csv").write_text("context,source,text\n", encoding="utf-8")
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(LanguageFault, match=re.escape(said)):
        read_wording("de")


def test_a_language_that_is_not_shipped_raises() -> None:
    with pytest.raises(KeyError, match="xx"):
        read_wording("xx")


def test_words_of_our_own_need_their_values() -> None:
    wording = Wording("en", {"a": "{city} has {count}"})
    assert wording.say("a", city="Ulm", count=3) == "Ulm has 3"
    with pytest.raises(KeyError, match="count"):
        wording.say("a", city="Ulm")
    assert wording.find("b", "otherwise") == "otherwise"


def test_the_files_are_where_the_module_says() -> None:
    assert (languages.LANGUAGES / "en.csv").exists()
