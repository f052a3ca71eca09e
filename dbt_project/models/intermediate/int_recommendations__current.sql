{{ latest_revision(ref('stg_intake__recommendations'), ['recommendation_id']) }}
