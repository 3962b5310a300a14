"""The roles on a page that stand for their holder -> mentions of the person in office."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from search.extraction.actors.automaton import Match
from search.extraction.actors.bodies import Sighting
from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.offices import holder_of, is_held, owner_of
from search.extraction.actors.page import Page
from search.extraction.actors.words import Role
from search.model import ActorMention

COUNTERPARTS = frozenset({"counterpart", "opposite number"})


def roles_on(page: Page) -> list[tuple[int, Role]]:
    """The roles of a page that can stand alone for a holder, each with the place of its match; most pages have none."""
    return [
        (index, role)
        for index, match in enumerate(page.matches)
        if (role := match.entry.role) is not None
        and not role.only_before_names
        and (role.offices or role.words in COUNTERPARTS)
    ]


def titleholders(
    page: Page,
    roles: Iterable[tuple[int, Role]],
    sighted: Mapping[int, Sighting],
    named: Collection[int],
    gazetteer: Gazetteer,
) -> Iterator[ActorMention]:
    """Mentions of office-holders by role alone; a role beside the name of a person is that person's title.

    `roles` are those of the page, `sighted` its bodies by the start of their words, `named` the starts of persons'
    names.
    """
    last_offices: tuple[str, ...] = ()
    for index, role in roles:
        match = page.matches[index]
        offices = last_offices if role.words in COUNTERPARTS else role.offices
        last_offices = role.offices or last_offices
        if not offices or _is_title_of_name(page.text, match, named):
            continue
        owner = owner_of(page.text, index, page.matches)
        body = _body(role, match, owner, sighted, page.text)
        start, end = (
            min(match.start, owner.start if owner else match.start),
            max(match.end, owner.end if owner else match.end),
        )
        if (
            not body
            or not is_held(page.text, start, end)
            or _is_title_of_name(page.text, Match(start, end, match.entry), named)
        ):
            continue
        holder = holder_of(offices, body, page.era.of_role(page.text, match.start), gazetteer)
        if holder is not None:
            yield page.mention(start, end, holder.id, holder.name, "person", "role")


def _is_title_of_name(text: str, role: Match, named: Collection[int]) -> bool:
    """True when a person's name follows: "foreign minister Ivanov", "the president of France, Charles de Gaulle"."""
    if role.end + 1 in named and text[role.end] in " ":
        return True
    return (role.end + 2 in named and text.startswith(", ", role.end)) or (
        role.end + 2 in named and text.startswith(" (", role.end)
    )


def _body(role: Role, match: Match, owner: Match | None, sighted: Mapping[int, Sighting], text: str) -> str:
    """The id of the body whose office the role is; empty when the text leaves it open."""
    if owner is not None:
        sighting = sighted.get(owner.start)
        return sighting.uses[0].actor if sighting else ""
    if role.words in COUNTERPARTS or not role.of:
        return ""
    return role.of if text[match.start].isupper() or role.of == "holy-see" else ""
