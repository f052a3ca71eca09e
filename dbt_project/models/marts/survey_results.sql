{{ survey_results_rows('yes') }}
