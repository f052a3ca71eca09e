"""dbt's documentation: there for the programme, made anew only where the project has changed."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from assets.home import Home
from orchestration import dbt_docs
from orchestration.dbt import DbtFault


def test_the_page_documents_every_table_without_a_network(small) -> None:
    text = (small.release / "internal" / "dbt_docs" / "index.html").read_text(encoding="utf-8")
    for node in (
        "model.intercultural_index.comparability",
        "seed.intercultural_index.areas",
        "The tables of the index",
    ):
        assert node in text
    assert not re.search(r'<(?:script|link)[^>]*(?:src|href)="(?:https?:)?//', text)


@pytest.fixture
def calls(monkeypatch) -> list[str]:
    """What dbt is asked for; it writes a page and says that it went well."""
    asked: list[str] = []

    def answer(home: Home, arguments: list[str]) -> SimpleNamespace:
        asked.append(" ".join(arguments))
        (home.dbt / "target").mkdir(parents=True, exist_ok=True)
        (home.dbt / "target" / "static_index.html").write_text(f"page {len(asked)}", encoding="utf-8")
        return SimpleNamespace(success=True)

    monkeypatch.setattr(dbt_docs, "invoke_dbt", answer)
    return asked


def test_it_is_made_once_for_each_state_of_the_project(calls, tmp_path, monkeypatch) -> None:
    home = Home(folder=str(tmp_path))
    home.prepare()
    page, is_new = dbt_docs.prepare_docs(home)
    assert (page.read_text(encoding="utf-8"), is_new) == ("page 1", True)
    assert dbt_docs.prepare_docs(home) == (page, False)
    monkeypatch.setattr(dbt_docs, "fingerprint_project", lambda: "changed")
    assert dbt_docs.prepare_docs(home) == (page, True)
    assert page.read_text(encoding="utf-8") == "page 2"
    assert len(calls) == 2


def test_a_failure_of_dbt_is_a_fault_of_ours(tmp_path, monkeypatch) -> None:
    home = Home(folder=str(tmp_path))
    home.prepare()
    monkeypatch.setattr(dbt_docs, "invoke_dbt", lambda home, arguments: SimpleNamespace(success=False))
    with pytest.raises(DbtFault, match="could not document"):
        dbt_docs.prepare_docs(home)
