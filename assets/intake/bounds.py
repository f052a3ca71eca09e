"""How much is taken in at most. Submissions are untrusted: nothing is read without a bound.

Bounds of single columns (length of a text, smallest and largest number) stand in the contract of the tables.
"""

MAX_BYTES = 50_000_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
MAX_TICKETS_OF_A_KIND = 100  # per file; the rest is counted in one more ticket
MAX_QUOTED = 120  # characters of a submitted value that a ticket repeats
