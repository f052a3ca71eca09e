"""Pages are said in one language at a time: what is chosen, what lacks, plurals, and texts with values."""

from __future__ import annotations

import jinja2
import pytest

from assets.questionnaire.languages import Text
from reports.language import install, say, say_count, speak, spoken_language, spoken_locale
from reports.messages import list_messages

GERMAN = """context,source,text
,Cities,Städte
area,Cities,Orte
,"{count} of {total} cities, 100 %","{count} von {total} Städten, 100 %"
,{number} city,{number} Stadt
,{number} cities,{number} Städte
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An own folder of languages."""
    monkeypatch.setenv("INTERCULTURAL_LANGUAGES", str(tmp_path))
    (tmp_path / "en.csv").write_text("key,text\n", encoding="utf-8")
    (tmp_path / "de.csv").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "fr.csv").write_text("context,source,text\n", encoding="utf-8")


def fill(template: str, **values: object) -> str:
    environment = jinja2.Environment(autoescape=True)
    install(environment)
    return environment.from_string(template).render(**values)


def test_english_is_spoken_where_nothing_is_chosen() -> None:
    assert (spoken_language(), say("Cities")) == ("en", "Cities")
    with speak("de"):
        assert (spoken_language(), say("Cities"), say("Cities", context="area")) == ("de", "Städte", "Orte")
        with speak("en"):
            assert say("Cities") == "Cities"
        assert say("Cities") == "Städte"
    assert say("Cities") == "Cities"


def test_a_language_that_is_not_shipped_is_said() -> None:
    with pytest.raises(KeyError, match="xx"), speak("xx"):
        pass


def test_values_are_filled_and_one_that_lacks_raises() -> None:
    with speak("de"):
        assert say("{count} of {total} cities, 100 %", count=2, total=3) == "2 von 3 Städten, 100 %"
        with pytest.raises(KeyError, match="total"):
            say("{count} of {total} cities, 100 %", count=2)


def test_each_language_counts_in_its_way() -> None:
    assert [say_count("{number} city", "{number} cities", n) for n in (0, 1, 2)] == ["0 cities", "1 city", "2 cities"]
    with speak("de"):
        assert say_count("{number} city", "{number} cities", 2) == "2 Städte"
    with speak("fr"):
        assert say_count("{number} city", "{number} cities", 0) == "0 city"


def test_templates_speak_the_same_words_and_escape_values() -> None:
    text = "{% trans count=n, total=3 %}{{ count }} of {{ total }} cities,\n  100 %{% endtrans %}"
    assert fill(text, n=2) == "2 of 3 cities, 100 %"
    with speak("de"):
        assert fill(text, n="<b>") == "&lt;b&gt; von 3 Städten, 100 %"
        assert fill("{{ _('Cities') }}") == "Städte"
        assert (
            fill("{{ _('%(count)s of %(total)s cities, 100 %%', count='<b>', total=3) }}")
            == "&lt;b&gt; von 3 Städten, 100 %"
        )
        counted = "{% trans number=n %}{{ number }} city{% pluralize %}{{ number }} cities{% endtrans %}"
        assert [fill(counted, n=n) for n in (1, 2)] == ["1 Stadt", "2 Städte"]


def test_a_language_without_a_locale_counts_as_english_does(tmp_path) -> None:
    (tmp_path / "xq.csv").write_text("context,source,text\n", encoding="utf-8")
    with speak("xq"):
        assert spoken_locale().language == "en"


def test_messages_are_found_where_they_are_said() -> None:
    assert all(isinstance(text, Text) and text.source for text in list_messages())
