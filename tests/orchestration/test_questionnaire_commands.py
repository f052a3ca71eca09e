"""`intercultural template` and `languages` as people meet them."""

from __future__ import annotations

import csv
import io

import pytest
from support.questionnaires import read_sheets, texts_of

from assets.questionnaire.form import read_form
from assets.questionnaire.languages import list_languages, read_wording


@pytest.fixture
def city(small) -> str:
    """A city that took part in the cycle of the small home."""
    rows = (small.release / "public" / "data" / "index_scores.csv").read_text(encoding="utf-8").splitlines()
    return rows[1].split(",")[1]


def test_a_template_goes_to_the_outbox_of_the_city(command, small, city) -> None:
    status, out, _ = command("template", "--cycle", "2026", "--city", city, home=small.home.path)
    assert status == 0
    folder = small.home.outbox / city / "2026"
    written = [path.name for path in folder.iterdir()]
    assert len(written) == 1
    assert written[0].startswith(f"questionnaire-{city}-2026")
    assert f"Written: {folder / written[0]}" in out
    (folder / written[0]).unlink()  # the home is shared


def test_prefill_shows_the_last_cycle(command, small, city, tmp_path) -> None:
    path = tmp_path / "deep" / "mine.xlsx"
    arguments = ("template", "--cycle", "2026", "--city", city, "--prefill", "--language", "fr", "--out", str(path))
    assert command(*arguments, home=small.home.path)[0] == 0
    sheets = read_sheets(path.read_bytes())
    texts = [text for grid in sheets for text in texts_of(grid)]
    assert "Réponse de 2025" in texts
    labels = {
        read_wording("fr").translate(option.label, question.code)
        for question in read_form("icc-2019").questions.values()
        for option in question.options
    }
    column = next(column for column, key in sheets[1].rows[1].items() if key == "previous")
    assert {cells.get(column) for row, cells in sheets[1].rows.items() if row > 3} & labels


def test_nothing_stands_beside_the_questions_of_a_first_cycle(command, small, city, tmp_path) -> None:
    arguments = ("template", "--cycle", "2025", "--city", city, "--prefill", "--out", str(tmp_path / "x.xlsx"))
    status, out, _ = command(*arguments, home=small.home.path)
    assert status == 0
    assert "took part in no cycle before 2025" in out


def test_before_the_first_release_a_city_is_its_code(command, tmp_path) -> None:
    status, _, _ = command("template", "--cycle", "2026", "--city", "no-bergen", "--out", str(tmp_path / "x.xlsx"))
    assert status == 0
    assert "no-bergen" in texts_of(read_sheets((tmp_path / "x.xlsx").read_bytes())[0])
    status, _, err = command("template", "--cycle", "2026", "--city", "no-bergen", "--prefill")
    assert status == 2
    assert "no earlier answers" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cycle", "1999", "--city", "no-bergen"), "No questionnaire belongs to the cycle 1999"),
        (("--cycle", "2026", "--city", "../../etc"), "'../../etc' is no code of a city"),
        (("--cycle", "2026", "--city", "no-bergen", "--language", "tlh"), "There are: en, fr."),
        (("--cycle", "2026", "--city", "no-bergen", "--area", "NOSUCH"), "has no area NOSUCH"),
        (("--cycle", "2026", "--city", "no-bergen", "--out", "/proc/nowhere/x.xlsx"), "Name another file with --out"),
    ],
)
def test_what_cannot_be_made_is_refused(command, arguments, said) -> None:
    status, _, err = command("template", *arguments)
    assert status == 2
    assert said in err


def test_a_city_that_is_not_registered_is_refused(command, small) -> None:
    status, _, err = command("template", "--cycle", "2026", "--city", "xa-nowhere", home=small.home.path)
    assert status == 2
    assert "no city 'xa-nowhere' in the register" in err
    assert not (small.home.outbox / "xa-nowhere").exists()


def test_languages_are_listed_with_what_they_have(command) -> None:
    status, out, _ = command("languages")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list_languages()
    assert "fr (français)" in out


def test_a_new_language_begins_with_all_texts(command) -> None:
    status, out, _ = command("languages", "de")
    rows = list(csv.reader(io.StringIO(out)))
    assert status == 0
    assert rows[0] == ["context", "source", "text"]
    assert len(rows) > 300
    assert all(source and not text for _, source, text in rows[1:])


def test_english_lacks_nothing(command) -> None:
    assert command("languages", "en")[1].splitlines() == ["context,source,text"]
