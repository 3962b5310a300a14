"""
The labels of a result -> their HTML.

One that was asked for leads to the words of the document that speak for it, any other to its own page. Most labels of a
page stand on the next as well, so what each is written as is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from search.model import Hit, Label, SearchRequest
from web.grouping import chosen_first
from web.urls import address_of

_LINK = '<li><a class="on-{facet}" href="{address}">{name}</a></li>\n'
_CHOSEN = """\
<li><a class="on-{facet} chosen" href="{address}#why-{facet}-{id}">{name} <span class="why-word">why?</span></a></li>
"""


def labels_of(hit: Hit, asked: SearchRequest, address: str) -> Markup:
    """The actors and then the topics of a result; `address` is that of its document."""
    of_actors = _links("actor", hit.actors, asked.actors, address)
    return Markup("".join([*of_actors, *_links("topic", hit.topics, asked.topics, address)]))


def _links(facet: str, labels: Sequence[Label], chosen: Sequence[str], document: str) -> Iterator[str]:
    for label in chosen_first(labels, chosen):
        if label.id in chosen:
            yield _CHOSEN.format(facet=facet, address=escape(document), id=escape(label.id), name=escape(label.name))
        else:
            yield _link(facet, address_of(f"pages.{facet}", **{facet: label.id}), label.name)


@lru_cache(maxsize=8192)
def _link(facet: str, address: str, name: str) -> str:
    return _LINK.format(facet=facet, address=escape(address), name=escape(name))


def init_app(app: Flask) -> None:
    app.add_template_global(labels_of)
