{{ indicator_progress_rows('no') }}
