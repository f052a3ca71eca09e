"""The kind of a file is what its columns say; its name has no say."""

from __future__ import annotations

import pytest

from assets.intake.kinds import needed_columns, recognise_kind
from assets.intake.problems import FileRefusedError
from assets.intake.reading import check_file
from assets.schema import file_kinds


@pytest.mark.parametrize("name", file_kinds())
def test_each_kind_is_recognised_by_all_and_by_its_needed_columns(name) -> None:
    kind = file_kinds()[name]
    assert recognise_kind(kind.column_names).name == name
    assert recognise_kind(reversed(kind.column_names)).name == name
    assert recognise_kind(needed_columns(kind)).name == name


def test_the_name_of_the_file_does_not_decide(to_csv, answer) -> None:
    assert check_file("cities.csv", to_csv(answer())).kind == "answers"


def test_missing_columns_are_named_one_by_one(read, to_csv, answer) -> None:
    row = answer()
    del row["submission_id"], row["option_codes"]
    tables, tickets = read(to_csv(row))
    assert [(ticket.code, ticket.location, ticket.what) for ticket in tickets] == [
        (
            "missing_column",
            "header",
            "The column submission_id is missing. This looks like a file of answers.",
        ),
        (
            "missing_column",
            "header",
            "The column option_codes is missing. This looks like a file of answers.",
        ),
    ]
    assert tables["answers"].empty


def test_the_spelling_of_a_column_counts(read) -> None:
    _, tickets = read(b"City_Code,city_name,country_iso2\nno-bergen,Bergen,NO\n")
    assert [ticket.what for ticket in tickets] == ["The column city_code is missing. This looks like a file of cities."]


def test_a_foreign_table_is_told_the_nearest_kind(read) -> None:
    tables, [ticket] = read(b"name,city_code,tree,height\nOak,no-bergen,1,20\n")
    assert ticket.code == "kind_not_recognised"
    assert ticket.what == ("The columns fit no kind of file that is known. Found: city_code, height, name, tree.")
    assert "The nearest kind is " in ticket.how_to_fix
    assert tables["files"][["kind", "rows_read", "rows_taken"]].values.tolist() == [[None, 1, 0]]


def test_unknown_columns_are_told_and_not_used(read, to_csv, city) -> None:
    tables, [ticket] = read(to_csv(city(mayor="N. N.")))
    assert ticket.code == "unknown_column"
    assert ticket.what == (
        "The column mayor is not part of the contract of cities; its name is kept, its content is not used."
    )
    assert "N. N." not in tables["cities"].to_string()
    plain = read(to_csv(city()))[0]
    assert tables["cities"]["row_digest"].tolist() == plain["cities"]["row_digest"].tolist()


def test_no_column_at_all_is_no_kind() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        recognise_kind([])
    assert [problem.code for problem in refusal.value.problems] == ["kind_not_recognised"]


def test_values_without_their_group_column_are_not_taken_for_indicators() -> None:
    """Both kinds name the indicator, and it is all that an indicator needs: the other columns say which kind it is."""
    assert recognise_kind(["indicator_id", "value", "observed_on", "group_code"]).name == "measurements"
    with pytest.raises(FileRefusedError) as refused:
        recognise_kind(["indicator_id", "value", "observed_on"])
    (problem,) = refused.value.problems
    assert (problem.code, problem.values) == ("missing_column", {"column_name": "group_code", "kind": "measurements"})


def test_unknown_columns_alone_make_no_other_kind() -> None:
    assert recognise_kind(["indicator_id", "remark", "colour"]).name == "strategy_indicators"
