"""
Templates -> functions that write pages, with as little as can be to do at each page.

The page of a search is put together from a dozen templates. To enter one takes some 20 µs at each page, since it gets
the names of all that may be used in it anew: so they are joined once, and these names are gathered once. Its four
hundred pieces are put on a list, for to hand each on through the frames of its block and of its page takes longer; and
they are encoded before they are joined, for one letter beyond Latin would make the whole page wide, which takes ten
times as long to encode. An attribute and a call are what they are in Python: what else either could be is not asked at
each page, for none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from functools import cached_property
from typing import Any, cast

from flask import Flask
from flask.templating import Environment
from jinja2 import BaseLoader, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from web.current import current_request, current_site

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


def escaped(value: object) -> str:
    """What `escape` says, but not marked as safe, which takes as long again: once it is on a page nobody asks."""
    if type(value) is str:
        text: str = _escape_inner(value)
        return text
    return value if type(value) is Markup else escape(value)


class PlainCode(CodeGenerator):
    """Writes templates as the Python that one would write by hand."""

    def write_commons(self) -> None:
        """Begins a function."""
        super().write_commons()
        self.writeline("escape = environment.escaped")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """The pieces of a block are gathered and leave it as a list."""
        is_whole_block = frame.block is not None and frame.buffer is None
        if is_whole_block:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if is_whole_block:
            self.writeline(f"yield {frame.buffer}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, never the item of that name; what is not there is an error, and not nothing."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Nothing that is called is marked to be given the context, which Jinja looks for at every call."""
        assert not forward_caller  # no template has a block with `call`
        given = [("", each) for each in (*node.args, *node.kwargs)]
        given += [(sign, each) for sign, each in (("*", node.dyn_args), ("**", node.dyn_kwargs)) if each is not None]
        self.visit(node.node, frame)
        self.write("(")
        for sign, each in given:
            self.write(sign)
            self.visit(each, frame)
            self.write(", ")
        self.write(")")


class PlainTemplate(Template):
    """A template in such Python."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return "".join(self.pieces(dict(*args, **kwargs)))

    def pieces(self, given: dict[str, Any]) -> list[str]:
        """What it writes of what it is given, in pieces."""
        gathered: list[str] = []
        try:
            for written in cast("Iterator[str | list[str]]", self.root_render_func(self._context(given))):
                if isinstance(written, list):
                    gathered += written
                else:
                    gathered.append(written)
        except Exception:
            self.environment.handle_exception()
        return gathered

    def _context(self, given: dict[str, Any]) -> Context:
        """What `new_context` makes, without a list of the names that all templates may use, which nothing asks for."""
        return self.environment.context_class(self.environment, {**self.globals, **given}, self.name, self.blocks)


class TemplateEnvironment(Environment):
    """What all templates may use is complete before the first of them is loaded, and is copied as one dictionary."""

    code_generator_class = PlainCode
    template_class = PlainTemplate
    escaped = staticmethod(escaped)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """The template of this name; one that was found is not looked for again, unless it may have changed since."""
        if globals or self.auto_reload or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, Template]:
        return {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def rendered(name: str, **given: Any) -> bytes:
    """What `render_template` says, encoded; a template may ask for the request, and not for the session."""
    template = current_site().jinja_env.get_template(name)
    assert isinstance(template, PlainTemplate)
    return b"".join(map(str.encode, template.pieces({**given, "request": current_request()})))


def init_app(app: Flask) -> None:
    app.jinja_environment = TemplateEnvironment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(JoinedIncludes)
