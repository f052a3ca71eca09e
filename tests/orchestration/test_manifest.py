"""When the dbt project is parsed again, and what is forgotten then."""

from __future__ import annotations

from types import SimpleNamespace

from assets.home import Home
from orchestration import dbt


def test_it_is_parsed_anew_after_a_change_alone(tmp_path, monkeypatch) -> None:
    home = Home(folder=str(tmp_path))
    target = home.dbt / "target"
    target.mkdir(parents=True)
    remembered = target / "partial_parse.msgpack"
    parsed = []

    def parse(_home, arguments):
        parsed.append((*arguments, remembered.exists()))
        (target / "manifest.json").write_text("{}")
        remembered.write_text("what dbt remembers")
        return SimpleNamespace(success=True)

    monkeypatch.setattr(dbt, "invoke_dbt", parse)
    for state in ("one", "one", "another"):
        monkeypatch.setattr(dbt, "fingerprint_project", lambda state=state: state)
        dbt.prepare_manifest(home)
    assert parsed == [("parse", False), ("parse", False)]
