{{ indicator_progress_rows('yes') }}
