"""The bodies sighted in a document -> mentions of those that act there, by weak names where something supports them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.extraction.actors.bodies import Sighting, are_linked
from search.extraction.actors.gazetteer import Gazetteer, Use
from search.extraction.actors.kinds import GIVEN, kind_of
from search.extraction.actors.states import leads_to_land, seat_acts
from search.extraction.actors.surroundings import Surroundings, surroundings
from search.extraction.actors.words import contexts
from search.model import ActorMention

_DATELINE = 40  # characters; "(Pyongyang, March 3 KCNA)" stands within so many


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a document speaks of without doubt; each part is worked out where an open word asks for it, as few do.

    `people` are the ids of its persons.
    """

    sightings: Sequence[Sighting]
    people: Collection[str]
    gazetteer: Gazetteer

    @cached_property
    def bodies(self) -> Collection[str]:
        """Bodies by certain names, and groups by their leaders."""
        actors = self.gazetteer.actors
        groups = {body for body in self._led if body in actors and actors[body].kind == "group"}
        return groups.union(one.uses[0].actor for one in self.sightings if not one.is_open)

    @cached_property
    def lands(self) -> Collection[str]:
        """States by those who lead them, and by their towns."""
        pages = {id(sighting.page): sighting.page for sighting in self.sightings}.values()
        entries = (match.entry for page in pages for match in page.matches)
        return self._led.union(entry.place for entry in entries if entry.place and not entry.uses)

    @cached_property
    def home(self) -> Collection[str]:
        """The bodies that its dateline names."""
        certain = (one for one in self.sightings if not one.is_open)
        return {one.uses[0].actor for one in certain if one.page.field == "body" and one.start < _DATELINE}

    @cached_property
    def _led(self) -> set[str]:
        actors = self.gazetteer.actors
        return {office.of for person in self.people if person in actors for office in actors[person].offices}

    def meant(self, sighting: Sighting) -> Use | None:
        """The one of its uses that the document speaks of; of several, the one at home in its dateline."""
        spoken_of = [use for use in sighting.uses if use.actor in self.bodies]
        if not spoken_of and _is_shared(sighting):
            spoken_of = [use for use in sighting.uses if use.actor in self.lands]
        if len(spoken_of) > 1:
            spoken_of = [use for use in spoken_of if use.actor in self.home]
        return spoken_of[0] if len(spoken_of) == 1 else None


def settled(sightings: list[Sighting], people: Collection[str], gazetteer: Gazetteer) -> list[Sighting]:
    """The sightings, those of open words each with the one use that is meant, or as words that mean no body.

    `people` are the ids of the persons of the document.
    """
    if not any(sighting.is_open for sighting in sightings):
        return sightings
    evidence = Evidence(sightings, people, gazetteer)
    return [
        _settled(sighting, _use(index, sightings, evidence, gazetteer)) if sighting.is_open else sighting
        for index, sighting in enumerate(sightings)
    ]


def _settled(sighting: Sighting, use: Use | None) -> Sighting:
    return sighting._replace(is_meant=False) if use is None else sighting._replace(uses=(use,))


def mentions_of(sightings: Sequence[Sighting], names: Collection[str], gazetteer: Gazetteer) -> Iterator[ActorMention]:
    """The mentions of the settled bodies that act.

    A town or a weak name that is also one of the `names` of persons in the document is left to them.
    """
    for sighting in sightings:
        actor = gazetteer.actors[sighting.uses[0].actor]
        if sighting.basis is None or not sighting.is_meant or actor.is_part:
            continue
        if not (names and _yields_to_person(sighting) and sighting.words in names):
            yield sighting.page.mention(sighting.start, sighting.end, actor.id, actor.name, actor.kind, sighting.basis)


def _yields_to_person(sighting: Sighting) -> bool:
    return sighting.is_weak or sighting.uses[0].how == "seat"


def _is_shared(sighting: Sighting) -> bool:
    """True for the name of several lands: "Congo", and "Georgia" in America."""
    return len(sighting.uses) > 1 or bool(sighting.match.entry.place)


def _use(index: int, sightings: Sequence[Sighting], evidence: Evidence, gazetteer: Gazetteer) -> Use | None:
    """Which of the bodies of a name is meant: one that is spoken of, else one that bears it without doubt.

    A weak name is the first one's if its neighbours show a body there.
    """
    sighting = sightings[index]
    around = surroundings(sighting.page.text, sighting.start, sighting.end)
    if len(sighting.uses) > 1 and around.next in contexts()["namesake"]["of_several"]:
        return None
    if not sighting.is_weak:
        return evidence.meant(sighting) or next(use for use in sighting.uses if not use.is_weak)
    if _is_in_other_name(sighting, around):
        return None
    if meant := evidence.meant(sighting):
        return meant
    place = sighting.match.entry.place
    if (place and place in evidence.lands) or not _existed(sighting, gazetteer):
        return None
    return sighting.uses[0] if _is_supported(sighting, around, gazetteer) or _stands_in_list(index, sightings) else None


def _is_in_other_name(sighting: Sighting, around: Surroundings) -> bool:
    """True for "Bank of America" and "Georgia-Pacific", and for "the Jordan" and "the Georgia", a river and a ship."""
    if sighting.uses[0].how == "alias" and len(sighting.uses) == 1:
        return around.previous == "of" and around.before[-2:][0][:1].isupper() and not _is_of_body(around.earlier)
    if sighting.uses[0].how != "name":
        return False
    if around.touching_after == "-":
        return around.after[0][1:2].isupper()
    return around.previous == "the" and not _is_of_body(around.next)


def _is_of_body(word: str) -> bool:
    return word in contexts()["weak"]["after"]


def _existed(sighting: Sighting, gazetteer: Gazetteer) -> bool:
    """False for a state that is not there on the days of the document."""
    days = sighting.page.era.of_state(sighting.match.start)
    return days is None or gazetteer.actors[sighting.uses[0].actor].years_away(days[1]) == 0


def _is_supported(sighting: Sighting, around: Surroundings, gazetteer: Gazetteer) -> bool:
    """True for a weak acronym or name that its neighbours show to be a body's: "the WHO", "Indian troops"."""
    rules = contexts()["weak"]
    if gazetteer.actors[sighting.uses[0].actor].kind == "group" and around.followed_by(rules["after_group"]):
        return True
    if sighting.uses[0].how in ("name", "alias"):
        return seat_acts(around.without_article, sighting.words) or _is_land(sighting, around)
    if sighting.uses[0].how == "acronym" and around.preceded_by(rules["before"]):
        return True
    return sighting.uses[0].how in ("acronym", "demonym") and around.followed_by(rules["after"])


def _is_land(sighting: Sighting, around: Surroundings) -> bool:
    """True for "in Jordan", "flew to Chad": names of one land that are else but first names."""
    is_first_name = sighting.uses[0].how == "name" and kind_of(sighting.words) is GIVEN
    return is_first_name and not _is_shared(sighting) and leads_to_land(around)


def _stands_in_list(index: int, sightings: Sequence[Sighting]) -> bool:
    """True for a name beside that of a state of another, certain name: "Armenia, Georgia and Moldova"."""
    near = [sightings[at] for at in (index - 1, index + 1) if 0 <= at < len(sightings)]
    return any(_are_listed(sightings[index], other) for other in near if not other.is_weak)


def _are_listed(one: Sighting, other: Sighting) -> bool:
    if one.page is not other.page or {one.uses[0].how, other.uses[0].how} - {"name", "alias"}:
        return False
    first, second = sorted((one, other), key=lambda sighting: sighting.start)
    return are_linked(first, second)
