import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import snippets as of_matches
from search.snippets import Sought, as_text, matches, matches_of_each

TALKS = Sought(stems=frozenset({"talk"}))


def highlighted(text, sought):
    return of_matches.highlighted(text, matches(text, sought))


def snippets(text, sought, **options):
    return of_matches.snippets(text, matches(text, sought), **options)


def test_every_inflection_of_a_bare_word_is_marked():
    assert highlighted("Talks, talking; talked.", TALKS) == (
        "<mark>Talks</mark>, <mark>talking</mark>; <mark>talked</mark>."
    )


def test_a_word_typed_in_quotation_marks_is_marked_as_written_only():
    assert highlighted("Talks and talk", Sought(terms=frozenset({"talk"}))) == "Talks and <mark>talk</mark>"


def test_a_phrase_is_one_mark_across_a_line_break():
    sought = Sought(phrases=(("security", "guarantees"),))

    assert highlighted("no security; security\nguarantees", sought) == (
        "no security; <mark>security\nguarantees</mark>"
    )


def test_what_a_document_says_is_never_html():
    html = highlighted('<script>talk("&")</script>', TALKS)

    assert html == "&lt;script&gt;<mark>talk</mark>(&#34;&amp;&#34;)&lt;/script&gt;"


def test_a_match_far_into_a_long_text_is_shown():
    text = "Nothing here. " * 40_000 + "At last they talk of peace. " + "Nothing there. " * 1000

    (snippet,) = snippets(text, TALKS)

    assert "<mark>talk</mark> of peace" in snippet
    assert len(as_text(snippet)) < 400


def test_the_passage_with_more_of_the_query_is_preferred():
    text = "Gas. " + "Nothing. " * 100 + "Gas and oil and grain." + " Nothing." * 100 + " Gas."
    sought = Sought(stems=frozenset({"gas", "oil", "grain"}))

    assert "<mark>Gas</mark> and <mark>oil</mark> and <mark>grain</mark>" in snippets(text, sought, at_most=1)[0]


def test_a_text_without_a_match_gives_its_opening():
    assert snippets("The opening.", TALKS) == ("The opening.",)
    assert snippets(" \n ", TALKS) == ()


def test_a_snippet_says_where_text_was_left_out():
    text = "First sentence. " * 60 + "Here they talk. " + "Last sentence. " * 60

    (snippet,) = snippets(text, TALKS)

    assert snippet.endswith("…")


@pytest.mark.parametrize("text", ["talk", "TALK’S talk", "talk\x00talk", "ﬁ talk"])
def test_marks_leave_the_text_as_it_is(text):
    assert highlighted(text, TALKS).replace("<mark>", "").replace("</mark>", "").unescape() == text


@given(st.text(alphabet="talks <&.\n’é北", max_size=400))
def test_marks_are_places_in_the_text_in_order(text):
    found = matches(text, Sought(stems=frozenset({"talk"}), phrases=(("a", "l"),)))

    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(
        "<" not in re.sub("</?mark>", "", snippet) for snippet in (*snippets(text, TALKS), highlighted(text, TALKS))
    )


@given(st.lists(st.text(alphabet="talks <&.\n’é北", max_size=60), max_size=6))
def test_several_texts_have_the_matches_that_each_has_by_itself(texts):
    sought = Sought(stems=frozenset({"talk"}), phrases=(("a", "l"), ("talk", "s")))

    assert matches_of_each(texts, sought) == [matches(text, sought) for text in texts]
