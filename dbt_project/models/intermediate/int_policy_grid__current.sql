{{ latest_revision(ref('stg_intake__policy_grid'), ['cycle', 'city_code', 'entry_id']) }}
