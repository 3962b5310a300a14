"""Templates are entered with little ado: what is left out of it is what none of them needs."""

from werkzeug.local import LocalProxy


def test_no_function_of_the_templates_is_to_be_given_the_context(client):
    names = client.application.jinja_env.globals.items()
    functions = {name: function for name, function in names if not isinstance(function, LocalProxy)}

    assert "address_of" in functions
    assert not [name for name, function in functions.items() if hasattr(function, "jinja_pass_arg")]
