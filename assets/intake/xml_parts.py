"""The XML of a workbook or an export as a stream of events.

A document type is refused before any entity can be declared, so nothing can expand, and nothing outside is ever
fetched. What the elements mean is known by the readers of the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from assets.intake.problems import FileRefusedError, Problem

SEPARATOR = "}"  # stands between the namespace and the name: `uri}name`


class DocumentTypeError(Exception):
    """The XML has a document type."""


def refuse_document_type(*_: Any) -> None:
    raise DocumentTypeError


def parse_part(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    what: str = "workbook",
) -> None:
    """Give the events of an XML document to functions; names are `uri}name`, attributes without namespace plain.

    Raises FileRefusedError where the XML is broken or has a document type; `what` is a workbook, or an export.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except DocumentTypeError as error:
        raise FileRefusedError(Problem(f"{what}_with_entities")) from error
    except expat.ExpatError as error:
        raise FileRefusedError(Problem(f"{what}_damaged", values={"value": str(error)})) from error


def local_name(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]


class LocalNames(dict[str, str]):
    """Names without their namespace; each is cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = local_name(name)
        return self[name]
