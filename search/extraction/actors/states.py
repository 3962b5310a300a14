"""The name, seat or demonym of a state in its surroundings -> on what ground it is an actor there, if it is."""

from collections.abc import Sequence
from functools import cache

from search.calendar import WEEKDAYS
from search.extraction.actors.surroundings import Surroundings
from search.extraction.actors.words import Words, acting_verbs, any_of, contexts, given_names, verb_forms

# What opens an aside between commas: "Hanoi, for its part, kept quiet".
_ASIDES = frozenset(
    {
        "for",
        "in",
        "by",
        "however",
        "meanwhile",
        "though",
        "too",
        "nevertheless",
        "therefore",
        "moreover",
        "unlike",
        "despite",
        "like",
    }
)
# Before a town these lead to it, or make it another's: "the minister to Bern is leaving".
_LEADING = frozenset({"of", "to", "from", "via"})
_TO_BE = frozenset({"is", "was", "are", "were"})
_WEEKDAYS = frozenset(day.lower() for day in WEEKDAYS)
_SPANS = frozenset(
    {*_WEEKDAYS, "night", "week", "month", "year", "morning", "evening", "spring", "summer", "autumn", "winter"}
)


def names_state(around: Surroundings) -> bool:
    """True for the name of a state in no other name ("South China Sea", "Michael Jordan", "U.S. dollars")."""
    rules, following = contexts()["namesake"], around.next
    if following in rules["currencies"] or following in rules["wares"] or _is_person_name(around):
        return False
    if following in rules["after"] and around.after[0][0].isupper():
        return False
    if around.previous == "of":
        return around.earlier not in rules["before"]
    return around.previous not in rules["before"] or not around.word_before[0].isupper()


def _is_person_name(around: Surroundings) -> bool:
    return around.touching_before == " " and around.word_before in given_names()


def demonym_of_state(around: Surroundings, demonym: str) -> bool:
    """True for a demonym on what belongs to a state, False on a language, a food or a private person."""
    rules = contexts()["namesake"]
    if around.touching_before == "-" or _is_person_name(around):
        return False
    if around.next in rules["after"] and around.after[0][0].isupper():
        return False
    if around.touching_after == "-":
        return around.after[0].strip("-,.").lower().split("-")[0] not in rules["hyphenated"]
    if around.preceded_by(any_of("namesake", "language_before", "demonym_before")) or _is_language(around):
        return False
    return not _is_private(around, demonym)


def _is_language(around: Surroundings) -> bool:
    """True for "in Russian", "from the Arabic": a demonym that ends its phrase after these words."""
    bare = not around.next or around.next in ("and", "or", "as", "on", "by", "to", "for")
    if bare and around.previous in contexts()["namesake"]["language_knowledge"]:
        return not around.next
    return bare and (around.previous in ("in", "into", "from") or around.earlier in ("into", "from"))


def _is_private(around: Surroundings, demonym: str) -> bool:
    """True before the word of a thing or person that is not the state's, one adjective let pass."""
    closed = any_of("namesake", "demonym_after", "persons", "currencies")
    if not around.next:
        return around.previous in ("a", "an") or demonym.endswith(("man", "men", "woman", "women"))
    if (
        around.previous in contexts()["namesake"]["one_of_people"]
        and around.next in contexts()["namesake"]["after_nouns"]
    ):
        return True
    return around.next in closed or (around.previous in ("a", "an", "young", "old") and around.following(1) in closed)


def seat_acts(around: Surroundings, seat: str) -> bool:
    """True when a capital or a house of government stands for the state: it acts, or is addressed."""
    if is_house(seat):
        return _before_article(around) not in _house_venue()
    if _is_named_after(around) or _is_person_name(around):
        return False
    if around.touching_before == "-" and around.previous in ("pro-", "anti-"):
        return True
    if around.touching_after == "-":
        return _hyphenated(around)
    if around.touching_after == "'":
        return _possesses(around)
    return _is_addressed(around) or (not _is_place(around) and does(around))


def is_house(seat: str) -> bool:
    """True for a seat that is no town ("the Kremlin", "Downing Street"): it acts unless it is a venue."""
    return not contexts()["place"]["houses"].isdisjoint(seat.lower().split())


@cache
def _house_venue() -> Words:
    return frozenset({"in", "at", "near", "outside", "inside", "around", "visited", "left", "entered"})


def _is_named_after(around: Surroundings) -> bool:
    """True for "Vienna talks", "Paris Agreement", "Mexico City": the town is in a name or is a venue."""
    return around.followed_by(contexts()["place"]["after"]) or around.followed_by(contexts()["place"]["city"])


def _before_article(around: Surroundings) -> str:
    return around.earlier if around.previous == "the" else around.previous


def _is_place(around: Surroundings) -> bool:
    """True for "in Moscow", "visiting Moscow", "the train to Moscow"."""
    if _before_article(around) in contexts()["place"]["before"]:
        return True
    return around.previous in ("to", "from") and around.earlier in contexts()["addressed"]["routes"]


def leads_to_land(around: Surroundings) -> bool:
    """True for "in Jordan", "from Chad", "throughout Jordan"."""
    return around.touching_before == " " and around.previous in contexts()["place"]["lands_after"]


def _hyphenated(around: Surroundings) -> bool:
    """True for "Moscow-backed" and for "Moscow-Beijing axis", False for "Moscow-based"."""
    second = around.after[0][1:].strip(",.;:").split("-")[0]
    return second.lower() in contexts()["attribute"]["hyphenated"] or second[:1].isupper()


def _possesses(around: Surroundings) -> bool:
    """True for "Moscow's response", False for "Moscow's streets" and "Moscow's Red Square"."""
    after = around.after
    if len(after) < 2:
        return False
    rules = contexts()["place"]
    if _is_venue(after[1:5]):
        return False
    possessed = after[1].strip(',.;:"').lower()
    return possessed not in rules["possessed"] and (possessed == "meeting" or possessed not in rules["after"])


def _is_venue(words: Sequence[str]) -> bool:
    """True for the words of a house or a square: "Heathrow airport", "Hofburg Palace hosted"."""
    count = next((at for at, word in enumerate(words) if not word[:1].isupper()), len(words))
    closing = words[max(0, count - 1) : count + 1] if count else ()
    return any(word.strip(',.;:"').lower() in contexts()["place"]["venues"] for word in closing)


def _is_addressed(around: Surroundings) -> bool:
    rules = contexts()["addressed"]
    if around.touching_before != " ":
        return False
    if around.previous in rules["of_relation"]:
        return True
    if around.previous == "between":
        return around.earlier not in rules["routes"]
    if around.previous == "for":
        return around.earlier not in rules["leaving_for"]
    if around.previous == "in" and around.before[-3:-2] == ["of"]:  # heads of government in Paris
        return False
    preposition = f"before_{around.previous}"
    if preposition in rules and around.earlier:
        return _hangs_on(rules[preposition], around)
    return around.previous in verb_forms("addressed", "verbs") or around.previous in ("told", "gave", "sent", "beset")


def _hangs_on(heads: Words, around: Surroundings) -> bool:
    """True where the preposition follows a head, a word or two let pass: "reply in writing to", "handed it to"."""
    passing = contexts()["addressed"]["let_pass"]
    for word in reversed(around.before[-4:-1]):
        small = word.lower().strip(",")
        if small in heads:
            return True
        if small not in passing and not small.endswith("ly"):
            return False
    return False


def does(around: Surroundings) -> bool:
    """True when the words after say what only a government or another body does."""
    if around.followed_by(contexts()["attribute"]["after"]):
        return True
    words = _after_adverbs(around)
    if not words or around.previous in _LEADING or _is_listed_place(around):
        return False
    rules, first = contexts()["acts"], words[0]
    if first == "may" and words[1:] and words[1][0].isdigit():
        return False
    if first in rules["auxiliaries"]:
        return _auxiliary_acts(words)
    if first in rules["copulas"] and any(word in rules["states_of_mind"] for word in words[1:3]):
        return True
    if first in _acting_forms() or first in rules["irregular"]:
        return True
    if _is_infinitive(words) or (first.endswith("s") and words[1:2] == ["that"]):
        return True
    if first.endswith("eed"):  # a base form ("proceed") or a name ("London Breed"): "agreed" is in the lists
        return False
    if len(words) == 1:
        return first.endswith("ed") and first not in rules["done_to_towns"]
    return first.endswith("ed") and words[1] not in rules["agents"]


def _is_listed_place(around: Surroundings) -> bool:
    """True for the Brussels of "in London and Brussels"."""
    if around.previous not in ("and", "or") or len(around.before) < 3 or not around.earlier[:1].isalpha():
        return False
    lead = around.before[-3].lower()
    return lead in _LEADING or lead in contexts()["place"]["before"]


def _is_infinitive(words: Sequence[str]) -> bool:
    """True for "to send", as headlines have it."""
    return len(words) > 1 and words[0] == "to" and words[1] in any_of("acts", "verbs", "verbs_inflected")


def _auxiliary_acts(words: Sequence[str]) -> bool:
    """True for "has warned", "is to send", "would be ready"; False for "is a city", "has been hit"."""
    rules = contexts()["acts"]
    passed_over = any_of("acts", "adverbs", "fillers")
    rest = [word for word in _without_phrases(words[1:]) if word not in passed_over]
    if not rest:
        return False
    if rest[0] in rules["states_of_mind"] or _is_infinitive(rest):
        return True
    if words[0] in _TO_BE:
        return rest[0].endswith("ing") and rest[0] in acting_verbs()
    if not rules["passives"].isdisjoint(words[1:3]):
        return False
    if words[0] in ("has", "had") and rest[0].endswith("ed"):
        return True
    return rest[0] in acting_verbs() or rest[0] in any_of("acts", "irregular", "participles")


@cache
def _acting_forms() -> Words:
    """Finite forms only: "Moscow holding" is no clause of its own."""
    inflected = verb_forms("acts", "verbs_inflected") - contexts()["acts"]["verbs_inflected"]
    return frozenset(form for form in verb_forms("acts", "verbs") | inflected if not form.endswith("ing"))


def _after_adverbs(around: Surroundings) -> list[str]:
    """The words after the stretch to the end of the clause, without adverbs at their head; a relative clause counts."""
    after = _clause_after(around)
    words: list[str] = []
    for word in after:
        words.append(word.lower().lstrip("\"'“").rstrip(",.;:!?)\"'"))
        if word[-1:] in ",.;:!?)":
            break
    words = [word for word in words if word]
    if words[:2] == ["no", "longer"]:
        del words[:2]
    words = list(_without_phrases(words))
    while words and (words[0] in contexts()["acts"]["adverbs"] or words[0].endswith("ly")):
        del words[0]
    return _after_time(words)


def _without_phrases(words: Sequence[str]) -> Sequence[str]:
    """The words without an adverb of two at their head: "at first", "in turn"."""
    is_adverb = len(words) > 2 and f"{words[0]}-{words[1]}" in contexts()["acts"]["adverbs_of_two"]
    return words[2:] if is_adverb else words


def _after_time(words: list[str]) -> list[str]:
    """The words without a time at their head: "Moscow on Thursday admitted", "Ankara last week recalled"."""
    count = 0
    if words[:1] == ["on"] and words[1:2] and words[1] in _WEEKDAYS:
        count = 2
    elif words and words[0] in _WEEKDAYS:
        count = 1
    elif words and words[0] in ("last", "this", "earlier", "late", "early"):
        count = next((at + 1 for at, word in enumerate(words[:4]) if word in _SPANS), 0)
    return words[count:] if count < len(words) else words


def _clause_after(around: Surroundings) -> Sequence[str]:
    """The words that go on from the stretch: through a relative clause, past ", it says,"; none at its end."""
    if around.touching_after not in (" ", ","):
        return ()
    after = around.after
    if around.touching_after == " ":
        return after
    if len(after) < 3:
        return ()
    if after[1].lower() in ("which", "whose"):
        return after[2:]
    saying, is_aside = contexts()["persons"]["verbs"], after[1].lower().rstrip(",") in _ASIDES
    for length in range(1, min(6, len(after))):
        if after[length].endswith(","):
            is_over = is_aside or after[length].rstrip(",").lower() in saying
            return after[length + 1 :] if is_over else ()
    return ()
