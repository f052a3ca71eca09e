{# Who hosted what, from the roles of an activity and from the activity itself; reads the CTEs `roles` and `activities`. #}
{% macro activity_hosts() -%}
select
        activity_id,
        city_code
    from roles
    where role = 'host'

    union

    select
        activity_id,
        host_city_code as city_code
    from activities
    where host_city_code is not null
{%- endmacro %}
