"""How long scenarios take, as ratios measured in one go on a release of the fictional network; never a test.

    python -m benchmarks.scenarios [RELEASE]

`intercultural whatif` from process start against importing Dagster alone, which every command does; and scenarios of one
answer each, for one city and for many, against the scores of what that city submitted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from assets.publication.release import find_latest
from assets.scenarios.baseline import Baseline, read_release
from assets.scenarios.scores import compute_scenarios
from benchmarks.run import measure, start

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"


def draw_rows(baseline: Baseline, cities: int, scenarios: int) -> pd.DataFrame:
    """For some cities of the last cycle, scenarios that each give one option as the answer to one question."""
    taking_part = baseline.participations.to_pandas().sort_values(["cycle", "city_code"], ascending=[False, True])
    options = pd.DataFrame(baseline.rows("methodology_options"))
    chosen = taking_part.head(cities)[["cycle", "city_code", "questionnaire_id"]]
    rows = chosen.merge(options, left_on="questionnaire_id", right_on="methodology_id")
    rows = rows.groupby("city_code").head(scenarios).rename(columns={"option_code": "option_codes"})
    rows["scenario_id"] = rows["question_code"] + "=" + rows["option_codes"]
    return rows[["scenario_id", "cycle", "city_code", "question_code", "option_codes"]]


def main() -> None:
    release = Path(sys.argv[1]) if len(sys.argv) > 1 else find_latest(DEMO / "published")
    if release is None:
        sys.exit("There is no release yet: make cycle, or name one.")
    baseline = read_release(release)
    first = draw_rows(baseline, 1, 1).iloc[0]
    arguments = ["--city", first["city_code"], "--cycle", str(first["cycle"])]
    tool = str(Path(sys.executable).with_name("intercultural"))
    change = f"{first['question_code']}={first['option_codes']}"
    home = release.parents[1]
    for _ in range(2):  # the first warms the disk
        whatif, _ = measure(lambda: start(tool, "whatif", *arguments, "--set", change, home=home))
        imports, _ = measure(lambda: start(sys.executable, "-c", "import dagster", home=home))
    print(f"intercultural whatif, process start to end: {whatif:.2f} s = {whatif / imports:.2f} × importing dagster")
    compute_scenarios(baseline, draw_rows(baseline, 1, 1))
    alone, _ = measure(lambda: compute_scenarios(baseline, draw_rows(baseline, 1, 1)))
    for cities, scenarios in ((1, 200), (10, 200), (50, 200)):
        rows = draw_rows(baseline, cities, scenarios)
        seconds, scores = measure(lambda rows=rows: compute_scenarios(baseline, rows))  # type: ignore[misc]
        print(
            f"{len(rows)} scenarios of {cities} cities: {seconds:.2f} s, {seconds / len(rows) * 1000:.2f} ms each "
            f"= {seconds / len(rows) / alone:.3f} × one alone; {len(scores.indicators):,} indicator scores"
        )


if __name__ == "__main__":
    main()
