{{ latest_revision(ref('stg_intake__participations'), ['activity_id', 'city_code', 'role']) }}
