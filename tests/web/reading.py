"""Reads pages as a visitor does: links, words, the numbers beside them."""

import html
import re
from html.parser import HTMLParser


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self._open = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self._open.append([dict(attrs), ""])

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            attributes, words = self._open.pop()
            self.links.append((attributes.get("href", ""), " ".join(words.split()), attributes))

    def handle_data(self, words):
        for link in self._open:
            link[1] += words


def links(page):
    """Every link as (href, words, attributes)."""
    reader = _Links()
    reader.feed(page)
    return reader.links


def link(page, words):
    """The address of the first link with these words in it."""
    return next(href for href, text, _ in links(page) if words in text)


def total(page):
    """The number of documents that a search page says it found."""
    return int(re.search(r'<h2 id="count"[^>]*>([\d,]+) document', page)[1].replace(",", ""))


def notices(page):
    found = re.search(r'<ul class="notices".*?</ul>', page, re.DOTALL)
    return [html.unescape(line).strip() for line in re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL)] if found else []
