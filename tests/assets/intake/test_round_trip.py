"""Random rows survive every format with the same digests; random bytes bring nothing down.

Workbooks and Parquet files are written twice: as text, and with the types that the columns stand for.
"""

from __future__ import annotations

import csv
import io
import json
import string
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.workbooks import build_ods, build_xlsx, write_ods, write_xlsx

from assets.intake.collection import unfold
from assets.intake.reading import check_file
from assets.intake.tables import digest_rows
from assets.schema import Column, file_kinds

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="|" + TURNING), min_size=1, max_size=12
).map(str.strip)
CODE = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)


def cells_of(column: Column) -> st.SearchStrategy[str]:
    """Good cells of a column, in a form that is canonical already."""
    meta = column.meta
    if column.data_type in ("integer", "bigint"):
        cells = st.integers(meta.get("min", 0), meta.get("max", 10**9)).map(str)
    elif column.data_type == "double":
        # 15 digits: what spreadsheets keep of a number
        least = meta.get("above", meta.get("min", -1e9))
        cells = st.floats(least, meta.get("max", 1e9), exclude_min="above" in meta, allow_subnormal=False).map(
            lambda number: repr(float(f"{number:.14g}") + 0.0)
        )
    elif column.data_type == "date":
        cells = st.dates(date(1900, 3, 1)).map(str)  # before, spreadsheets disagree on what a number stands for
    elif column.data_type == "yes_no":
        cells = st.sampled_from(["yes", "no"])
    elif meta.get("values"):
        cells = st.sampled_from(meta["values"])
    elif meta.get("pattern"):
        # st.from_regex draws whole matches; what blanks around them do is asked elsewhere.
        cells = st.from_regex(meta["pattern"].removesuffix("$") + r"\Z", alphabet=string.ascii_letters + "-0123456789_")
        cells = cells.filter(lambda text: len(text) <= meta.get("max_length", 99))
    else:
        cells = CODE if meta.get("list") else TEXT
    if meta.get("list"):
        cells = st.lists(cells, unique=True, max_size=3).map(lambda items: "|".join(sorted(items)))
    # What is in all rows or in none is told where it is in none: here it is in all.
    is_always_given = not column.may_be_empty or "given_throughout" in meta
    return cells if is_always_given else st.one_of(st.just(""), cells)


ROWS = st.sampled_from(list(file_kinds().values())).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.lists(
            st.fixed_dictionaries({column.name: cells_of(column) for column in kind.columns}).filter(
                lambda row: all(row[column.name] or column.may_be_empty for column in kind.columns)
            ),
            min_size=1,
            max_size=4,
        ),
    )
)


def type_cell(column: Column, cell: str) -> object:
    """A cell as a program would hold it that knows the type of its column."""
    if not cell:
        return None
    if column.data_type in ("integer", "bigint"):
        return int(cell)
    if column.data_type == "double":
        return float(cell)
    if column.data_type == "date":
        return date.fromisoformat(cell)
    return cell == "yes" if column.data_type == "yes_no" else cell


def write_parquet(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(cells) for name, cells in columns.items()}), out)
    return out.getvalue()


def write_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-16")


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_rows_are_the_same_in_every_format(drawn) -> None:
    kind, rows = drawn
    lists = {column.name for column in kind.columns if column.meta.get("list")}
    typed = [
        {name: cell.split("|") if cell and name in lists else cell or None for name, cell in row.items()}
        for row in rows
    ]
    turned = [dict(reversed(row.items())) for row in rows]
    names = list(kind.column_names)
    plain = [names, *([row[name] or None for name in names] for row in rows)]
    meant = [names, *([type_cell(column, row[column.name]) for column in kind.columns] for row in rows)]
    frames = []
    for content in (
        write_csv(rows),
        write_csv(turned),
        json.dumps(typed).encode(),
        "\n".join(json.dumps(row, ensure_ascii=False) for row in typed).encode(),
        *(write({"Sheet": sheet}) for write in (write_xlsx, write_ods) for sheet in (plain, meant)),
        write_parquet({name: [row[name] for row in typed] for name in names}),
        write_parquet({name: list(cells) for name, *cells in zip(*meant, strict=True)}),
    ):
        reading = check_file("file", content)
        assert reading.problems == []
        [part] = reading.parts
        assert part.kind == kind.name
        frames.append([*zip(*part.columns.values(), digest_rows(kind, part.columns), strict=True)])
    assert all(frame == frames[0] for frame in frames)
    defaults = {column.name: str(column.meta["default"]) for column in kind.columns if "default" in column.meta}
    expected = [tuple(row[name] or defaults.get(name) for name in kind.column_names) for row in rows]
    assert [row[:-1] for row in frames[0]] == expected


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.text('[]{}",:\\/ue0129.-+tfnIN\n\r', max_size=60).map(str.encode),
        st.text('city_code,city_name,country_iso2"\n\r;|', max_size=80).map(
            lambda text: f"city_code,city_name,country_iso2\n{text}".encode()
        ),
    )
)
def test_whatever_comes_gives_rows_or_a_ticket(content) -> None:
    reading = check_file("file", content)
    assert reading.problems or reading.rows_taken == reading.rows_found
    assert reading.kind or reading.errors


WHOLE = [
    write(
        {
            "A": [
                ["city_code", "city_name", "country_iso2"],
                ["no-bergen", "Bergen", "NO"],
                [1.5, True, date(2024, 5, 31)],
            ]
        }
    )
    for write in (write_xlsx, write_ods)
] + [write_parquet({"city_code": ["no-bergen"], "city_name": ["Bergen"], "country_iso2": ["NO"]})]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4),
    st.floats(0, 1),
)
@example(WHOLE[0], [(0.8958030639620893, 3)], 0.0)  # its directory ends early: what is left of it is no workbook
def test_a_damaged_file_gives_rows_or_a_ticket(content, changes, kept) -> None:
    damaged = bytearray(content)
    for place, byte in changes:
        damaged[int(place * (len(damaged) - 1))] = byte
    for each in (bytes(damaged), bytes(damaged[: int(kept * len(damaged))])):
        readings = [check_file(name, inner) for name, inner in unfold("file", each)]
        assert readings
        assert all(reading.kind or reading.errors for reading in readings)


XML_PIECES = st.text("<>/= '\"&;crvtnsf0123456789ABZinlieStr!DOCTYPE[]-", max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["xlsx", "ods"]), XML_PIECES, st.sampled_from(["", "<c>", "<v>", "<f>", "<row>", "<is>"]))
def test_whatever_a_part_of_a_workbook_holds_gives_rows_or_a_ticket(kind, piece, element) -> None:
    xml = element + piece + element.replace("<", "</")
    content = build_xlsx(f"<row><c>{xml}</c></row>") if kind == "xlsx" else build_ods(xml)
    reading = check_file("file", content)
    assert reading.kind or reading.errors


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["city_code", "city_name", "country_iso2", "population", "network_codes"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
                max_leaves=5,
            ),
        ),
        max_size=4,
    )
)
def test_any_json_gives_rows_or_tickets(entries) -> None:
    for text in (json.dumps(entries), "\n".join(map(json.dumps, entries))):
        reading = check_file("file", text.encode())
        assert reading.problems or reading.rows_taken == reading.rows_found == len(entries)
