"""How fast many small files are taken in; never a test.

    python -m benchmarks.intake

2,000 small files of answers from an inbox into the archive and the raw tables, against reading their bytes alone; and the
same inbox a second time, when nothing is new.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from assets.intake.intake import take_in

FILES, ROWS = 2_000, 20
HEADER = "cycle,city_code,submission_id,submission_version,question_code,option_codes,evidence_text\n"


def write_files(inbox: Path) -> None:
    for number in range(FILES):
        rows = (f"2024,xa-{number:04d},main,1,Q{row},yes,Evidence {row} of city {number}\n" for row in range(ROWS))
        (inbox / f"{number:04d}.csv").write_text(HEADER + "".join(rows), encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        inbox, archive = Path(name) / "inbox", Path(name) / "archive"
        inbox.mkdir()
        write_files(inbox)
        started = time.perf_counter()
        size = sum(len(path.read_bytes()) for path in sorted(inbox.iterdir()))
        reading = time.perf_counter() - started
        for label in ("new", "known"):
            started = time.perf_counter()
            arrived = take_in(inbox, archive, date(2026, 1, 1))
            seconds = time.perf_counter() - started
            if len(arrived.tables["answers"]) != FILES * ROWS:
                raise RuntimeError(f"{len(arrived.tables['answers'])} rows were taken in")
            print(
                f"{FILES} {label} files ({size / 1e6:.1f} MB): {seconds:.1f} s, {FILES / seconds:.0f} files a second, "
                f"{seconds / reading:.0f} times as long as reading their bytes ({reading:.2f} s)"
            )


if __name__ == "__main__":
    main()
