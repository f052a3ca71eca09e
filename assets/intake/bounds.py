"""How much is taken in at most. Submissions are untrusted: nothing is read without a bound.

Bounds of single columns (length of a text, smallest and largest number) stand in the contract of the tables.
"""

MAX_BYTES = 50_000_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
MAX_TICKETS_OF_A_KIND = 100  # per file; the rest is counted in one more ticket
MAX_QUOTED = 120  # characters of a submitted value that a ticket repeats

# Zip archives, which workbooks are as well: what they may become when they are unpacked.
MAX_MEMBERS = 10_000
MAX_UNPACKED = 200_000_000  # bytes of all members of a workbook, or of the columns of a Parquet file
MAX_UNPACKED_COLLECTION = 1_000_000_000  # of all files of a zipped collection; one is in memory at a time
MAX_RATIO = 250  # unpacked to packed, looked at from RATIO_FROM bytes on
RATIO_FROM = 10_000_000
MAX_DEPTH = 3  # zip archives in zip archives

# Workbooks.
MAX_CELLS = 2_000_000  # cells with content
MAX_COVERED = 10_000  # cells below merged ones
MAX_HEADER_ROW = 20  # rows with content among which the header is looked for
