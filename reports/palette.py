"""The colours of the house, told apart by people who see colours differently; the same in charts, pages and printed documents."""

INK, GRID, PALE = "#1b2a3a", "#d9dfe6", "#b8c4d2"
OWN, OTHERS, ACCENT = "#0b5fa5", "#c2570c", "#5b2a86"
QUIET, SOFT, NIGHT, PAPER = "#52606f", "#f3f6f9", "#10324f", "#ffffff"
