"""The documents that hold code: their blocks run as they stand, on a published release."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from assets.publication.database import DATABASE

DOCS = Path(__file__).resolve().parents[1] / "docs"


def read_blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of one language, each with the lines before it blank, so that errors name the line of the file."""
    text = (DOCS / name).read_text(encoding="utf-8")
    found = re.finditer(rf"^```{re.escape(language)}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    return ["\n" * text[: match.start(1)].count("\n") + match[1] for match in found]


@pytest.fixture
def data(demo, monkeypatch) -> Path:
    folder = demo.release / "public" / "data"
    monkeypatch.setenv("INTERCULTURAL_DATA", str(folder))
    return folder


def test_the_python_examples_run_and_the_score_is_the_published_one(data, capsys) -> None:
    blocks = read_blocks("analysis_with_python.md", "python")
    assert len(blocks) == 7
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "analysis_with_python.md", "exec"), names)
    assert float(str(names["largest_gap"])) < 1e-9
    assert len(names["recomputed"]) > 20  # type: ignore[arg-type]
    assert not names["latest"].empty  # type: ignore[attr-defined]
    assert "largest difference" in capsys.readouterr().out


def test_the_queries_of_the_r_examples_run(data) -> None:
    queries = [
        query
        for block in read_blocks("analysis_with_r.md", "r-packages")
        for query in re.findall(r'dbGetQuery\(index, "(.*?)"\)', block, re.DOTALL)
    ]
    assert len(queries) == 3
    with duckdb.connect(str(data / DATABASE), read_only=True) as connection:
        for query in queries:
            assert connection.execute(query).fetchall(), query


def test_the_r_examples_name_columns_that_there_are(data) -> None:
    """What R reads without a package: the files and columns that its blocks name."""
    text = "\n".join(read_blocks("analysis_with_r.md", "r"))
    read = dict(re.findall(r'(\w+) <- read_table\("([^"]+)"\)', text))
    assert {"scores", "versions", "cities", "answers", "areas"} == set(read)
    for variable, name in read.items():
        header = (data / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert set(re.findall(rf"\b{variable}\$(\w+)", text)) <= set(header), name


def test_every_edge_case_names_a_test_that_there_is() -> None:
    text = (DOCS / "edge_cases.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| situation")]
    named = [re.search(r"`(tests/[\w/]+\.py)::(test_\w+)` \|$", line) for line in rows]
    assert len(rows) > 15
    assert all(named), [line for line, found in zip(rows, named, strict=True) if not found]
    missing = [
        found[0]
        for found in named
        if found
        and not re.search(rf"^def {found[2]}\(", (DOCS.parent / found[1]).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []
