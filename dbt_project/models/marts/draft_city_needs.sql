{{ city_needs_rows('no') }}
