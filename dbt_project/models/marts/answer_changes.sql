{{ answer_changes_rows('yes') }}
