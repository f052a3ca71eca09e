{{ latest_revision(ref('stg_intake__good_practices'), ['practice_id']) }}
