{{ answer_changes_rows('no') }}
