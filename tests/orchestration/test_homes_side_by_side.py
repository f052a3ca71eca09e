"""Several programmes on one machine: each has a home of its own, named by the environment alone, and nothing leaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.homes import inside, run

from assets.home import Home, HomeNotUsable
from orchestration.definitions import defs
from samples.demo.network import SEED, make_files

COUNTRY = re.compile(rb"\b[qx]([a-z])-")  # as codes of fictional cities begin
OTHER = rb"z\1-"


def read_tree(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def read_cities(home: Home) -> list[str]:
    with home.connect() as connection:
        return [
            row[0]
            for row in connection.execute("select city_code from staging.stg_intake__cities order by all").fetchall()
        ]


def read_state(home: Home) -> tuple[dict[Path, bytes], list[str]]:
    """All files of a home; of the database its rows, since DuckDB writes its log into it when the last reader leaves."""
    files = {
        path: content
        for path, content in read_tree(home.path).items()
        if not path.name.startswith("intercultural.duckdb")
    }
    return files, read_cities(home)


@pytest.fixture(scope="module")
def two(small, tmp_path_factory):
    """The small home, left alone while another one with other cities is filled and run in the same process."""
    before = read_state(small.home)
    folder = tmp_path_factory.mktemp("programme")
    for name, content in make_files(SEED).items():
        if name == "cities.csv" or name.startswith("2025/"):
            path = folder / "inbox" / COUNTRY.sub(OTHER, name.encode()).decode()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(COUNTRY.sub(OTHER, content))
    (folder / "programme.json").write_text('{"title": "Another programme"}', encoding="utf-8")
    return small, run(folder), before


@pytest.mark.slow
def test_a_run_changes_no_other_home(two) -> None:
    first, _, before = two
    assert read_state(first.home) == before


@pytest.mark.slow
def test_nothing_of_one_home_is_in_the_other(two) -> None:
    first, second, _ = two
    assert second.outcome.status == "published", second.outcome.message
    codes = [code.encode() for code in read_cities(first.home) if COUNTRY.match(code.encode())]
    assert len(codes) > 50
    strange = re.compile(b"|".join([*map(re.escape, codes), re.escape(str(first.home.path).encode())]))
    found = [str(path) for path, content in read_tree(second.home.path).items() if strange.search(content)]
    assert found == []
    assert "Another programme" in (second.release / "public" / "site" / "index.html").read_text(encoding="utf-8")
    assert second.release.name != first.release.name


@pytest.fixture
def empty(tmp_path) -> Home:
    """A second home, which nothing has arrived in."""
    with inside(tmp_path) as home:
        return home


def test_a_home_is_chosen_by_the_environment_alone(small, empty) -> None:
    for each in (small.home, empty, small.home):
        with inside(each.path):
            definitions = defs()
            assert definitions.resources is not None
            assert definitions.resources["home"].path == each.path


def test_dagsters_own_folder_of_another_home_is_refused(small, empty, monkeypatch) -> None:
    with inside(small.home.path):
        monkeypatch.setenv("DAGSTER_HOME", str(empty.dagster))
        with pytest.raises(HomeNotUsable, match="DAGSTER_HOME belongs to another home"):
            defs()
