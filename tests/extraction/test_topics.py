"""Which topics a document is about, with what evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.topics import score
from search.extraction.topics import Topic, TopicFinder, find_topics, standard_taxonomy, topic_scores
from search.extraction.topics.phrases import forms
from search.extraction.topics.taxonomy import Phrase
from search.model import Document

F1_REACHED = 0.83


def document(body, title=""):
    return Document(id="one", title=title, body=body)


def topics_of(body, title=""):
    return {mention.topic for mention in find_topics(document(body, title))}


def phrases_of(finder, body):
    return [mention.text for mention in finder.mentions(document(body))]


def finder(threshold=0.0, **levels):
    weights = {"strong": 0.7, "fair": 0.15, "excluded": 0.0, "against": -0.35}
    phrases = tuple(Phrase(phrase, weights[level]) for level, listed in levels.items() for phrase in listed)
    return TopicFinder([Topic("subject", "Subject", "group", phrases, threshold)])


def test_there_are_at_least_sixty_topics_in_about_twelve_groups():
    taxonomy = standard_taxonomy()

    assert len(taxonomy.topics) >= 60
    assert 10 <= len(taxonomy.groups) <= 16


def test_every_topic_has_a_name_and_a_group_that_exists():
    taxonomy = standard_taxonomy()

    assert {topic.group for topic in taxonomy.topics.values()} == set(taxonomy.groups)
    assert all(topic.name for topic in taxonomy.topics.values())


def test_one_strong_phrase_in_a_title_is_enough_for_any_topic():
    for topic in standard_taxonomy().topics.values():
        strongest = max(topic.phrases, key=lambda phrase: phrase.weight)
        form = forms(strongest.written)[0]

        assert topic.id in topics_of("a few words", title=form.as_written or form.folded)


def test_the_clients_document_is_about_security_guarantees_and_arms_control(client_document):
    topics = {mention.topic for mention in find_topics(client_document)}

    assert {"security-guarantees", "arms-control"} <= topics


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("The delegations signed a treaty on the reduction of strategic arms in Geneva.", "arms-control"),
        ("I have demanded the extradition of the fugitive under the treaty of 1842.", "extradition"),
        ("The schooner was seized while fur sealing in Behring Sea.", "fisheries"),
        ("The commissioners have agreed on the boundary line as far as the river.", "boundaries"),
        ("OPEC ministers agreed to cut crude oil production by one million barrels per day.", "oil-and-gas"),
        ("The Council of the League of Nations met on the mandates question.", "league-of-nations"),
        ("Thousands of refugees crossed the border, the UNHCR said.", "refugees"),
        ("Health officials confirmed the Ebola epidemic had spread to the capital.", "health"),
        ("The cyberattack used ransomware against the ministry.", "cyber"),
        ("The government devalued its currency and imposed exchange controls.", "currency"),
    ],
)
def test_a_sentence_that_speaks_of_a_subject_is_about_it(body, topic):
    assert topic in topics_of(body)


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("Palm oil and soybean oil prices rose while vegetable oil stocks fell.", "oil-and-gas"),
        ("Secretary Rice said on Monday that Rice would travel.", "grain"),
        ("The company reported a profit of 3 mln dollars, or 12 mln dollars before tax.", "currency"),
        ("The trade union called a strike of the bakers.", "trade"),
        ("He enjoyed good relations with the press and won a gold medal.", "metals-and-minerals"),
    ],
)
def test_words_that_only_look_like_a_subject_are_not_about_it(body, topic):
    assert topic not in topics_of(body)


def test_a_mention_is_the_text_at_its_offsets():
    text = "The “Cease\u2010\n  fire” held; L'arms\u00a0 control — the Cease-Fire."

    for mention in find_topics(document(text)):
        assert text[mention.start : mention.end] == mention.text


def test_phrases_are_found_across_case_line_breaks_hyphens_and_accents():
    detente = finder(strong=["détente", "cease-fire"])

    assert phrases_of(detente, "DETENTE, dĂŠtente, de\u0301tente") == ["DETENTE", "de\u0301tente"]
    assert phrases_of(detente, "a Cease fire,\na cease-\n   fire") == ["Cease fire", "cease-\n   fire"]


def test_phrases_are_whole_words_with_or_without_a_possessive():
    assert phrases_of(finder(strong=["oil"]), "Soil, oily, oil's, (oil), turmoil") == ["oil", "oil"]


def test_a_phrase_inside_an_excluded_one_is_no_evidence():
    oil = finder(strong=["oil"], excluded=["palm oil"])

    assert phrases_of(oil, "Palm oil and oil") == ["oil"]


def test_phrases_that_speak_against_a_topic_outweigh_it_and_are_no_evidence():
    oil = finder(threshold=0.5, strong=["oil"], against=["a share", "dividend(s)"])

    assert phrases_of(oil, "oil") == ["oil"]
    assert phrases_of(oil, "oil, a dividend of two cents a share") == []


def test_the_longer_of_two_overlapping_phrases_is_the_evidence():
    control = finder(strong=["arms control", "nuclear arms control treaty"])

    assert phrases_of(control, "a nuclear arms control treaty") == ["nuclear arms control treaty"]


def test_a_phrase_that_needs_its_capitals_is_not_found_without_them_nor_amid_capitals():
    start = finder(strong=["=START"])

    assert phrases_of(start, "They start talks on START today") == ["START"]
    assert phrases_of(start, "TALKS START AT NOON IN THE CAPITAL") == []


def test_different_phrases_say_more_than_one_repeated():
    scorer = finder(fair=["oil", "barrel(s)"])

    repeated = scorer.scores(document("oil and more oil"))
    different = scorer.scores(document("oil and one barrel"))

    assert different["subject"] > repeated["subject"]


def test_a_phrase_in_the_title_says_more_than_one_in_the_body():
    scorer = finder(fair=["oil"])

    assert (
        scorer.scores(document("a body", title="oil"))["subject"]
        > scorer.scores(document("oil", title="a body"))["subject"]
    )


def test_a_passing_phrase_in_a_long_report_is_not_what_it_is_about():
    passing = "The committee read the minutes of its last session. " * 200 + "They spoke of extradition."

    assert "extradition" not in topics_of(passing)
    assert 0 < topic_scores(document(passing))["extradition"] < 1


PHRASES = [phrase.written for topic in standard_taxonomy().topics.values() for phrase in topic.phrases]
WORDS = st.sampled_from(PHRASES).map(lambda written: forms(written)[0].folded) | st.sampled_from(
    ["on", ".\n", "x" * 99]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=4).map(" ".join), st.lists(WORDS, max_size=60).map(" ".join))
def test_no_topic_is_passed_over_whose_score_suffices(title, body):
    reached = {
        topic
        for topic, found in topic_scores(document(body, title)).items()
        if found >= standard_taxonomy().topics[topic].threshold
    }

    assert topics_of(body, title) == reached


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters() | st.sampled_from("oil- \u0301\u00ad\n'"), max_size=300))
def test_any_text_gives_evidence_equal_to_its_characters(text):
    for mention in finder(strong=["oil", "o i", "l"]).mentions(document(text, title=text)):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("unit", ["A LONG WORD OF NO CONSEQUENCE AND OIL ", "石油ß\u0301\u200b", "- -"])
def test_five_megabytes_in_one_line_are_read(unit):
    text = unit * (5_000_000 // len(unit))

    mentions = find_topics(document(text))

    assert all(text[mention.start : mention.end] == mention.text for mention in mentions[:100])


def test_f1_on_coded_news_is_what_was_reached(labelled_data):
    assert score(labelled_data, every=4)["f1"] >= F1_REACHED
