{{ survey_results_rows('no') }}
