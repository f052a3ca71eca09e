"""The dashboard of a cycle, for those who run it: what to do today, how far every city is, and where the doubts are.

Made from the tables of one release, so that the same inputs give the same pages. What the checks found over several releases is
`reports/quality.py`.
"""
