{{ result_indicators_rows('public') }}
