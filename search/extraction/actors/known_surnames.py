"""The names of a text by shape -> the same by the surnames of known persons: "Putin-Biden" two, "Chad Smith" one."""

from collections.abc import Container, Iterable, Iterator

from search.extraction.actors.kinds import Word
from search.extraction.actors.leads import first_names_too
from search.extraction.actors.name import Name
from search.extraction.actors.words import contexts


def by_known_surnames(text: str, names: Iterable[Name], surnames: Container[str]) -> Iterator[Name]:
    """The names in order, pairs with a hyphen parted, a surname joined with the first name that is a place's too."""
    for name in names:
        word = name.words[0]
        if ("-" in word or word in surnames) and len(name.words) == 1 and not name.uses:
            yield from _parted(text, name, surnames) or (_with_first_name(text, name, surnames),)
        else:
            yield name


def _parted(text: str, name: Name, surnames: Container[str]) -> tuple[Name, ...]:
    """Both of "the Putin-Biden summit"; none of "Captain Curzon-Howe" nor of "the Hay-Pauncefote treaty"."""
    first, hyphen, second = name.words[0].partition("-")
    if not hyphen or name.title or name.role or name.words[0] in surnames:
        return ()
    thing = text[name.end + 1 : name.end + 16].partition(" ")[0].rstrip(".,;").lower()
    if first not in surnames or second not in surnames or thing in contexts()["things"]["papers"]:
        return ()
    middle = name.start + len(first)
    return (
        name._replace(end=middle, words=(first,), kinds=(Word.NAME,)),
        name._replace(start=middle + 1, words=(second,), kinds=(Word.NAME,), title="", role=None),
    )


def _with_first_name(text: str, name: Name, surnames: Container[str]) -> Name:
    """ "Chad Smith" for the "Smith" of "I met Chad Smith", but not in "from Chad Smith flew on"."""
    if text[name.start - 1 : name.start] != " " or name.title or name.role or name.words[0] not in surnames:
        return name
    words = text[max(0, name.start - 40) : name.start - 1].split(" ")
    if words[-1] not in first_names_too() or words[-1] in contexts()["persons"]["calendar"]:
        return name
    before = words[-2].lower() if len(words) > 1 else ""
    if before in contexts()["persons"]["no_first_name_after"] or before in _WITH_STATES:
        return name
    start = name.start - 1 - len(words[-1])
    return name._replace(start=start, words=(words[-1], *name.words), kinds=(Word.GIVEN, *name.kinds))


# A state may stand right before a surname: "in talks with Jordan Kerry said", "visited Chad; Smith".
_WITH_STATES = frozenset(
    {"with", "and", "or", "to", "against", "via", "outside", "than", "visited", "visiting", "left"}
)
