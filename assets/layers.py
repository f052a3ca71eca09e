"""The layers of the house in the order in which data flows: their words, owners and questions.

The word is the DuckDB schema, the Dagster group, the folder and the test folder. This is the one list of them; the gates
between them are in `expectations`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    name: str
    owner: str
    question: str


LAYERS = (
    Layer("reference", "team:methodology", "Which questions, points, weights, areas, bands, versions?"),
    Layer("raw", "team:data-engineering", "What exactly did we receive, from which file, row and cell?"),
    Layer("staging", "team:data-engineering", "Is every field typed and named?"),
    Layer("intermediate", "team:methodology", "Which state has each question, per city, cycle and version?"),
    Layer("scores", "team:methodology", "Indicators, areas, lens, index; network, means, peers."),
    Layer("analysis", "team:methodology", "How sure, how coherent, who is alike, who can teach whom?"),
    Layer("monitoring", "team:programme", "Are the cities' strategies on their way?"),
    Layer("marts", "team:data-engineering", "The published tables, with contracts."),
    Layer("release", "team:programme", "What was published, when, from what, for whom?"),
    Layer("cycles", "team:programme", "Which cycle was opened, closed, released, and what were its cities told?"),
    Layer("reports", "team:programme", "What do people see?"),
)
