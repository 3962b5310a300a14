"""The sentences in which labels stand."""

from search.model import ActorMention, Annotations, Document, LabelledSentence, TopicMention
from search.placing import labelled_sentences
from tests.search.collections import written


def test_each_sentence_with_a_label_is_kept_once_in_the_order_of_the_text_the_title_first():
    body = "Andes met Burma and Andes.\n\nNobody spoke. Burma spoke of trade. Chad left."

    assert written("a", body, title="Chad").sentences == (
        LabelledSentence(-1, ("chad",), ()),
        LabelledSentence(0, ("andes", "burma"), ()),
        LabelledSentence(1, ("burma",), ("trade", "economy")),
        LabelledSentence(1, ("chad",), ()),
    )


def test_a_mention_stands_in_the_sentence_that_it_begins_in():
    body = "They met the U.S. State Department. Trade fell."
    name = "U.S. State Department. Trade"
    mention = ActorMention("body", body.index(name), body.index(name) + len(name), name, "a", "A", "group", "name")
    topic = TopicMention("body", body.index("Trade"), body.index("Trade") + 5, "Trade", "trade", 1.0)

    found = labelled_sentences(Document("a", "", body), Annotations(actors=(mention,), topics=(topic,)), {})
    assert found == (LabelledSentence(0, ("a",), ()), LabelledSentence(0, (), ("trade",)))


def test_a_document_without_labels_has_no_labelled_sentence():
    assert labelled_sentences(Document("a", "Title", "Nothing. Nobody."), Annotations(), {}) == ()
