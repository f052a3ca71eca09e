"""The questionnaire as a workbook that cities fill in: its words, its form, its layout, and how it is written.

What comes back is read in `assets/intake`, by the layout that stands here. No question is named in code: the form is made of the
seeds, the words are in `languages/`.
"""
