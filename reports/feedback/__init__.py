"""What goes back to a city about its own submissions: as a page and as a workbook, in its language.

Only what is the city's own: its tickets, its coverage, what was taken in of it. No score, and nothing about anybody else.
"""
