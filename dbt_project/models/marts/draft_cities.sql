{{ cities_rows('no') }}
