"""What exactly did we receive? Reads files, checks each cell against the contract, keeps files by SHA-256.

Nothing is scored here and nothing is repaired silently: what cannot be used becomes a ticket, the rest goes
on. Whether a code exists (a city, a question) is asked in `dbt_project`, where everything is seen together.
"""
