"""The strategy of a city as a workbook: what has been filed and measured so far, and cells for what comes next.

How it comes back is read in `assets/intake/questionnaire/strategy.py`; how far indicators have come is `assets/monitoring`.
"""
