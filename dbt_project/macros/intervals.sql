{#
    Wilson's score interval of a share p of n people, one end of it; 0 and 1 are never left.
    E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
#}
{% macro wilson_end(share, people, sign) -%}
{%- set z = var('survey_interval_width') -%}
{%- set square = '(' ~ z ~ ' * ' ~ z ~ ')' -%}
least(1, greatest(0, (
    {{ share }} + {{ square }} / (2 * {{ people }})
    {{ sign }} {{ z }} * sqrt(({{ share }} * (1 - {{ share }}) + {{ square }} / (4 * {{ people }})) / {{ people }})
) / (1 + {{ square }} / {{ people }})))
{%- endmacro %}

{#
    One end of the interval of the difference between two shares of different people, from the Wilson intervals of both:
    Newcombe's hybrid score interval, without correction for continuity. R. G. Newcombe, Statistics in Medicine 17 (1998),
    873–890, method 10. `to` and `from` are the columns of each: share, low, high.
#}
{% macro newcombe_end(to, from, sign) -%}
{%- set inner, outer = ('low', 'high') if sign == '-' else ('high', 'low') -%}
{{ to }}share - {{ from }}share {{ sign }} sqrt(
    power({{ to }}share - {{ to }}{{ inner }}, 2) + power({{ from }}{{ outer }} - {{ from }}share, 2)
)
{%- endmacro %}

{# The day of which the inputs tell last: something was measured, answered, reviewed or recommended on it. #}
{% macro latest_day() -%}
select max(day) as as_of
    from (
        select max(observed_on) as day from {{ ref('int_measurements__current') }}
        union all
        select max(answered_on) as day from {{ ref('stg_intake__answers') }}
        union all
        select max(reviewed_on) as day from {{ ref('stg_intake__reviews') }}
        union all
        select max(made_on) as day from {{ ref('int_recommendations__current') }}
        union all
        select max(status_on) as day from {{ ref('int_recommendations__current') }}
    ) as days
{%- endmacro %}
