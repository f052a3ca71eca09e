{{ result_actions_rows('public') }}
