"""Submissions that are wrong as real ones are; each makes a ticket and disturbs nothing else.

They come from a city of their own, which is not published. Each error has a question of its own, so that no
error hides another.
"""

from __future__ import annotations

from samples.demo.answers import Row
from samples.demo.files import to_csv, to_json
from samples.demo.questionnaire import read_seed, version_of

FOLDER = "trials"
TRIAL_CITY: Row = {
    "city_code": "zz-trial",
    "city_name": "Trial (fictional)",
    "unit_kind": "city",
    "country_iso2": "ZZ",
    "region_name": "For trying out (fictional)",
    "joined_on": "2012-01-01",
    "publish": "no",
    "source_url": "https://example.org/zz-trial",
}


def make_trials(cycle: int) -> dict[str, bytes]:
    """The wrong files of a cycle, by name."""
    singles = [each for each in version_of(cycle).questions if not each.is_multiple and not each.parent]
    rows: list[Row] = [
        {
            "cycle": cycle,
            "city_code": TRIAL_CITY["city_code"],
            "submission_id": "trial",
            "submission_version": 1,
            "question_code": question.code,
            "option_codes": (question.options[-1].code,),
        }
        for question in singles
    ]
    two_options = tuple(option.code for option in singles[1].options[:2])
    wrong_codes: list[Row] = [
        {**rows[0], "city_code": "zz-nowhere"},
        {**rows[0], "cycle": 1999},
        {**rows[0], "question_code": "NOSUCH1"},
        {**rows[0], "option_codes": ("no_such_option",)},
        {**rows[1], "option_codes": two_options},
    ]
    contradiction: Row = {**rows[2], "submission_id": "trial-contradiction", "dont_know": "yes"}
    disputed: Row = {**rows[3], "submission_id": "trial-twice"}
    otherwise: Row = {**disputed, "option_codes": (singles[3].options[0].code,)}
    accented: Row = {**rows[4], "evidence_text": "Beschlossen im März, für alle zugänglich"}
    survey: Row = {
        "city_code": TRIAL_CITY["city_code"],
        "cycle": cycle,
        "respondent_id": "r1",
        "item_code": read_seed("survey_items")[0]["item_code"],
        "value": 3,
        "weight": 1,
        "age_band": "",
    }
    wrongs: tuple[Row, ...] = (
        {},
        {"value": 6},
        {"weight": 0},
        {"age_band": "teens"},
        {"item_code": "no_such_item"},
        {"city_code": "zz-nowhere"},
        {"cycle": 1999},
    )
    wrong_survey: list[Row] = [{**survey, **wrong, "respondent_id": f"r{place}"} for place, wrong in enumerate(wrongs)]
    # a rumour that nobody recorded, a share and a sample that cannot be, and two values on one day
    measured: Row = {
        "rumour_id": "trial-rumour",
        "observed_on": f"{cycle}-03-01",
        "prevalence_pct": 40,
        "sample_size": 200,
    }
    wrong_measured: list[Row] = [
        {**measured, "rumour_id": "no-such-rumour"},
        {**measured, "observed_on": f"{cycle}-03-02", "prevalence_pct": 140},
        {**measured, "observed_on": f"{cycle}-03-03", "sample_size": 0},
        measured,
        {**measured, "prevalence_pct": 45},
    ]
    found: Row = {
        "activity_id": "no-such-visit",
        "finding_id": "01",
        "stakeholder_type": "media",
        "finding": "Invented.",
    }
    without_options = {name: value for name, value in rows[5].items() if name != "option_codes"}
    return {
        f"{FOLDER}/unknown-codes.csv": to_csv(wrong_codes).encode(),
        f"{FOLDER}/contradiction.json": to_json([contradiction]).encode(),
        f"{FOLDER}/version-1.csv": to_csv([disputed]).encode(),
        f"{FOLDER}/version-1-again.csv": to_csv([otherwise]).encode(),
        f"{FOLDER}/old-encoding.csv": to_csv([accented]).encode("latin-1"),
        f"{FOLDER}/missing-column.csv": to_csv([without_options]).encode(),
        f"{FOLDER}/semicolons.csv": to_csv([rows[6]]).replace(",", ";").encode(),
        f"{FOLDER}/residents.csv": to_csv([*wrong_survey, {**wrong_survey[0], "value": 5}]).encode(),
        f"{FOLDER}/rumours.csv": to_csv(
            [{"rumour_id": "trial-rumour", "city_code": TRIAL_CITY["city_code"], "rumour": "Ask ann@example.org."}]
        ).encode(),
        f"{FOLDER}/rumour-measurements.csv": to_csv(wrong_measured).encode(),
        f"{FOLDER}/visit-findings.csv": to_csv([found]).encode(),
        f"{FOLDER}/minutes.txt": b"Minutes of the meeting\nNothing was decided.\n",
    }
