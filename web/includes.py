"""
A template -> the same with what it includes written into it.

The page of a search is put together from a dozen templates. To enter one takes some 20 µs at each page, since it gets
the names of all that may be used in it anew; so they are joined once, when the page is compiled.
"""

from __future__ import annotations

import re

from flask import Flask
from jinja2 import BaseLoader
from jinja2.ext import Extension

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


def init_app(app: Flask) -> None:
    app.jinja_env.add_extension(JoinedIncludes)
