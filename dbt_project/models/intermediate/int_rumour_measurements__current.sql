{{ latest_revision(ref('stg_intake__rumour_measurements'), ['rumour_id', 'observed_on']) }}
