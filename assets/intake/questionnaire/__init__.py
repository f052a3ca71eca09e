"""The questionnaire workbook as it comes back: recognised by its marks, turned into rows of answers, grid and facts.

The layout is that of `assets/questionnaire/layout.py`. Questions and columns are found by their codes, wherever they stand; every
problem names sheet and cell. Whether cells are what the contract says is asked in `assets/intake/validation.py`, as for any file.
"""
