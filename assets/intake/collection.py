"""Zipped collections: the files in a zip archive, each as if it had been put into the inbox by itself.

Archives in archives are opened up to a depth; workbooks are zip archives too, but no collections. What cannot be taken in
is told member by member, and the others go on.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assets.intake.bounds import MAX_BYTES, MAX_DEPTH, MAX_MEMBERS, MAX_UNPACKED_COLLECTION
from assets.intake.formats import ZIP, name_document
from assets.intake.names import is_folder_left_alone, is_left_alone, is_trick, split_member
from assets.intake.problems import FileRefusedError, Problem, quote_value
from assets.intake.zipped import check_sizes, open_zip, unpack_member


@dataclass
class Budget:
    """What may still be unpacked from one collection, archives inside of it included."""

    members: int
    bytes: int

    def spend(self, members: int = 0, unpacked: int = 0) -> None:
        """Raises FileRefusedError where nothing is left."""
        self.members -= members
        self.bytes -= unpacked
        if self.members < 0:
            raise FileRefusedError(Problem("zip_too_many_members", values={"limit": f"{MAX_MEMBERS:,}"}))
        if self.bytes < 0:
            limit = f"{MAX_UNPACKED_COLLECTION:,} bytes"
            raise FileRefusedError(Problem("zip_too_large", values={"value": f"more than {limit}", "limit": limit}))


def is_collection(content: bytes) -> bool:
    """Whether a file is a zip archive, but no document that is written as one."""
    if not content.startswith(ZIP):
        return False
    try:
        return name_document(open_zip(content)) is None
    except FileRefusedError:
        return False


def open_collection(
    content: bytes, depth: int = 1, budget: Budget | None = None
) -> Iterator[tuple[str, bytes | Problem]]:
    """The files of a collection by their names in it, or why one cannot be taken in; hidden ones are left alone.

    A problem of the archive as a whole has no name.
    """
    budget = budget or Budget(MAX_MEMBERS, MAX_UNPACKED_COLLECTION)
    try:
        archive = open_zip(content)
        check_sizes(archive, len(content), MAX_UNPACKED_COLLECTION)
        members = sorted(archive.infolist(), key=lambda member: (member.filename, member.header_offset))
        budget.spend(members=len(members))
    except FileRefusedError as refusal:
        yield from (("", problem) for problem in refusal.problems)
        return
    is_empty = True
    for member in members:
        name = member.filename
        *folders, own = split_member(name)
        if member.is_dir() or (
            not is_trick(name) and (is_left_alone(own) or any(is_folder_left_alone(folder) for folder in folders))
        ):
            continue
        is_empty = False
        opened = open_member(archive, member, budget)
        if isinstance(opened, bytes) and is_collection(opened):
            if depth < MAX_DEPTH:
                inner = open_collection(opened, depth + 1, budget)
                yield from (("/".join(filter(None, (name, within))), each) for within, each in inner)
                continue
            opened = Problem("zip_too_deep", values={"limit": MAX_DEPTH})
        yield quote_value(name) if isinstance(opened, Problem) else name, opened
    if is_empty:
        yield "", Problem("file_empty")


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes | Problem:
    """The bytes of a member, or why it cannot be taken in."""
    if is_trick(member.filename):
        return Problem("member_path_unsafe")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Problem("link_not_followed")
    if member.file_size > MAX_BYTES:
        values = {"value": f"{member.file_size:,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
        return Problem("file_too_large", values=values)
    try:
        budget.spend(unpacked=member.file_size)
        return b"".join(unpack_member(archive, member))
    except FileRefusedError as refusal:
        return refusal.problems[0]


def unfold(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, or the files of a collection, named `archive.zip/inner.csv`.

    The archive itself comes last where something in it cannot be taken in, so that it is kept with its problems.
    """
    if not is_collection(content):
        yield name, content
        return
    has_problems = False
    for inner, each in open_collection(content):
        if isinstance(each, Problem):
            has_problems = True
        else:
            yield f"{name}/{inner}", each
    if has_problems:
        yield name, content


def find_collection_problems(content: bytes) -> list[Problem]:
    """The problems of a collection, each with the member that it is about."""
    return [
        replace(each, location=f"member {name}" if name else "")
        for name, each in open_collection(content)
        if isinstance(each, Problem)
    ]
