"""A document with its marks, and the reasons for its labels: work that grows as the text does, and no faster."""

import re

import pytest

from search.model import Annotations, Document, Label, StoredDocument, TopicMention
from web.evidence import Span, marked, paragraphs_of, topic_reasons
from web.parts import Parts

FEW, MANY = 100, 400


class Looks:
    """A value that counts how often some of its attributes are looked at."""

    def __init__(self, value, *counted):
        self.value, self.counted, self.count = value, counted, 0

    def __getattr__(self, name):
        self.count += name in self.counted
        return getattr(self.value, name)


def looks(values):
    return sum(value.count for value in values)


def sentences(count, between):
    """A text that says the same over and over, and a marked word in each of its sentences."""
    said = f"Words were said.{between}"
    spans = [Span(at, at + 5, "hit", f"hit-{at}") for at in range(0, len(said) * count, len(said))]
    return said * count, [Looks(span, "start", "end") for span in spans]


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["many paragraphs", "one paragraph"])
def test_a_text_four_times_as_long_is_marked_with_four_times_the_work(between):
    worked = {}
    for count in (FEW, MANY):
        text, spans = sentences(count, between)
        html = "".join(paragraph.html for paragraph in paragraphs_of(text, 0, len(text), spans))
        assert html.count("<mark") == count
        worked[count] = looks(spans)

    assert worked[MANY] < 5 * worked[FEW]


def test_four_times_as_many_labels_are_explained_with_four_times_the_work():
    worked = {}
    for count in (FEW, MANY):
        ids = [f"topic-{number}" for number in range(count)]
        mentions = [Looks(TopicMention("body", 0, 5, "Words", topic, 1.0), "topic") for topic in ids]
        labels = tuple(Label(topic, topic) for topic in ids)
        stored = StoredDocument(Document("a", "A", "Words."), Annotations(topics=tuple(mentions)), (), labels)
        assert [len(reason.places) for reason in topic_reasons(stored, Parts([0], 6))] == [1] * count
        worked[count] = looks(mentions)

    assert worked[MANY] < 5 * worked[FEW]


def test_marks_that_overlap_are_cut_so_that_they_nest():
    spans = [Span(0, 6, "actor", "actor-0"), Span(4, 9, "date", "date-0"), Span(5, 8, "hit", "hit-1")]

    assert marked("Minsk <II>", 0, 10, spans) == (
        '<span class="on-actor" id="actor-0">Mins</span>'
        '<span class="on-date" id="date-0"><span class="on-actor">k</span></span>'
        '<span class="on-date"><span class="on-actor"><mark id="hit-1"> </mark></span></span>'
        '<span class="on-date"><mark>&lt;I</mark></span>'
        '<span class="on-date">I</span>&gt;'
    )


def test_whatever_comes_from_the_collection_is_escaped():
    (link,) = re.findall(r"<a [^>]*>", marked("Minsk", 0, 5, [Span(0, 5, "actor", "actor-0", 'why-actor-"><b>')]))

    assert link == '<a class="mention" href="#why-actor-&#34;&gt;&lt;b&gt;" tabindex="-1">'
