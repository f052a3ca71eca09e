{#
    Rows of a staged kind that count: per key the highest revision that is not disputed. A revision is disputed when it
    arrived with different content; the next lower one then stays. Same content twice is one row (the first file by name).
#}
{% macro latest_revision(staged, key) -%}
with

staged as (
    select * from {{ staged }}
),

revisions as (
    select
        {{ key | join(', ') }},
        revision,
        count(distinct row_digest) > 1 as is_disputed
    from staged
    group by {{ key | join(', ') }}, revision
),

ordered as (
    select
        staged.*,
        row_number() over (
            partition by {% for column in key %}staged.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            order by staged.revision desc, staged.source_sha256, staged.source_sheet, staged.source_row
        ) as place
    from staged
    inner join revisions
        on {% for column in key %}staged.{{ column }} is not distinct from revisions.{{ column }}
        and {% endfor %}staged.revision = revisions.revision
    where not revisions.is_disputed
)

select * from ordered
where place = 1
{%- endmacro %}
