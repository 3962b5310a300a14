"""What the gazetteer's files promise each other and the reader: ids, dates, offices, one actor to a name."""

import re
import tomllib
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

import search
from search.extraction.actors.find import find_actors
from search.model import Document

Entry = dict[str, Any]
Days = tuple[str, str]

DATA = Path(search.__file__).parent / "extraction" / "data"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
EVER: Days = ("0000", "9999")
MEMBERS_OF_THE_UNITED_NATIONS = """
    AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN
    CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT
    HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU
    RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC
    VE VN VU WS YE ZA ZM ZW
"""


def entries(pattern: str, table: str) -> list[Entry]:
    files = sorted(DATA.glob(pattern))
    return [entry for file in files for entry in tomllib.loads(file.read_text(encoding="utf-8"))[table]]


STATES = entries("states.toml", "state")
ORGANISATIONS = entries("organisations.toml", "organisation")
PEOPLE = entries("people*.toml", "person")
HELD_BY_ONE = {
    "president",
    "vice-president",
    "prime-minister",
    "chancellor",
    "foreign-minister",
    "foreign-secretary",
    "secretary-of-state",
    "secretary-of-defense",
    "secretary-of-the-treasury",
    "defence-minister",
    "finance-minister",
    "chancellor-of-the-exchequer",
    "national-security-adviser",
    "trade-representative",
    "central-bank-governor",
    "general-secretary",
    "supreme-leader",
    "head-of-state",
    "pope",
    "king",
    "queen",
    "emperor",
    "ambassador-to-un",
    "secretary-general",
    "commission-president",
    "council-president",
    "high-representative",
    "managing-director",
    "director-general",
    "high-commissioner",
}
A_THRONE = {"king", "queen", "emperor"}
OFFICES = [(person["id"], office) for person in PEOPLE for office in person.get("offices", ())]


def life(entry: Entry) -> list[Days]:
    """The days an actor existed: one interval, or two around a gap."""
    first, last = entry.get("from", EVER[0]), entry.get("until", EVER[1])
    if "absent" not in entry:
        return [(first, last)]
    gone, back = entry["absent"]
    return [(first, gone), (back, last)]


def words(entry: Entry) -> Iterator[tuple[str, Days, bool]]:
    """Each word that means the entry, with the days it does, and whether it is marked weak."""
    lists = ("names", "acronyms", "organs", "demonyms", "seats")
    for word in {entry["name"], *chain.from_iterable(entry.get(key, ()) for key in lists)}:
        dated = entry.get("dated", {}).get(word)
        days = [(dated[0] or EVER[0], dated[1] or EVER[1])] if dated else life(entry)
        for interval in days:
            yield word.removeprefix("the ").removeprefix("The "), interval, word in entry.get("weak", ())


def overlap(one: Days, other: Days) -> bool:
    """Whether they share a day; a bare year or month that ends one and begins the other is not held against them."""
    return max(one[0], other[0]) < min(one[1], other[1])


def clashes(actors: list[Entry]) -> list[str]:
    """Words that two actors of these claim over the same days, neither as weak."""
    claims = defaultdict(set)
    for actor in actors:
        for word, days, weak in words(actor):
            claims[word].add((actor["id"], days, weak))
    return [
        f"{word}: {one[0]} and {other[0]}"
        for word, claimants in claims.items()
        for one, other in combinations(sorted(claimants), 2)
        if one[0] != other[0] and overlap(one[1], other[1]) and not (one[2] or other[2])
    ]


def days_named(entry: Entry) -> Iterator[Days]:
    yield entry.get("from", EVER[0]), entry.get("until", EVER[1])
    yield from (tuple(pair) for pair in entry.get("dated", {}).values())
    if "absent" in entry:
        yield tuple(entry["absent"])


@pytest.mark.parametrize("kind", [STATES, ORGANISATIONS], ids=["states", "organisations"])
class TestEveryList:
    def test_ids_are_slugs(self, kind):
        assert [entry["id"] for entry in kind if not SLUG.fullmatch(entry["id"])] == []

    def test_is_sorted_by_id_and_names_each_once(self, kind):
        ids = [entry["id"] for entry in kind]

        assert ids == sorted(set(ids))

    def test_intervals_are_ordered_dates(self, kind):
        for first, last in chain.from_iterable(map(days_named, kind)):
            assert all(DAY.fullmatch(day) for day in (first, last) if day), (first, last)
            assert (first or EVER[0]) <= (last or EVER[1]), (first, last)

    def test_says_a_word_once(self, kind):
        for entry in kind:
            for key in ("names", "acronyms", "organs", "demonyms", "seats"):
                assert [word for word, n in Counter(entry.get(key, ())).items() if n > 1] == [], entry["id"]

    def test_weak_and_dated_words_are_words_of_the_entry(self, kind):
        for entry in kind:
            listed = {entry["name"]}.union(
                *(entry.get(key, ()) for key in ("names", "acronyms", "organs", "demonyms", "seats"))
            )

            assert set(entry.get("weak", ())) <= listed, entry["id"]
            assert set(entry.get("dated", ())) <= listed, entry["id"]

    def test_successors_are_entries(self, kind):
        named = set(chain.from_iterable(entry.get("successors", ()) for entry in kind))

        assert named <= {entry["id"] for entry in kind}

    def test_no_word_means_two_over_the_same_days(self, kind):
        assert clashes(kind) == []


def test_every_member_of_the_united_nations_is_a_state():
    codes = [entry["cldr"] for entry in STATES if "cldr" in entry]

    assert len(MEMBERS_OF_THE_UNITED_NATIONS.split()) == 193
    assert set(MEMBERS_OF_THE_UNITED_NATIONS.split()) <= set(codes)
    assert len(codes) == len(set(codes))


def test_every_member_of_the_united_nations_has_its_demonyms_and_its_capital():
    members = [entry for entry in STATES if entry.get("cldr") in MEMBERS_OF_THE_UNITED_NATIONS.split()]

    assert {entry["id"] for entry in members if not entry.get("demonyms")} == {"dominica"}  # its people's is another's
    assert {entry["id"] for entry in members if not entry.get("seats")} == {
        "djibouti",
        "luxembourg",
        "monaco",
        "san-marino",
        "sao-tome-and-principe",
        "singapore",
    }  # whose capitals are called as they are


def test_observers_and_states_outside_the_united_nations_are_there():
    assert {"holy-see", "palestine", "taiwan", "kosovo"} <= {entry["id"] for entry in STATES}


def test_codes_of_living_states_are_known_to_cldr():
    territories = Locale("en").territories
    living = [entry for entry in STATES if "cldr" in entry and "until" not in entry]

    assert [entry["id"] for entry in living if entry["cldr"] not in territories] == []


def test_two_hundred_organisations_and_more_beside_the_armed_groups():
    kinds = Counter(entry["kind"] for entry in ORGANISATIONS)

    assert kinds["organisation"] >= 200
    assert set(kinds) == {"organisation", "group"}


def test_acronyms_are_in_capitals():
    acronyms = chain.from_iterable(entry.get("acronyms", ()) for entry in ORGANISATIONS)

    assert [acronym for acronym in acronyms if not re.fullmatch(r"[A-Z0-9][A-Za-z0-9+-]*[A-Z0-9+]", acronym)] == []


def test_no_id_names_both_a_state_and_an_organisation():
    assert {entry["id"] for entry in STATES} & {entry["id"] for entry in ORGANISATIONS} == set()


def test_more_than_a_thousand_people_under_ids_of_their_own():
    ids = [person["id"] for person in PEOPLE]

    assert len(ids) > 1200
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    assert [id for id in ids if not SLUG.fullmatch(id)] == []
    assert set(ids) & {entry["id"] for entry in STATES + ORGANISATIONS} == set()


@pytest.mark.parametrize("file", sorted(DATA.glob("people*.toml")), ids=lambda file: file.stem)
def test_each_file_of_people_is_sorted_by_id(file):
    ids = [person["id"] for person in tomllib.loads(file.read_text(encoding="utf-8"))["person"]]

    assert ids == sorted(ids)


def test_offices_are_of_known_states_and_organisations():
    known = {entry["id"] for entry in STATES + ORGANISATIONS}

    assert {office["of"] for _, office in OFFICES} <= known
    assert [office for _, office in OFFICES if not SLUG.fullmatch(office["office"])] == []


def test_offices_begin_before_they_end():
    for id, office in OFFICES:
        assert DAY.fullmatch(office["from"]), id
        assert DAY.fullmatch(office.get("until", "2000")), id
        assert first_day(office["from"]) <= last_day(office.get("until", "9999")), id


def first_day(when: str) -> date:
    """The first day that a day, a month or a year can mean."""
    return date.fromisoformat((when + "-01-01")[:10])


def last_day(when: str) -> date:
    """The last day that a day, a month or a year can mean."""
    year, month = int(when[:4]), int(when[5:7] or 12)
    return date.fromisoformat(when) if len(when) == 10 else date(year, month, monthrange(year, month)[1])


def in_office(office: Entry) -> tuple[date, date]:
    """The days it was surely held: the last that its beginning can mean, the first that its end can mean."""
    return last_day(office["from"]), first_day(office.get("until", "9999-12-31"))


def test_no_two_people_hold_a_single_office_at_once():
    holders = defaultdict(list)
    for id, office in OFFICES:
        if office["office"] in HELD_BY_ONE:
            seat = "throne" if office["office"] in A_THRONE else office["office"]
            holders[seat, office["of"]].append((*in_office(office), id))

    for seat, terms in holders.items():
        for one, other in combinations(sorted(terms), 2):
            # a day of handing over is held by both
            assert min(one[1], other[1]) - max(one[0], other[0]) <= timedelta(days=1), (seat, one, other)


# Offices that papers name without the holder, with the year from which every holder has to be known.
NEVER_VACANT = [
    ("president", "united-states", 1861),
    ("secretary-of-state", "united-states", 1861),
    ("prime-minister", "united-kingdom", 1861),
    ("foreign-secretary", "united-kingdom", 1861),
    ("president", "france", 1947),
    ("prime-minister", "france", 1871),
    ("foreign-minister", "france", 1945),
    ("foreign-minister", "soviet-union", 1923),
    ("president", "russia", 1992),
    ("prime-minister", "russia", 1992),
    ("foreign-minister", "russia", 1992),
    ("prime-minister", "china", 1949),
    ("foreign-minister", "china", 1949),
    ("chancellor", "west-germany", 1949),
    ("foreign-minister", "west-germany", 1951),
    ("chancellor", "germany", 1990),
    ("foreign-minister", "germany", 1990),
    ("prime-minister", "italy", 1861),
    ("foreign-minister", "italy", 1946),
    ("prime-minister", "japan", 1885),
    ("foreign-minister", "japan", 1945),
    ("prime-minister", "canada", 1945),
    ("foreign-minister", "canada", 1946),
    ("prime-minister", "australia", 1945),
    ("foreign-minister", "australia", 1945),
    ("president", "brazil", 1945),
    ("foreign-minister", "brazil", 1946),
    ("president", "argentina", 1945),
    ("president", "mexico", 1945),
    ("foreign-minister", "mexico", 1946),
    ("president", "india", 1950),
    ("prime-minister", "india", 1947),
    ("foreign-minister", "india", 1947),
    ("president", "indonesia", 1945),
    ("foreign-minister", "indonesia", 1953),
    ("president", "south-korea", 1963),
    ("foreign-minister", "south-korea", 1963),
    ("king", "saudi-arabia", 1945),
    ("prime-minister", "south-africa", 1945),
    ("president", "south-africa", 1984),
    ("foreign-minister", "south-africa", 1945),
    ("prime-minister", "turkey", 1945),
    ("secretary-general", "united-nations", 1946),
    ("secretary-general", "nato", 1952),
    ("commission-president", "european-community", 1958),
    ("commission-president", "european-union", 1994),
    ("high-representative", "european-union", 2000),
    ("council-president", "european-union", 2010),
]
LONGEST_VACANCY = timedelta(days=170)  # an acting president of India between two elected ones


@pytest.mark.parametrize(("office", "of", "since"), NEVER_VACANT)
def test_every_holder_of_a_great_office_is_known(office, of, since):
    terms = sorted(
        (first_day(term["from"]), last_day(term.get("until", "9999-12-31")))
        for _, term in OFFICES
        if (term["office"], term["of"]) == (office, of)
    )
    known_until = date(since, 12, 31)

    for first, last in terms:
        if last > known_until:
            assert first - known_until <= LONGEST_VACANCY, (known_until, first)
            known_until = last


def test_people_of_one_name_held_their_offices_at_different_times():
    bearers = defaultdict(list)
    for person in PEOPLE:
        for name in {person["name"], *person.get("names", ())}:
            bearers[name].append(person)

    for name, (*others, last) in bearers.items():
        for other in others:
            assert "offices" in last, name
            assert "offices" in other, name
            for one, two in product(last["offices"], other["offices"]):
                assert max(in_office(one)[0], in_office(two)[0]) > min(in_office(one)[1], in_office(two)[1]), name


def test_a_surname_is_given_where_it_is_not_the_last_word():
    needless = [person["id"] for person in PEOPLE if person.get("surname") == person["name"].split()[-1]]

    assert needless == []


@pytest.mark.parametrize(
    ("office", "of", "day", "holder"),
    [
        ("secretary-of-state", "united-states", "1865-04-15", "william-h-seward"),
        ("secretary-of-state", "united-states", "1962-10-22", "dean-rusk"),
        ("president", "united-states", "1991-01-16", "george-h-w-bush"),
        ("president", "united-states", "2003-03-20", "george-w-bush"),
        ("foreign-secretary", "united-kingdom", "1861-11-30", "lord-john-russell"),
        ("foreign-secretary", "united-kingdom", "1982-04-01", "lord-carrington"),
        ("general-secretary", "soviet-union", "1983-09-01", "yuri-andropov"),
        ("foreign-minister", "russia", "2022-02-17", "sergei-lavrov"),
        ("chancellor", "west-germany", "1961-08-13", "konrad-adenauer"),
        ("central-bank-governor", "united-states", "1987-02-22", "paul-volcker"),
        ("pope", "holy-see", "1978-09-10", "john-paul-i"),
    ],
)
def test_the_holder_of_an_office_on_a_day(office, of, day, holder):
    when = date.fromisoformat(day)
    terms = [(id, in_office(term)) for id, term in OFFICES if (term["office"], term["of"]) == (office, of)]

    assert [id for id, (first, last) in terms if first <= when <= last] == [holder]


@pytest.mark.parametrize(
    ("text", "published", "person"),
    [
        ("President Volodymyr Zelensky arrived on Monday. Zelensky said little.", "2022-03-01", "volodymyr-zelenskyy"),
        ("Turgut Ozal arrived on Monday. Ozal said little.", "1987-03-01", "turgut-ozal"),
        ("President Chirac met Chancellor Schroeder.", "2003-03-01", "gerhard-schroeder-chancellor"),
        ("The pope prayed.", "1987-03-01", "john-paul-ii"),
        ("The British chancellor of the exchequer spoke.", "1987-10-26", "nigel-lawson"),
        ("The US trade representative objected.", "1987-03-01", "clayton-yeutter"),
        ("The Hezbollah leader spoke.", "2019-03-01", "hassan-nasrallah"),
    ],
)
def test_a_person_is_known_under_each_spelling_and_role(text, published, person):
    mentions = find_actors(Document.from_record({"id": "1", "title": "Note", "body": text, "published": published}))

    assert {mention.actor for mention in mentions if mention.kind == "person"} - {"jacques-chirac"} == {person}


def test_surnames_are_other_spellings_each_given_once():
    for person in PEOPLE:
        spellings = person.get("surnames", [])

        assert len(spellings) == len(set(spellings)), person["id"]
        assert person.get("surname", person["name"].split()[-1]) not in spellings, person["id"]
