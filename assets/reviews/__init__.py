"""What reviewers work with: a workbook with the answers of a city, in which they decide.

How it comes back is read in `assets/intake/questionnaire/review.py`; what decisions do to scores is in the models.
"""
