{# Millions of rows: they stay in the Parquet files that intake wrote, and are read from there. #}
{{ config(materialized='view') }}

{{ stage('residents_survey') }}
