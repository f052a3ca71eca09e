{{ result_areas_rows('own') }}
