{{ area_scores_rows('yes') }}
