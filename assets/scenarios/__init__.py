"""Scores of answers and reviews that nobody filed: what-if, previews of reviews, next steps. Pure computation on dbt's SQL."""
