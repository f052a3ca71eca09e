"""How much is taken in at most. Submissions are untrusted: nothing is read without a bound."""

MAX_BYTES = 50_000_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
MAX_CELL = 130_000  # characters; the contract of a column is tighter
MAX_TICKETS_OF_A_KIND = 100  # per file; the rest is counted in one more ticket
MAX_QUOTED = 80  # characters of a submitted value that a ticket repeats
