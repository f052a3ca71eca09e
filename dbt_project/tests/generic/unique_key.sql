{# A key of several columns: no two rows share it, and no part of it is empty unless listed in `nullable`. #}
{% test unique_key(model, columns, nullable=[]) %}

select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns if column not in nullable %}or {{ column }} is null {% endfor %}

{% endtest %}
