{{ area_scores_rows('no') }}
