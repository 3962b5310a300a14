"""
Templates -> functions that write pages, with as little as can be to do at each page.

The page of a search is put together from a dozen templates. To enter one takes some 20 µs at each page, since it gets
the names of all that may be used in it anew: so they are joined once, and these names are gathered once. Some seventy
functions are called in it; whether one of them wants to know who calls is not asked at each call, for none does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BaseLoader
from jinja2.ext import Extension
from jinja2.runtime import Context

# The line end goes with the tag, as the setting trim_blocks has it.
_INCLUDE = re.compile(r'{% include "([\w.]+)" %}\n?')


class JoinedIncludes(Extension):
    """Makes an include with a plain name part of the template. What is set in it can be seen in what follows, too."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INCLUDE.sub(lambda found: self._joined(found[1]), source)

    def _joined(self, name: str) -> str:
        loader = self.environment.loader
        assert isinstance(loader, BaseLoader)
        source, _, _ = loader.get_source(self.environment, name)
        return self.preprocess(source.removesuffix("\n"), name)


class TemplateContext(Context):
    """What a template may use. None of it is marked to be given this context, which Jinja looks for at every call."""

    def call(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return function(*args, **named)


class TemplateEnvironment(Environment):
    """What all templates may use is complete before the first of them is loaded, and is copied as one dictionary."""

    context_class = TemplateContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    app.jinja_environment = TemplateEnvironment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(JoinedIncludes)
