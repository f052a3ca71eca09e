{{ result_objectives_rows('own') }}
