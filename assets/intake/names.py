"""Names of files as they arrive: which are left alone, which are tricks, and how they are shown."""

from __future__ import annotations

from pathlib import Path

from assets.intake.problems import UNPRINTABLE, hide_unprintable

UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", "~")
OF_SYSTEMS = ("__MACOSX",)  # folders that programs put into archives beside the files
MAX_NAME = 300


def is_left_alone(name: str) -> bool:
    """Whether the name is that of a hidden or half-written file."""
    return name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED)


def is_folder_left_alone(name: str) -> bool:
    """Whether the name is that of a hidden folder, or of one that programs add."""
    return name.startswith(".") or name in OF_SYSTEMS


def describe_path(path: Path) -> str:
    """A path as text, also where its bytes are none."""
    return hide_unprintable(path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def split_member(name: str) -> list[str]:
    """The folders and the name of a member of an archive, whatever separates them."""
    return name.replace("\\", "/").split("/")


def is_trick(name: str) -> bool:
    """Whether the name of a member leads out of its archive, or cannot be shown as it is."""
    parts = split_member(name)
    return (
        len(name) > MAX_NAME
        or parts[0] == ""
        or ":" in parts[0]
        or any(part in ("", ".", "..") for part in parts)
        or bool(UNPRINTABLE.search(name))
    )
