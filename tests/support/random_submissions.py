"""Cities, answers, reviews and facts drawn from a seed, for a methodology that was drawn before.

With what happens in a real collection: departments that agree and disagree, versions that replace others, the same
version twice, other questionnaires than the cycle's own, wrong and contradictory answers, reviews that are outdated.
"""

from __future__ import annotations

from random import Random

from support.contract.programme import Programme, Row, Version
from support.random_methodologies import MethodologyMaker

YEARS_EACH = 40  # more than cycles and windows of one programme take


def draw_programme(seed: int, place: int = 0) -> Programme:
    """A programme of its own; programmes of different places can share a database, see `merge_programmes`."""
    random = Random(seed)
    first_cycle = 1920 + YEARS_EACH * place
    reference = MethodologyMaker(random, f"s{seed}", first_cycle).make()
    return SubmissionMaker(random, f"s{seed}", Programme(reference, [])).make()


def merge_programmes(programmes: list[Programme]) -> Programme:
    """All in one database: codes of cities and versions differ, and their cycles lie further apart than any window."""
    names = dict.fromkeys(name for programme in programmes for name in programme.reference)
    reference = {name: [row for each in programmes for row in each.reference[name]] for name in names}
    return Programme(reference, [file for programme in programmes for file in programme.files])


class SubmissionMaker:
    def __init__(self, random: Random, prefix: str, programme: Programme) -> None:
        self.random, self.prefix, self.programme = random, prefix, programme
        self.files: list[tuple[str, list[Row]]] = []
        self.reviews: list[Row] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def make(self) -> Programme:
        cities = [self.draw_city(number) for number in range(self.random.choice((2, 6, 8, 10)))]
        versions = list(self.programme.versions.values())
        for version in versions:
            for cycle in range(version.first, version.last + 1):
                for city in cities:
                    if self.chance(0.6):
                        self.draw_submissions(cycle, city["city_code"], version)
        self.draw_outsiders(cities, versions)
        facts = [row for city in cities for row in self.draw_facts(city["city_code"], versions)]
        self.files += [
            (f"cities-{self.prefix}.csv", cities),
            (f"facts-{self.prefix}.csv", facts),
            (f"reviews-{self.prefix}.csv", self.reviews),
        ]
        return Programme(self.programme.reference, [(name, rows) for name, rows in self.files if rows])

    def draw_city(self, number: int) -> Row:
        known, years = self.random, self.programme.reference["methodologies"]
        year = str(int(years[0]["first_cycle"]) + known.randint(-2, 9))
        return {
            "city_code": f"xa-{self.prefix}-{number}",
            "city_name": f"City {number}",
            "unit_kind": known.choice((*["city"] * 8, "district", "region", "island", "")),
            "country_iso2": known.choice(("XA", "XA", "XB")),
            "network_codes": known.choice(("", "east", "east|west")),
            "population": known.choice(("", "100000", "200000", "210000", "250000")),
            "population_year": known.choice(("", year, year)),
            "foreign_born_pct": known.choice(("", "10", "11", "12.5", "14.9", "15")),
            "foreign_born_year": known.choice(("", year, year)),
            "share_kind": known.choice(("", "foreign_born", "foreign_born", "foreign_residents", "other")),
            "publish": known.choice(("yes", "yes", "yes", "yes", "no", "")),
        }

    def draw_facts(self, city: str, versions: list[Version]) -> list[Row]:
        rows = {}
        for _ in range(self.random.randint(0, 12)):
            code = self.random.choice(("population", "foreign_born_pct", "foreign_residents_pct"))
            year = self.random.randint(versions[0].first - 4, versions[-1].last + 4)
            values = ("199999.5", "200000", "250000", "300000") if code == "population" else ("5", "11", "14.999", "15")
            value = "" if self.chance(0.05) else self.random.choice(values)
            rows[code, year] = {"city_code": city, "fact_code": code, "year": str(year), "value": value}
        return list(rows.values())

    def draw_submissions(self, cycle: int, city: str, own: Version) -> None:
        """One or two series of a city, each with one to three versions, in one or several files."""
        versions = list(self.programme.versions.values())
        filled_in = self.random.choice(versions) if self.chance(0.3) else own
        names = {"methodology_id": filled_in.code} if filled_in is not own or self.chance(0.2) else {}
        care = self.random.choice((0.99, 0.9, 0.8, 0.6, 0.3))
        first: list[Row] = []
        for number in range(self.random.choice((1, 1, 1, 2))):
            if number and self.chance(0.1):  # the second series names another questionnaire
                names = {"methodology_id": self.random.choice(versions).code}
            key = {"cycle": str(cycle), "city_code": city, "submission_id": f"d{number}", "department": f"D{number}"}
            for edition in range(1, self.random.choice((1, 1, 1, 2, 3)) + 1):
                rows = [
                    {**key, "submission_version": str(edition), **names, "question_code": question, **cells}
                    for question in filled_in.questions
                    if (cells := self.draw_answer(filled_in, question, care, first)) is not None
                ]
                self.arrive(rows)
                first = first or rows
        self.draw_reviews(cycle, city, filled_in)

    def arrive(self, rows: list[Row]) -> None:
        """As a file; sometimes again in another one, and sometimes with another content under the same number."""
        if not rows:
            return
        self.files.append((f"answers-{self.prefix}-{len(self.files)}.csv", rows))
        if self.chance(0.1):
            self.files.append((f"answers-{self.prefix}-{len(self.files)}.csv", rows[::-1]))
        elif self.chance(0.05):
            changed = [
                {
                    **rows[0],
                    "option_codes": "o1",
                    "dont_know": "",
                    "not_applicable_reason": "",
                    "answered_on": "2020-01-01",
                }
            ]
            self.files.append((f"answers-{self.prefix}-{len(self.files)}.csv", [*rows[1:], *changed]))

    def draw_answer(self, version: Version, question: str, care: float, first: list[Row]) -> dict[str, str] | None:
        """Cells of one answer; None where the question is left out. A second department mostly repeats the first."""
        before = next((row for row in first if row["question_code"] == question), None)
        if before is not None and self.chance(0.8):
            return {name: before.get(name, "") for name in ("option_codes", "dont_know", "not_applicable_reason")}
        if not self.chance(care):
            fate = self.random.choice(("left_out", "blank", "dont_know", "reason", "contradiction"))
            if fate == "left_out":
                return None
            return {
                "option_codes": "o1" if fate == "contradiction" else "",
                "dont_know": "yes" if fate in {"dont_know", "contradiction"} else self.random.choice(("", "no")),
                "not_applicable_reason": "There is none" if fate == "reason" else "",
            }
        return {"option_codes": self.draw_options(version, question)}

    def draw_options(self, version: Version, question: str) -> str:
        """A choice, mostly a valid one."""
        asked = version.questions[question]
        if self.chance(0.03):
            return self.random.choice(("o99", "o1|o2", "o1|o99"))
        codes = list(asked.options)
        if not asked.is_multiple:
            return self.random.choice(codes)
        free = [code for code in codes if not asked.options[code].is_exclusive]
        if self.chance(0.2):
            return self.random.choice(codes)
        return "|".join(sorted(self.random.sample(free, self.random.randint(1, len(free)))))

    def draw_reviews(self, cycle: int, city: str, version: Version) -> None:
        given = [
            row
            for _, rows in self.files
            for row in rows
            if (row.get("cycle"), row.get("city_code")) == (str(cycle), city)
        ]
        places: list[tuple[str, str]] = [("", "")] if self.chance(0.3) else []
        places += [(area, "") for area in version.areas if self.chance(0.1)]
        places += [(version.questions[code].area, code) for code in version.questions if self.chance(0.2)]
        places += [place for place in places if place[1] and self.chance(0.1)]
        for area, question in places:
            chosen = [row["option_codes"] for row in given if row["question_code"] == question]
            expected = chosen[-1] if chosen and not self.chance(0.1) else self.random.choice(("", "o1"))
            decision = self.random.choice(("accepted", "corrected", "rejected", "needs_evidence"))
            corrected = self.draw_options(version, question) if question and not self.chance(0.1) else ""
            review = {
                "review_id": f"{self.prefix}-r{len(self.reviews)}",
                "review_version": "1",
                "cycle": str(cycle),
                "city_code": city,
                "area_code": area,
                "question_code": question,
                "decision": decision if question or self.chance(0.1) else "accepted",
                "expected_option_codes": expected if question else "",
                "corrected_option_codes": corrected if decision == "corrected" else "",
                "reviewed_on": self.random.choice(("", "2020-05-01", "2020-05-02", "2020-05-03")),
            }
            self.reviews.append(review)
            if self.chance(0.1):  # a later version, or a second content of the same one
                later = self.random.choice(("1", "2"))
                self.reviews.append(
                    {**review, "review_version": later, "decision": "accepted", "corrected_option_codes": ""}
                )

    def draw_outsiders(self, cities: list[Row], versions: list[Version]) -> None:
        """What is turned away: an unknown city, a cycle without a version, a question and a version that nobody has."""
        good = {"cycle": str(versions[0].first), "city_code": cities[0]["city_code"], "submission_version": "1"}
        answer = {"question_code": next(iter(versions[0].questions)), "option_codes": "o1"}
        strange = (
            {"city_code": f"xa-{self.prefix}-stranger"},
            {"cycle": str(versions[-1].last + 1)},
            {"question_code": "NOWHERE"},
            {"methodology_id": "unheard-of"},
        )
        for number, cells in enumerate(strange):
            if self.chance(0.3):
                row = {**good, "submission_id": f"o{number}", **answer, **cells}
                self.files.append((f"answers-{self.prefix}-{len(self.files)}.csv", [row]))
