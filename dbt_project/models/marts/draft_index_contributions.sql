{{ index_contributions_rows('no') }}
