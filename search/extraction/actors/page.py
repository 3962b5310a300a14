"""One field of a document -> a Page: laid out, its names matched, its capitals read, its days known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from search.extraction.actors.automaton import Match, Matcher
from search.extraction.actors.era import Era, era_of
from search.extraction.actors.known_surnames import by_known_surnames
from search.extraction.actors.layout import Layout, lay_out
from search.extraction.actors.name import Name
from search.extraction.actors.neighbours import with_shared_titles
from search.extraction.actors.recurring import ambiguous_surnames, with_recurring
from search.extraction.actors.shapes import find_names
from search.model import ActorMention, Basis, Document, Field, Kind, published_range


@dataclass(frozen=True, slots=True)
class Page:
    """A field ready to be judged; places in it are those of its `text`, which is that of the layout."""

    field: Field
    written: str
    text: str
    layout: Layout
    era: Era
    matches: list[Match]
    names: list[Name]

    def mention(self, start: int, end: int, actor: str, name: str, kind: Kind, basis: Basis) -> ActorMention:
        """The mention of an actor at a stretch of the page, in the places of the text as written."""
        first, last = self.layout.offset(start), self.layout.end(end)
        return ActorMention(self.field, first, last, self.written[first:last], actor, name, kind, basis)


def read_pages(document: Document, matcher: Matcher) -> tuple[Page, Page]:
    """The title and the body; a title without days of its own has those of the body."""
    title = lay_out(document.title, matcher.acronyms)
    body = lay_out(document.body, matcher.acronyms)
    published = published_range(document.published) if document.published else None
    era = era_of(published, body.text)
    own = era_of(published, title.text)
    pages = (
        _page("title", document.title, title, own if own.stated else era.opening, matcher),
        _page("body", document.body, body, era, matcher),
    )
    surnames = ambiguous_surnames(chain(pages[0].names, pages[1].names), matcher.is_town)
    return _with_recurring(pages[0], surnames), _with_recurring(pages[1], surnames)


def _page(field: Field, written: str, layout: Layout, era: Era, matcher: Matcher) -> Page:
    matches = matcher.find(layout.text)
    shaped = with_shared_titles(layout.text, find_names(layout, matches))
    names = by_known_surnames(layout.text, shaped, matcher.gazetteer.surnames)
    return Page(field, written, layout.text, layout, era, matches, list(names))


def _with_recurring(page: Page, surnames: Mapping[str, bool]) -> Page:
    return replace(page, names=with_recurring(page.text, page.names, surnames)) if surnames else page
