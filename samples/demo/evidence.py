"""What the fictional cities write beside an answer, some of it as unwelcome as in real life.

Contact data, markup and formulas are there so that masking and escaping have something to do. Addresses are
of the reserved example domain, telephone numbers of a country code that nobody has.
"""

from __future__ import annotations

import numpy as np

TEXTS = (
    "Adopted by the council; the text is on the city's pages.",
    "Part of the yearly programme, with a budget line of its own.",
    "Run together with local associations since {year}.",
    "A pilot began in {year} and became permanent.",
    "The department reports on it once a year.",
    "Agreed with the neighbourhood councils in {year}.",
    "Two members of staff work on it; their plan is public.",
)
UNUSUAL_TEXTS = (
    "Ask the co-ordinator: coordinator@example.org, or +999 55 010 0199.",
    "<script>alert('no')</script> Minutes of the council are <b>public</b>.",
    "=1+1 programmes in two districts",
    "@home: visits to newcomers in their first month",
    "+ 3 schools joined; the rest follow",
)
SHARE, UNUSUAL_SHARE = 0.25, 0.0015


def describe_evidence(rng: np.random.Generator, city_code: str, cycle: int, question_code: str) -> dict[str, object]:
    """The evidence columns of an answer; nothing for most of them."""
    chance = rng.random()
    if chance >= SHARE:
        return {}
    texts = UNUSUAL_TEXTS if chance < UNUSUAL_SHARE else TEXTS
    text = texts[int(rng.integers(len(texts)))].format(year=cycle - int(rng.integers(1, 9)))
    return {
        "evidence_text": text,
        "evidence_url": f"https://example.org/{city_code}/{cycle}/{question_code.lower()}",
    }
