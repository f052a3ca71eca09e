{{ cities_rows('yes') }}
