{#
    Part i of a change = Σ over S without i of |S|!·(3−|S|)!/4! · (v(S∪i) − v(S)), S being what is taken from the later
    cycle. v(S) stands in columns that say where each is taken from: value_<answers>_<coverage>_<questions>_<weights>.
    The factor is 1/4 for none or all of the other three, else 1/12.
#}
{% macro shapley_part(part) -%}
{%- set place = ['answers', 'coverage', 'questions', 'weights'].index(part) -%}
{%- set steps = {'4e0': [], '12e0': []} -%}
{%- for first in ['from', 'to'] -%}
{%- for second in ['from', 'to'] -%}
{%- for third in ['from', 'to'] -%}
{%- set others = [first, second, third] -%}
{%- set later = (others[:place] + ['to'] + others[place:]) | join('_') -%}
{%- set earlier = (others[:place] + ['from'] + others[place:]) | join('_') -%}
{%- do steps['4e0' if first == second == third else '12e0'].append('(value_' ~ later ~ ' - value_' ~ earlier ~ ')') -%}
{%- endfor -%}
{%- endfor -%}
{%- endfor -%}
({{ steps['4e0'] | join(' + ') }}) / 4e0 + ({{ steps['12e0'] | join(' + ') }}) / 12e0
{%- endmacro %}
