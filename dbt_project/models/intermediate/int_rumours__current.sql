{{ latest_revision(ref('stg_intake__rumours'), ['rumour_id']) }}
