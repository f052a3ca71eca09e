{{ index_scores_rows('yes') }}
