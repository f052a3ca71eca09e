{{ next_steps_rows('no') }}
