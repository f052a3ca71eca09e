{# Each value lies within the two bounds; an empty one only where `nullable` says so. #}
{% test between(model, column_name, least, most, nullable=true) %}

select {{ column_name }}
from {{ model }}
where
    {{ column_name }} < {{ least }}
    or {{ column_name }} > {{ most }}
    {% if not nullable %}or {{ column_name }} is null{% endif %}

{% endtest %}
