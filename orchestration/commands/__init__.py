"""The commands of `intercultural`, one module per concern; `cli.py` lists them. The work itself is done elsewhere."""
