{{ result_areas_rows('public') }}
