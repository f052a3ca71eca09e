{{ latest_revision(ref('stg_intake__visit_findings'), ['activity_id', 'finding_id']) }}
