{{ index_contributions_rows('yes') }}
