"""How and when things run: definitions, settings, dbt wiring, jobs, command line. No transformation belongs here."""
