"""The files of the fictional network: always the same, not too many, nothing real in them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from samples.demo.files import to_csv, to_json, to_lines
from samples.demo.network import SEED, make_files, write_network

REPOSITORY = Path(__file__).resolve().parents[3]
PRINT_DIGEST = """
import hashlib
from samples.demo.network import SEED, make_files
files = make_files(SEED)
print(hashlib.sha256(b"".join(name.encode() + files[name] for name in sorted(files))).hexdigest())
"""


def digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(b"".join(name.encode() + files[name] for name in sorted(files))).hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_same_seed_gives_the_same_bytes_in_any_process(files, hash_seed) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=REPOSITORY,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == digest(files)


def test_another_seed_gives_another_network(files) -> None:
    assert digest(make_files(SEED + 1)) != digest(files)


def test_what_is_written_is_what_was_made(files, tmp_path) -> None:
    write_network(tmp_path)
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert written == files


def test_files_stay_few_and_small_and_come_in_all_formats(files) -> None:
    assert len(files) < 150
    assert sum(map(len, files.values())) < 25_000_000
    assert {name.rsplit(".", 1)[-1] for name in files} == {"csv", "json", "ndjson", "parquet", "txt"}


def test_only_reserved_addresses_occur(files) -> None:
    texts = [content for name, content in files.items() if not name.endswith(".parquet")]
    text = b"\n".join(texts).decode("utf-8", errors="replace")
    assert set(re.findall(r"https?://([^/\"\s,]+)", text)) == {"example.org"}
    assert set(re.findall(r"[\w.]+@([\w.]+\w)", text)) == {"example.org"}


def test_unwelcome_text_occurs(files) -> None:
    text = b"\n".join(files.values()).decode("utf-8", errors="replace")
    for sign in ("<script>", "=1+1", "@home", "+ 3 schools", "+999 55"):
        assert sign in text


def test_rows_become_csv_with_lists_and_yes_no() -> None:
    rows = [{"a": 1, "b": ("x", "y")}, {"a": 2, "b": (), "c": True}]
    assert to_csv(rows) == "a,b,c\n1,x|y,\n2,,yes\n"


def test_rows_become_json_without_empty_cells() -> None:
    rows = [{"a": "", "option_codes": ("x", "y"), "more": ()}]
    assert to_lines(rows) == '{"option_codes": ["x", "y"]}\n'
    assert to_json([{"a": "é"}]) == '[\n {\n  "a": "é"\n }\n]\n'
