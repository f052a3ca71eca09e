{{ result_actions_rows('own') }}
