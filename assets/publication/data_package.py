"""Describes exported tables as a Data Package (https://datapackage.org/standard/data-package/, version 2).

Titles, types, keys and nullability come from the contract of the tables; nothing is said here that is not said there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assets.publication.export import Exported

FIELD_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "BOOLEAN": "boolean",
}


def describe_fields(exported: Exported) -> list[dict[str, Any]]:
    """The fields of a table. Raises KeyError for a type that the package has no word for."""
    types = dict(exported.types)
    fields = []
    for column in exported.table.columns:
        described: dict[str, Any] = {"name": column.name, "type": FIELD_TYPES[types[column.name]]}
        if column.description:
            described["description"] = column.description
        constraints: dict[str, Any] = {}
        if column.name in exported.table.key:
            constraints["required"] = True
        if column.meta.get("values"):
            constraints["enum"] = column.meta["values"]
        if constraints:
            described["constraints"] = constraints
        fields.append(described)
    return fields


def name_resource(exported: Exported) -> str:
    file = exported.csv_path.partition("/")[2]
    return file.removesuffix(".csv").replace("/", "-").replace("_", "-")


def describe_key(exported: Exported) -> dict[str, Any]:
    """The columns that name a row: a primary key, or a unique one where some of them may be empty."""
    key = list(exported.table.key)
    return {"uniqueKeys": [key]} if exported.table.meta.get("nullable_key") else {"primaryKey": key}


def read_key(resource: dict[str, Any]) -> tuple[list[str], bool]:
    """The columns that name a row, and whether none of them may be empty."""
    schema = resource["schema"]
    return (schema["primaryKey"], True) if "primaryKey" in schema else (schema["uniqueKeys"][0], False)


def describe_references(exported: Exported, exports: Sequence[Exported]) -> dict[str, Any]:
    """The foreign keys of a table, where the table that they lead to is in the package."""
    names = {other.table.name: name_resource(other) for other in exports}
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {"resource": names[reference.table], "fields": list(reference.to)},
        }
        for reference in exported.table.references
        if reference.table in names
    ]
    return {"foreignKeys": keys} if keys else {}


def describe_package(
    name: str, title: str, description: str, version: str, exports: Sequence[Exported]
) -> dict[str, Any]:
    """The content of `datapackage.json` for tables that lie in the package's folder or below it.

    Each table is one resource (CSV); its Parquet file is named beside it, since both hold the same rows.
    """
    resources = []
    for exported in exports:
        folder, _, file = exported.csv_path.partition("/")
        assert folder == "data", exported.csv_path
        resources.append(
            {
                "name": name_resource(exported),
                "type": "table",
                "path": file,
                "parquetPath": exported.parquet_path.partition("/")[2],
                "description": exported.table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "rows": exported.rows,
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": describe_fields(exported),
                    **describe_key(exported),
                    **describe_references(exported, exports),
                    "missingValues": [""],
                },
            }
        )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": description,
        "version": version,
        "resources": resources,
    }
