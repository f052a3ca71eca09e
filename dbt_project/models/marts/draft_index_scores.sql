{{ index_scores_rows('no') }}
