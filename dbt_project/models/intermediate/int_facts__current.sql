{{ latest_revision(ref('stg_intake__facts'), ['city_code', 'fact_code', 'year']) }}
