"""Exports of survey programs: EUSurvey and ODK Central. A mapping says what their fields are in the questionnaire."""
