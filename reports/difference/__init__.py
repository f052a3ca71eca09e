"""What changed between two releases, and why. Reads two releases, never the warehouse, and changes nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reports.difference.causes import Causes, find_causes
from reports.difference.pair import open_pair
from reports.difference.rows import TableDifference, compare_tables
from reports.difference.scores import Comparisons, ScoreChange, compare_peers, compare_scores


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two releases; `before` and `after` say which they are."""

    before: dict[str, Any]
    after: dict[str, Any]
    causes: Causes
    scores: list[ScoreChange]
    comparisons: Comparisons
    tables: list[TableDifference]

    def to_json(self) -> dict[str, Any]:
        """As plain values, for other programs; sets are lists in order."""
        content = asdict(self)
        content["causes"]["methodology_ids"] = sorted(self.causes.methodology_ids)
        content["causes"]["bridges"] = sorted(sorted(each) for each in self.causes.bridges)
        content["causes"]["participants"] = [list(each) for each in sorted(self.causes.participants)]
        content["comparisons"]["cities"] = [list(each) for each in self.comparisons.cities]
        return content


def compare_releases(before: Path, after: Path) -> Difference:
    """What changed from one release to another, and why."""
    with open_pair(before, after) as pair:
        causes = find_causes(pair)
        scores = compare_scores(pair, causes)
        named = [
            {
                "release_id": each.release_id,
                "cycle": each.manifest["cycle"],
                "finished_at": each.finished_at,
                "code_version": each.manifest["code_version"],
                "methodology_ids": each.manifest["methodology"]["methodology_ids"],
            }
            for each in (pair.before, pair.after)
        ]
        return Difference(named[0], named[1], causes, scores, compare_peers(pair, scores), compare_tables(pair))
