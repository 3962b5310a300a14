"""A web page -> one record: its text without the furniture around it, and what its head says."""

from collections.abc import Iterator

import trafilatura

from search.errors import UnreadableDocument
from search.sources.encoding import decode
from search.sources.html_head import head_fields
from search.sources.records import Record


def read(content: bytes, encoding: str) -> Iterator[Record]:
    """The main text, a blank line between blocks, and the metadata; UnreadableDocument for a page without text."""
    page = trafilatura.load_html(_whole_page(decode(content, encoding)))
    if page is None:
        raise UnreadableDocument("it is not a web page that can be read")
    fields = head_fields(page)
    text = trafilatura.extract(page, include_comments=False)
    if not text:
        raise UnreadableDocument("no text was found in the page")
    yield Record({**fields, "body": _without_headline(text, fields.get("title", ""))})


def _whole_page(markup: str) -> str:
    """A fragment is put in a page: trafilatura takes a bare `<p>` for something else than HTML."""
    opening = markup[:2048].lower()
    return markup if "<html" in opening or "<body" in opening else f"<html><body>{markup}</body></html>"


def _without_headline(text: str, title: str) -> str:
    """The blocks of the text as paragraphs; the first is left out when it only repeats the title."""
    blocks = [block for block in text.split("\n") if block.strip()]
    if title and blocks and blocks[0].split() == title.split():
        blocks = blocks[1:]
    return "\n\n".join(blocks)
