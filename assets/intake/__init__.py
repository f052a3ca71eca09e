"""What exactly did we receive? Reads files, checks each cell against the contract, keeps every file by its SHA-256.

Nothing is scored here and nothing is repaired silently: what cannot be used becomes a ticket, the rest goes on.
"""
