{{ latest_revision(ref('stg_intake__cities'), ['city_code']) }}
