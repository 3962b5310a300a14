"""Templates are entered with little ado: what is left out of it is what none of them needs."""

import pytest
from markupsafe import Markup
from werkzeug.local import LocalProxy


class Typed(str):
    """Text of a kind of its own."""


def test_no_function_of_the_templates_is_to_be_given_the_context(client):
    names = client.application.jinja_env.globals.items()
    functions = {name: function for name, function in names if not isinstance(function, LocalProxy)}

    assert "address_of" in functions
    assert not [name for name, function in functions.items() if hasattr(function, "jinja_pass_arg")]


def test_a_function_is_given_all_that_a_template_says(client):
    template = client.application.jinja_env.from_string("{{ told(1, *more, end='.', **named) }}")

    said = template.render(told=lambda *values, **named: f"{values} {named}", more=[2, 3], named={"start": "!"})

    assert said == "(1, 2, 3) {&#39;end&#39;: &#39;.&#39;, &#39;start&#39;: &#39;!&#39;}"


def test_an_attribute_that_is_not_there_is_an_error(client):
    template = client.application.jinja_env.from_string("{{ value.lable }}")

    with pytest.raises(AttributeError, match="lable"):
        template.render(value=object())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>\"'&", "&lt;b&gt;&#34;&#39;&amp;"),
        (Markup("<b>"), "<b>"),
        (Typed("<b>"), "&lt;b&gt;"),
        (12, "12"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_whatever_stands_in_braces_is_escaped_once(client, value, shown):
    environment = client.application.jinja_env
    plain = environment.from_string("{{ value }}")
    in_a_block = environment.from_string("{% block main %}{{ value }}{% endblock %}")
    in_a_macro = environment.from_string("{% macro said(what) %}{{ what }}{% endmacro %}{{ said(value) }}")
    put_aside = environment.from_string("{% set said %}{{ value }}{% endset %}{{ said }}")

    for template in (plain, in_a_block, in_a_macro, put_aside):
        assert template.render(value=value) == shown
