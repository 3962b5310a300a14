"""A page, and what was read on it -> the other names of its text: towns, firms, parties, unknown surnames."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from search.extraction.actors.bodies import Sighting
from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.institutions import institutions
from search.extraction.actors.kinds import Word, kind_of
from search.extraction.actors.page import Page
from search.extraction.actors.runs import Run, runs_of
from search.extraction.actors.things import is_thing, things_in
from search.model import Field

# "Melbourne, Fla.": as wire services abbreviate, after a town.
_STATE_OF_THE_UNION = re.compile(
    r", (?:(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Me|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|"
    r"Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|N\.[CDHJMY]|S\.[CD]|R\.I|W\.Va)\.|(?:Alaska|Hawaii|Idaho|Iowa|Ohio|Texas|Utah)\b)"
)


@dataclass(frozen=True, slots=True)
class OtherName:
    """A capitalised name that is no actor: a town (`place` is its state or "nowhere"), a firm, a party, a surname."""

    field: Field
    start: int
    end: int
    text: str
    place: str = ""


def others_on(
    page: Page, sighted: Sequence[Sighting], persons: Collection[int], gazetteer: Gazetteer
) -> Iterator[OtherName]:
    """The names on a page beside the bodies `sighted` there and the `persons`, who are known by where they start."""
    runs = [run for run in runs_of(page.text) if not page.layout.was_capital(run[0])]
    things = things_in(page.text, runs)
    for start, end, place in _stretches(page, runs, sighted, persons, gazetteer):
        if things.holds(start, end) or (
            not place and (page.text[start:end] in things.quoted or is_thing(page.text, start, end))
        ):
            continue
        first, last = page.layout.offset(start), page.layout.end(end)
        land = "united-states" if place and _STATE_OF_THE_UNION.match(page.text, end) else place
        yield OtherName(page.field, first, last, page.written[first:last], land)


def _stretches(
    page: Page, runs: Sequence[Run], sighted: Sequence[Sighting], persons: Collection[int], gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str]]:
    """Start, end and place of whatever may be such a name."""
    yield from ((name.start, name.end, "") for name in page.names if name.start not in persons)
    yield from ((start, end, "") for start, end in institutions(page.text, runs))
    starts = {sighting.match.start for sighting in sighted}
    for match in page.matches:
        if match.entry.place and match.start not in starts:
            yield match.start, match.end, match.entry.place
    for sighting in sighted:
        if sighting.uses[0].how != "demonym" and not (sighting.is_weak and kind_of(sighting.words) is Word.COMMON):
            yield sighting.start, sighting.end, _land(sighting, gazetteer)


def _land(sighting: Sighting, gazetteer: Gazetteer) -> str:
    """The state that a name, seat or demonym speaks of as a place; none for an organisation."""
    actor = gazetteer.actors[sighting.uses[0].actor]
    is_part_of_name = sighting.basis is None and sighting.uses[0].how != "seat"
    return actor.id if actor.kind == "state" and not is_part_of_name else ""
