"""Copies of the shipped seeds with some rows changed: the only way in which tests change a methodology.

An edit works on all seeds as frames of text. It raises where it finds nothing to change, so that no test
passes because a code has been renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd
from support.built_models import SEEDS

Frames = dict[str, pd.DataFrame]
Edit = Callable[[Frames], None]


def pick_rows(frame: pd.DataFrame, where: Mapping[str, str]) -> pd.Series:
    chosen = pd.Series(True, index=frame.index)
    for column, value in where.items():
        chosen &= frame[column] == value
    if not chosen.any():
        raise LookupError(f"no row has {dict(where)}")
    return chosen


def put(seed: str, where: Mapping[str, str], **values: str) -> Edit:
    """Write values into the rows that `where` picks; there has to be at least one."""

    def edit(frames: Frames) -> None:
        chosen = pick_rows(frames[seed], where)
        for column, value in values.items():
            frames[seed].loc[chosen, column] = value

    return edit


def add(seed: str, **values: str) -> Edit:
    """Append a row; columns that are not named stay empty."""

    def edit(frames: Frames) -> None:
        row = pd.DataFrame([{column: values.get(column, "") for column in frames[seed].columns}])
        frames[seed] = pd.concat([frames[seed], row], ignore_index=True)

    return edit


def drop(seed: str, **where: str) -> Edit:
    """Leave out the rows that `where` picks; there has to be at least one."""

    def edit(frames: Frames) -> None:
        frames[seed] = frames[seed][~pick_rows(frames[seed], where)]

    return edit


def repeat(seed: str) -> Edit:
    """Append the first row once more."""

    def edit(frames: Frames) -> None:
        frames[seed] = pd.concat([frames[seed], frames[seed].head(1)], ignore_index=True)

    return edit


def write_edited_seeds(folder: Path, edits: Iterable[Edit]) -> Path:
    """Write all shipped seeds with the edits into a folder, and return it."""
    frames = {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(SEEDS.glob("*.csv"))}
    for edit in edits:
        edit(frames)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder
