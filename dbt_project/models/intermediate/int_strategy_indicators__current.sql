{{ latest_revision(ref('stg_intake__strategy_indicators'), ['indicator_id']) }}
