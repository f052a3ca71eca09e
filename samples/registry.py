"""The samples by name, what every page made from them says, and their version.

What a sample holds belongs to `record.py` and `demo/`; filling a home with one belongs to `orchestration`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from samples.demo.questionnaire import SEEDS, USED_SEEDS

SAMPLES_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Sample:
    """A sample and what is said about it. `sources` are the files that decide what it holds."""

    name: str
    title: str
    statement: str
    is_fictional: bool
    is_record: bool
    write: Callable[[Path], None] = field(repr=False)
    sources: tuple[Path, ...] = field(repr=False)

    @cached_property
    def version(self) -> str:
        """Changes when the sample changes."""
        digest = hashlib.sha256()
        for source in self.sources:
            for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
                if path.suffix in {".py", ".csv"}:
                    name = path.relative_to(SAMPLES_FOLDER.parent).as_posix()
                    content = path.read_bytes()
                    digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()[:12]


def write_demo(inbox: Path) -> None:
    from samples.demo.network import write_network

    write_network(inbox)


def write_public_record(inbox: Path) -> None:
    from samples.record import write_record

    write_record(inbox)


SAMPLES = {
    sample.name: sample
    for sample in (
        Sample(
            name="demo",
            title="Intercultural Cities Index: a fictional network",
            statement=(
                "Fictional data: every country, city, answer and score here is invented. "
                "Scores are our own computation, made to show the platform."
            ),
            is_fictional=True,
            is_record=False,
            write=write_demo,
            sources=(SAMPLES_FOLDER / "demo", *(SEEDS / f"{name}.csv" for name in USED_SEEDS)),
        ),
        Sample(
            name="public_record",
            title="Intercultural Cities Index: the public record",
            statement=(
                "Made from what public web pages say about real cities, each fact with its source. Nobody "
                "filled in the questionnaire for it. Scores are indicative, our own computation, and not "
                "official results of the Intercultural Cities programme."
            ),
            is_fictional=False,
            is_record=True,
            write=write_public_record,
            sources=(SAMPLES_FOLDER / "record.py", SAMPLES_FOLDER / "public_record"),
        ),
    )
}


def write_sample(name: str, inbox: Path) -> Sample:
    """Write a sample into an inbox. Raises ValueError for a name that there is no sample of."""
    if name not in SAMPLES:
        raise ValueError(f"There is no sample '{name}'. Choose one of: {', '.join(SAMPLES)}.")
    SAMPLES[name].write(inbox)
    return SAMPLES[name]
