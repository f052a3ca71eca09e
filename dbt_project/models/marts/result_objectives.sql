{{ result_objectives_rows('public') }}
