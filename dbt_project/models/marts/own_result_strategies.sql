{{ result_strategies_rows('own') }}
