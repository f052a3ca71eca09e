{{ latest_revision(ref('stg_intake__indicator_targets'), ['indicator_id', 'group_code', 'target_on']) }}
