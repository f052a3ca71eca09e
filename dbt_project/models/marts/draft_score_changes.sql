{{ score_changes_rows('no') }}
