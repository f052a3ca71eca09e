{{ latest_revision(ref('stg_intake__strategies'), ['strategy_id']) }}
