{{ robustness_rows('no') }}
