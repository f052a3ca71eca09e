{{ latest_revision(ref('stg_intake__published_scores'), ['result_id']) }}
