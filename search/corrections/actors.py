"""The entries of actors.toml -> ActorCorrections."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import get_args

from search.corrections.expecting import WrongKey, a_table, a_text, an_id, meant, texts
from search.corrections.merging import chained
from search.corrections.tables import Entry, Report
from search.corrections.values import ActorCorrections, Named, Spelling, Split
from search.errors import InvalidCorrection, InvalidRecord
from search.extraction.topics.folding import fold
from search.model import Kind, published_range

EVERYTHING: frozenset[str] = frozenset()  # as the texts of a hidden actor: all of them
KINDS: tuple[str, ...] = get_args(Kind)


class ActorReader:
    """Gathers the entries of actors.toml, one after the other."""

    def __init__(self) -> None:
        self.added: dict[str, Named] = {}
        self.spellings: list[Spelling] = []
        self.names: dict[str, str] = {}
        self.merged: dict[str, Entry] = {}
        self.splits: list[Split] = []
        self.hidden: dict[str, frozenset[str]] = {}
        self.apart: set[frozenset[str]] = set()
        self.lines: dict[str, int] = {}  # of the actors that have to be known already, where each stands first

    @property
    def tables(self) -> Mapping[str, Callable[[Entry], None]]:
        """What each table of the file is read by."""
        return {
            "add": self.add,
            "alias": self.alias,
            "rename": self.rename,
            "merge": self.merge,
            "split": self.split,
            "hide": self.hide,
            "never-merge": self.never_merge,
        }

    def corrections(self, report: Report) -> ActorCorrections:
        """All that was gathered; a merge that goes round in a circle or is forbidden is reported and left out."""
        allowed = {actor: entry for actor, entry in self.merged.items() if self._may_merge(entry, report)}
        return ActorCorrections(
            added=self.added,
            spellings=tuple(self.spellings),
            names=self.names,
            merged=chained(allowed, report),
            splits=tuple(self.splits),
            hidden=self.hidden,
            apart=frozenset(self.apart),
        )

    def add(self, entry: Entry) -> None:
        """[add.id]: an actor that extraction does not know."""
        table = a_table(entry, ("name", "kind", "names"))
        actor = an_id(entry.key, "the actor")
        name, kind = a_text(table, "name"), a_text(table, "kind")
        if kind not in KINDS:
            raise WrongKey(f"kind {kind!r} is not known{meant(kind, KINDS)}", "kind")
        spellings = (name, *texts(table.get("names", []), "names"))
        self.added[actor] = Named(actor, name, kind)  # type: ignore[arg-type]  # checked just above
        self.spellings += [Spelling(text, actor, is_name=True) for text in dict.fromkeys(spellings)]

    def alias(self, entry: Entry) -> None:
        """[alias] id = texts: other spellings of an actor."""
        actor = self._met(an_id(entry.key, "the actor"), entry.line)
        self.spellings += [Spelling(text, actor) for text in texts(entry.value, f"the spellings of {actor}")]

    def rename(self, entry: Entry) -> None:
        """[rename] id = "the name to show"."""
        actor, name = an_id(entry.key, "the actor"), a_text({entry.key: entry.value}, entry.key)
        self.names[self._met(actor, entry.line)] = name

    def merge(self, entry: Entry) -> None:
        """[merge] id = "the id it becomes"."""
        an_id(entry.key, "the merged actor")
        an_id(entry.value, "what it becomes")
        self.merged[self._met(entry.key, entry.line)] = entry

    def split(self, entry: Entry) -> None:
        """[[split]]: some mentions of one actor are another."""
        table = a_table(entry, ("actor", "into", "texts", "from", "to"))
        first_day, last_day = _day(table, "from", 0), _day(table, "to", 1)
        if first_day and last_day and first_day > last_day:
            raise WrongKey(f"to {last_day} lies before from {first_day}; exchange them", "to")
        listed = frozenset(folded(text) for text in texts(table.get("texts", []), "texts"))
        if not listed and not first_day and not last_day:
            raise InvalidCorrection("a split of everything is a merge; name texts, or days with from and to")
        actor, into = an_id(table.get("actor"), "actor"), an_id(table.get("into"), "into")
        self._met(actor, entry.line_of("actor"))
        self.splits.append(Split(actor, into, listed, first_day, last_day))

    def hide(self, entry: Entry) -> None:
        """[hide] id = true, or the texts that do not name it."""
        actor = self._met(an_id(entry.key, "the actor"), entry.line)
        if entry.value is True:
            self.hidden[actor] = EVERYTHING
        elif self.hidden.get(actor) != EVERYTHING:
            listed = frozenset(folded(text) for text in texts(entry.value, f"{actor} must be true, or what it hides"))
            self.hidden[actor] = self.hidden.get(actor, frozenset()) | listed

    def never_merge(self, entry: Entry) -> None:
        """[[never-merge]] actors = ids that are not one, two by two."""
        table = a_table(entry, ("actors",))
        actors = [an_id(actor, "each of actors") for actor in texts(table.get("actors"), "actors")]
        if len(set(actors)) < 2:
            raise WrongKey('actors needs two ids or more; write actors = ["one", "other"]', "actors")
        self.apart |= {frozenset({one, other}) for one in actors for other in actors if one != other}

    def _met(self, actor: str, line: int) -> str:
        self.lines.setdefault(actor, line)
        return actor

    def _may_merge(self, entry: Entry, report: Report) -> bool:
        forbidden = frozenset({entry.key, str(entry.value)}) in self.apart
        if forbidden:
            report(entry.line, f"{entry.key} and {entry.value} are kept apart by never-merge; take one of the two out")
        return not forbidden


def folded(text: str) -> str:
    """A text as mentions are compared: without case, accents, and differences of white space."""
    return fold(text).text.strip()


def _day(table: Mapping[str, object], key: str, end: int) -> date | None:
    """The first (end 0) or last (end 1) day of an ISO day, month or year; None where the key is not there."""
    if key not in table:
        return None
    try:
        return published_range(str(table[key]))[end]
    except InvalidRecord as error:
        raise WrongKey(f"{key} {str(table[key])!r} is not a date; write 2022-02-17, 2022-02 or 2022", key) from error
