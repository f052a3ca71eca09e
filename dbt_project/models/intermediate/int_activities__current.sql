{{ latest_revision(ref('stg_intake__activities'), ['activity_id']) }}
