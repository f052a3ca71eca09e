{{ city_needs_rows('yes') }}
