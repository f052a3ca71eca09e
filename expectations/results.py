"""What a check found, in the form of the table `quality_checks`, and where it waits for the release.

Each gate writes one file; the release gathers them. No check is made here.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class CheckResult:
    """One check: `severity` error stops the run, warning does not; `failing_rows` counts what did not pass.

    `examples` says where the first of them are; it is for those who mend them, and no column of `quality_checks`.
    """

    layer: str
    check_name: str
    severity: str
    passed: bool
    failing_rows: int
    explanation: str
    examples: str = ""

    @property
    def stops_the_run(self) -> bool:
        return self.severity == "error" and not self.passed

    @property
    def where(self) -> str:
        """Where the first failing rows are, as a sentence; empty where nobody knows."""
        return f"Found in: {self.examples}." if self.examples else ""


def write_results(folder: Path, gate: str, results: Iterable[CheckResult]) -> None:
    """Write the results of one gate, in a fixed order, over those of the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [asdict(result) for result in sorted(results)]
    (folder / f"{gate}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def read_results(folder: Path) -> list[CheckResult]:
    """All results of the last run, gate by gate."""
    return sorted(
        CheckResult(**row) for path in folder.glob("*.json") for row in json.loads(path.read_text(encoding="utf-8"))
    )


def clear_results(folder: Path, gates: Iterable[str] | None = None) -> None:
    """Forget what some gates found before, so that a run never shows a check that it did not make.

    Without `gates`, everything is forgotten, the Data Docs as well.
    """
    if gates is None:
        shutil.rmtree(folder, ignore_errors=True)
    for gate in gates or ():
        (folder / f"{gate}.json").unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
