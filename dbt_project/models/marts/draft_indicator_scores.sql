{{ indicator_scores_rows('no') }}
