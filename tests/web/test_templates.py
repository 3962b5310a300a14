"""Templates are entered with little ado: what is left out of it is what none of them needs."""

import pytest
from werkzeug.local import LocalProxy


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
