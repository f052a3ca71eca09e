"""Zipped collections: each file in one is taken in like any other, within bounds and without tricks."""

from __future__ import annotations

import io
import zipfile

import pytest
from support.workbooks import lie_about_size, write_xlsx, write_zip

from assets.intake.collection import is_collection, open_collection, unfold
from assets.intake.problems import Problem, word_problem
from assets.intake.reading import check_file, read_files

CITIES = b"city_code,city_name,country_iso2\nno-bergen,Bergen,NO\n"
OSLO = CITIES.replace(b"bergen,Bergen", b"oslo,Oslo")


def found(content: bytes) -> dict[str, str | int]:
    """Per member the code of its problem, or the length of what was read."""
    return {name: each.code if isinstance(each, Problem) else len(each) for name, each in open_collection(content)}


def test_files_are_named_by_their_archives_and_folders(tickets_of) -> None:
    inner = write_zip({"c.json": b'[{"city_code": "no-oslo", "city_name": "Oslo", "country_iso2": "NO"}]'})
    book = write_xlsx({"S": [line.split(",") for line in CITIES.decode().splitlines()]})
    content = write_zip({"2024/b.csv": OSLO, "a": book, "z/inner.zip": inner, "empty/": b""})
    tables = read_files([("post/all.zip", content), ("plain.csv", CITIES)])
    assert tickets_of(tables) == []
    assert tables["cities"][["source_file", "source_sheet", "city_code"]].values.tolist() == [
        ["post/all.zip/2024/b.csv", None, "no-oslo"],
        ["post/all.zip/a", "S", "no-bergen"],
        ["post/all.zip/z/inner.zip/c.json", None, "no-oslo"],
        ["plain.csv", None, "no-bergen"],
    ]
    assert len(tables["files"]) == 4


def test_workbooks_are_no_collections() -> None:
    assert not is_collection(write_xlsx({"S": [["x"]]}))
    assert not is_collection(write_zip({"mimetype": "application/vnd.oasis.opendocument.text"}))
    assert not is_collection(CITIES)
    assert not is_collection(write_zip({"a.csv": CITIES})[:-1])
    assert is_collection(write_zip({"a.csv": CITIES}))


def test_hidden_and_unfinished_files_are_left_alone() -> None:
    names = [".hidden.csv", "__MACOSX/a.csv", "a.csv.part", "~$a.xlsx", ".git/config", "folder/.DS_Store", "a.csv"]
    assert list(found(write_zip(dict.fromkeys(names, CITIES)))) == ["a.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.csv",
        "/etc/a.csv",
        "x/../../a.csv",
        "C:\\a.csv",
        "..\\a.csv",
        "./a.csv",
        "a//b.csv",
        "a\u202evsc.csv",
        "x" * 301,
    ],
)
def test_names_that_lead_elsewhere_are_told(name) -> None:
    outcomes = found(write_zip({name: CITIES, "b.csv": OSLO}))
    assert sorted(map(str, outcomes.values())) == [str(len(OSLO)), "member_path_unsafe"]
    what, _ = word_problem(Problem("member_path_unsafe"))
    assert (
        what
        == "The name of this file leads out of the archive or holds characters that cannot be seen; it is not read."
    )


def test_links_are_told_and_not_followed() -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert found(out.getvalue()) == {"link.csv": "link_not_followed"}


def encrypt(content: bytes) -> bytes:
    """The archive with its first member marked as encrypted, which is what readers go by."""
    changed = bytearray(content)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.index(signature) + flags] |= 1
    return bytes(changed)


def test_an_encrypted_member_is_told_and_the_others_go_on(tickets_of) -> None:
    content = encrypt(write_zip({"a.csv": CITIES, "b.csv": OSLO}))
    tables = read_files([("all.zip", content)])
    [ticket] = tickets_of(tables)
    assert (ticket.code, ticket.location) == ("member_encrypted", "member a.csv")
    assert ticket.what == "This file of the archive is protected by a password."
    assert tables["cities"]["city_code"].tolist() == ["no-oslo"]
    assert tables["files"][["source_file", "kind"]].values.tolist() == [["all.zip/b.csv", "cities"], ["all.zip", None]]


def test_the_archive_is_kept_only_where_something_in_it_could_not_be_taken_in() -> None:
    good = write_zip({"a.csv": CITIES})
    assert [name for name, _ in unfold("a.zip", good)] == ["a.zip/a.csv"]
    assert [name for name, _ in unfold("a.zip", encrypt(good))] == ["a.zip"]
    assert check_file("a.zip", good).problems == []


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_of_packing_are_told(method) -> None:
    [(_, problem)] = open_collection(write_zip({"a.csv": CITIES}, method))
    assert word_problem(problem)[0] == (
        f"This file of the archive cannot be unpacked: method {method} of packing is not known."
    )


def test_a_member_that_lies_about_its_size_is_told() -> None:
    content = write_zip({"a.csv": CITIES * 10_000, "b.csv": OSLO})
    assert found(lie_about_size(content, "a.csv", 100)) == {"a.csv": "member_not_readable", "b.csv": len(OSLO)}


def test_a_member_beyond_the_bound_is_told_before_it_is_unpacked(monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.collection.MAX_BYTES", len(CITIES))
    assert found(write_zip({"a.csv": CITIES, "b.csv": CITIES + b"\n"})) == {
        "a.csv": len(CITIES),
        "b.csv": "file_too_large",
    }


def test_a_collection_that_promises_too_much_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.collection.MAX_UNPACKED_COLLECTION", 100)
    assert found(write_zip({"a.csv": CITIES, "b.csv": CITIES})) == {"": "zip_too_large"}


def test_archives_in_archives_share_one_budget(monkeypatch) -> None:
    inner = [write_zip({"a.csv": CITIES * count}) for count in (40, 41, 42)]
    content = write_zip({f"{number}.zip": each for number, each in enumerate(inner)})
    monkeypatch.setattr("assets.intake.collection.MAX_UNPACKED_COLLECTION", len(content) + len(CITIES) * 85)
    outcomes = found(content)
    assert list(outcomes.values()) == [len(CITIES) * 40, len(CITIES) * 41, "zip_too_large"]
    monkeypatch.setattr("assets.intake.collection.MAX_MEMBERS", 4)
    assert found(content)["2.zip"] == "zip_too_many_members"


def test_archives_are_opened_up_to_a_depth() -> None:
    content = CITIES
    for name in ("a.csv", "3.zip", "2.zip"):
        content = write_zip({name: content})
    assert found(content) == {"2.zip/3.zip/a.csv": len(CITIES)}
    assert found(write_zip({"1.zip": content})) == {"1.zip/2.zip/3.zip": "zip_too_deep"}


def test_an_archive_that_holds_itself_comes_to_an_end(monkeypatch) -> None:
    content = write_zip({"a.zip": write_zip({"a.csv": CITIES})})
    monkeypatch.setattr("assets.intake.collection.open_member", lambda archive, member, budget: content)
    assert found(content) == {"a.zip/a.zip/a.zip": "zip_too_deep"}


def test_what_is_packed_too_tightly_is_refused() -> None:
    assert found(write_zip({"a.csv": bytes(11_000_000)})) == {"": "zip_too_dense"}


def test_a_collection_without_files_is_empty(read) -> None:
    _, [ticket] = read(write_zip({"folder/": b"", ".hidden": b"x"}))
    assert ticket.code == "file_empty"


def test_a_damaged_archive_within_an_archive_is_told(tickets_of) -> None:
    inner = write_zip({"c.csv": CITIES})
    tables = read_files([("all.zip", write_zip({"inner.zip": inner[:-5], "b.csv": OSLO}))])
    assert [(ticket.code) for ticket in tickets_of(tables)] == ["zip_damaged"]
    assert tables["reading_tickets"]["source_file"].tolist() == ["all.zip/inner.zip"]
    assert len(tables["cities"]) == 1
