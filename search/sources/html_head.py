"""A parsed web page -> what its JSON-LD, `<meta>` and `<link>` say of it."""

import json
from collections.abc import Iterator, Mapping
from typing import Protocol

from search.sources.published import iso_of_mail_date

# Properties in the order they are believed. A page's own dates count; a modification, a guess or today never does.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "pubdate",
        "publish-date",
        "parsely-pub-date",
        "citation_publication_date",
    ),
    "author": ("author", "dc.creator", "dcterms.creator", "parsely-author", "citation_author"),
    "source": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"),
    "url": ("og:url",),
    "language": ("dc.language", "dcterms.language", "og:locale", "content-language"),
}
_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "Report", "WebPage")


class Page(Protocol):
    """As much of an lxml tree as is asked of it here."""

    def xpath(self, path: str) -> list[object]: ...


def head_fields(page: Page) -> dict[str, str]:
    """The fields of a document that the page itself gives; those it does not give are left out."""
    meta = _meta(page)
    article = _article(page)
    fields = {
        "title": _text(article.get("headline")) or _first(meta, "title") or _one(page, "//head/title/text()"),
        "published": _text(article.get("datePublished")) or _first(meta, "published") or _one(page, _TIME),
        "author": _names(article.get("author")) or _first(meta, "author"),
        "source": _names(article.get("publisher")) or _first(meta, "source"),
        "url": _one(page, "//link[@rel='canonical']/@href") or _first(meta, "url") or _text(article.get("url")),
        "language": _one(page, "/html/@lang") or _text(article.get("inLanguage")) or _first(meta, "language"),
    }
    fields["published"] = iso_of_mail_date(fields["published"])
    fields["language"] = fields["language"].replace("_", "-").partition("-")[0].lower()
    return {key: " ".join(value.split()) for key, value in fields.items() if value.strip()}


_TIME = "//time[@pubdate or @itemprop='datePublished']/@datetime"


def _meta(page: Page) -> dict[str, str]:
    """Content of every `<meta>` and itemprop by its name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, content in _named_contents(page):
        if content.strip():
            found.setdefault(name.strip().lower(), content)
    return found


def _named_contents(page: Page) -> Iterator[tuple[str, str]]:
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        names = page.xpath(f"//meta[@content]/@{attribute}[../@content]")
        contents = page.xpath(f"//meta[@{attribute} and @content]/@content")
        yield from zip(map(str, names), map(str, contents), strict=True)


def _first(meta: Mapping[str, str], field: str) -> str:
    return next((meta[name] for name in _META[field] if name in meta), "")


def _one(page: Page, path: str) -> str:
    found = page.xpath(path)
    return str(found[0]) if found else ""


def _article(page: Page) -> Mapping[str, object]:
    """The first JSON-LD object that describes an article, else nothing; broken JSON-LD says nothing."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            linked = json.loads(str(script))
        except (ValueError, RecursionError):
            continue  # a fault of the site that made the page; its text is read all the same
        for thing in _things(linked):
            kinds = thing.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return thing
    return {}


def _things(linked: object) -> Iterator[Mapping[str, object]]:
    """The objects at the top of JSON-LD, alone, in a list or in a graph."""
    if isinstance(linked, list):
        for each in linked:
            yield from _things(each)
    elif isinstance(linked, dict):
        yield linked
        graph = linked.get("@graph")
        yield from _things(graph if isinstance(graph, list) else [])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _names(value: object) -> str:
    """Names of the people or bodies that JSON-LD gives as text, objects, or lists of either."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value)))
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)
