{{ result_strategies_rows('public') }}
