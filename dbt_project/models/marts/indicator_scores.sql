{{ indicator_scores_rows('yes') }}
