{{ score_changes_rows('yes') }}
