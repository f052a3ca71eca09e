"""Zip archives, opened with bounds: workbooks and zipped collections are both such archives.

Sizes are looked at in the directory of the archive first; what says less there than it holds is found out while it is
unpacked, a piece at a time. Nothing is ever written to disk under a name of an archive.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from assets.intake.bounds import MAX_MEMBERS, MAX_RATIO, RATIO_FROM
from assets.intake.problems import FileRefusedError, Problem

DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PIECE = 1 << 18
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError)


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive. Raises FileRefusedError where it is damaged, cut off, or has too many members."""
    # Each member has an entry in the directory: counted before an object is made of each.
    if content.count(DIRECTORY_ENTRY) > MAX_MEMBERS:
        raise FileRefusedError(Problem("zip_too_many_members", values={"limit": f"{MAX_MEMBERS:,}"}))
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (*DAMAGED, UnicodeError, OSError) as error:
        raise FileRefusedError(Problem("zip_damaged")) from error


def check_sizes(archive: zipfile.ZipFile, packed: int, limit: int) -> None:
    """Raises FileRefusedError where the directory promises more than is taken in, or more than can be meant."""
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > limit:
        values = {"value": f"{unpacked:,} bytes", "limit": f"{limit:,} bytes"}
        raise FileRefusedError(Problem("zip_too_large", values=values))
    if unpacked > RATIO_FROM and unpacked > packed * MAX_RATIO:
        values = {"value": f"{unpacked // max(packed, 1):,}", "limit": f"{MAX_RATIO:,}"}
        raise FileRefusedError(Problem("zip_too_dense", values=values))


def check_member(member: zipfile.ZipInfo) -> Problem | None:
    """Why a member cannot be unpacked, or None."""
    if member.flag_bits & ENCRYPTED:
        return Problem("member_encrypted")
    if member.compress_type not in READ:
        return Problem(
            "member_not_readable", values={"value": f"method {member.compress_type} of packing is not known"}
        )
    return None


def unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, a piece at a time and never more than the directory promises.

    Raises FileRefusedError where the member cannot be unpacked or is not what the directory says.
    """
    problem = check_member(member)
    if problem:
        raise FileRefusedError(problem)
    try:
        with archive.open(member) as file:
            while piece := file.read(PIECE):
                yield piece
    except (*DAMAGED, RuntimeError) as error:
        raise FileRefusedError(
            Problem("member_not_readable", values={"value": "it is damaged or not as long as it says"})
        ) from error
