{{ next_steps_rows('yes') }}
