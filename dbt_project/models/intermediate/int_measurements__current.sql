{{ latest_revision(ref('stg_intake__measurements'), ['indicator_id', 'group_code', 'observed_on']) }}
