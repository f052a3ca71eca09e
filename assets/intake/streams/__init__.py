"""Files of millions of rows: read by DuckDB where they lie, in bounded memory, never row by row in Python.

Which kinds are read so is said by their contract (`streamed` in `_raw.yml`). The rules of cells are those of `validation.py`, said
in SQL (`rules.py`); sheets of workbooks and files inside of zip archives of the same kinds are read as any other.
"""
