"""A long document is shown in parts: nothing of it is lost or shown twice, and its numbers are those of the whole."""

import html
import re

import pytest

from tests.search.collections import publish_collection, written
from tests.web.reading import links, notices
from web import create_app, parts
from web.parts import MOST_CHARACTERS, Parts, part_starts

ADDRESS = "/documents/long"
QUERY = "q=grain&scope=sentence&actor=chad&topic=trade"
TITLE = "Grain and Chad"

# A paragraph of three lines, with letters of one, two, three and four bytes, and signs that are escaped on a page.
PARAGRAPH = """Grain № {0} of Tiraspol’ & <Chişinău>,
Chad and trade of it, “глава {0}” 🌾 of the Andes.
  第{0}章。Nothing else was said."""


def long_text(count):
    return "\n\n".join(PARAGRAPH.format(number) for number in range(count)) + "\n"


@pytest.fixture(scope="module")
def text():
    """Four parts; Burma is named in the last only."""
    return long_text(3 * MOST_CHARACTERS // len(PARAGRAPH) + 50) + "\n\nBurma, at last.\n"


@pytest.fixture(scope="module")
def long_client(tmp_path_factory, text):
    documents = [written("long", text, TITLE), written("short", PARAGRAPH), written("longer", long_text(9_000))]
    index_dir = publish_collection(tmp_path_factory.mktemp("long") / "index", documents)
    return create_app({"INDEX_DIR": str(index_dir), "TESTING": True}).test_client()


@pytest.fixture(scope="module")
def pages(long_client, text):
    """The page of each part, by its number."""
    shown = range(1, len(part_starts(text)) + 1)
    return {number: long_client.get(f"{ADDRESS}?{QUERY}&part={number}").text for number in shown}


def paragraphs(page):
    """The number of each paragraph of a page, and its words as they are read."""
    found = re.findall(r'<p id="p(\d+)"><a class="pilcrow"[^>]*>¶</a>(.*?)</p>\n', page, re.DOTALL)
    return [(int(number), html.unescape(re.sub(r"<[^>]+>", "", words))) for number, words in found]


def ids(page):
    return re.findall(r' id="([^"]+)"', page)


# --- where a text is parted ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Один два\nтри.\n\n" * 40, "Один"),
        ("One, two. Three. " * 40, ("One", "Three")),
        ("one two, " * 40, ("one", "two")),
        ("一二三" * 100, ("一", "二", "三")),
        ("one" + "\n" * 500 + "two", ("\n", "two")),
    ],
    ids=["paragraphs", "sentences", "words", "signs", "a gap"],
)
def test_a_text_is_parted_where_it_can_be(monkeypatch, text, good):
    monkeypatch.setattr(parts, "MOST_CHARACTERS", 100)

    starts = part_starts(text)
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]

    assert "".join(pieces) == text
    assert all(0 < len(piece.rstrip()) <= 100 or piece.isspace() for piece in pieces)
    assert all(piece.startswith(good) for piece in pieces[1:])
    assert len(pieces) <= len(text) / 50 + 1


def test_white_space_at_the_end_is_no_part_of_its_own():
    assert part_starts("x" * MOST_CHARACTERS + "\n" * 1000) == [0]


def test_a_place_is_in_the_part_that_it_begins_in():
    four = Parts([0, 10, 20, 30], 40, shown=2)

    assert (four.start, four.end) == (10, 20)
    assert [four.holding("body", place) for place in (0, 9, 10, 19, 30, 39)] == [1, 1, 2, 2, 4, 4]
    assert four.holding("title", 15) == 1


# --- the pages of the parts ---------------------------------------------------------------------


def test_nothing_of_a_text_is_lost_or_shown_twice(pages, text):
    shown = [paragraph for page in pages.values() for paragraph in paragraphs(page)]

    assert len(pages) == 4
    assert [number for number, _ in shown] == list(range(1, len(shown) + 1))
    assert [words for _, words in shown] == [part.rstrip() for part in re.split(r"\n\s*\n", text.rstrip())]


def test_a_paragraph_longer_than_a_part_goes_on_in_the_next(tmp_path_factory):
    text = "Grain of Chad, “глава” 🌾.\nNothing else. " * 6000
    index_dir = publish_collection(tmp_path_factory.mktemp("one") / "index", [written("long", text)])
    client = create_app({"INDEX_DIR": str(index_dir), "TESTING": True}).test_client()

    pages = [client.get(f"{ADDRESS}?q=grain&part={number}").text for number in range(1, len(part_starts(text)) + 1)]
    shown = [paragraph for page in pages for paragraph in paragraphs(page)]

    assert len(pages) > 2
    assert {number for number, _ in shown} == {1}
    assert " ".join(words for _, words in shown).split() == text.split()
    assert [hit for page in pages for hit in re.findall(r'<mark id="hit-(\d+)">Grain<', page)] == [
        str(number) for number in range(1, 6001)
    ]


def test_every_mark_stands_in_one_part_and_around_its_words(pages, text):
    marked = [mark for page in pages.values() for mark in re.findall(r'<mark id="(?:title-)?hit-\d+">(\w+)<', page)]
    actors = [words for page in pages.values() for words in re.findall(r'id="actor-\d+">(\w+)<', page)]

    assert marked == ["Grain"] * (1 + text.count("Grain"))
    assert sorted(actors) == ["Andes"] * text.count("Andes") + ["Burma"] + ["Chad"] * (1 + text.count("Chad"))


def test_no_address_is_given_twice(pages):
    for page in pages.values():
        assert len(ids(page)) == len(set(ids(page)))


def test_every_link_into_a_text_leads_to_the_part_that_holds_it(pages):
    ids_of = {number: set(ids(page)) for number, page in pages.items()}
    for shown, page in pages.items():
        for href in {href for href, _, _ in links(page)}:
            address, _, fragment = href.partition("#")
            part = re.search(r"[?&]part=(\d+)", address)
            leads_to = shown if not address else int(part[1]) if part else 1
            if fragment and (not address or address.startswith(ADDRESS)):
                assert fragment in ids_of[leads_to], href


def test_hits_and_labels_are_counted_in_the_whole_document(pages, text):
    for page in pages.values():
        assert f"<span>{text.count('Grain') + 1:,} hits</span>" in page
        assert f"<span>together in {text.count('Chad and trade'):,} sentences</span>" in page
        assert f'Chad</span> <span class="count">{text.count("Chad") + 1:,}×</span>' in page
        assert 'Burma</span> <span class="count">1×</span>' in page


def test_hits_are_numbered_as_the_whole_document_has_them(pages):
    before = len(re.findall(r'<mark id="(?:title-)?hit-\d+"', pages[1]))
    hits = re.search(r'aria-label="Hits in this document".*?</ol>', pages[2], re.DOTALL)[0]
    numbers = [int(words.replace(",", "")) for _, words, _ in links(hits)]

    assert numbers[:3] == [before, before + 1, before + 2]
    assert f'data-passed="{before}"' in pages[2]
    assert links(hits)[0][0].endswith(f"#hit-{before - 1}")  # one hit is in the title
    assert links(hits)[1][0] == f"#hit-{before}"


def test_a_label_of_another_part_leads_there(pages):
    assert re.search(r'In other parts: <a href="[^"]*part=4#actor-\d+">part 4</a> 1×', pages[1])


def test_labels_of_other_parts_are_counted_where_there_are_too_many_to_name(monkeypatch, long_client):
    monkeypatch.setattr("web.evidence._LEADING", 1)
    page = long_client.get(ADDRESS).text

    assert "Burma" not in page
    assert "Other parts have 1 more actor." in page


def test_all_parts_are_reached_without_scripts_and_keep_the_search(pages):
    first, last = pages[1], pages[4]

    assert "shown in parts: this is part 1 of 4." in first
    assert [href for href, words, _ in links(first) if words == "Next part"] == [f"{ADDRESS}?{QUERY}&part=2"] * 2
    assert [href for href, words, _ in links(last) if words == "Part 1"] == [f"{ADDRESS}?{QUERY}"] * 2
    assert not [words for _, words, _ in links(last) if words == "Next part"]
    assert "<title>Grain and Chad, part 4 of 4" in last


def test_the_first_part_is_shown_where_none_is_asked_for(long_client, pages):
    assert long_client.get(f"{ADDRESS}?{QUERY}").text == pages[1]


@pytest.mark.parametrize("asked", ["0", "5", "-1", "two", "1.5", "٢", "9" * 400])
def test_a_part_that_there_is_not_is_said(long_client, asked):
    response = long_client.get(f"{ADDRESS}?part={asked}")

    assert response.status_code == 200
    assert "this is part 1 of 4" in response.text
    assert len(notices(response.text)) == 1
    assert notices(response.text)[0].startswith("“part” is a number from 1 to 4;")


def test_a_short_document_is_whole(long_client):
    page = long_client.get("/documents/short?q=grain").text

    assert "shown in parts" not in page
    assert "Parts of the document" not in page
    assert "other parts" not in page.lower()


def test_the_api_gives_the_whole_document(long_client, text):
    stored = long_client.get("/api/documents/long?part=2").json

    assert stored["document"]["body"] == text
    assert len(stored["annotations"]["actors"]) == text.count("Chad") + text.count("Andes") + text.count("Burma") + 1


def test_the_page_of_a_part_does_not_grow_with_the_text(long_client, text):
    assert len(long_text(9_000)) > 3 * len(text)

    pages = [long_client.get(f"/documents/{name}?{QUERY}&part=2").text for name in ("long", "longer")]

    assert len(pages[1]) < 1.1 * len(pages[0])
