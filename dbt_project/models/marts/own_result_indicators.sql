{{ result_indicators_rows('own') }}
