import html
import re

from search.extraction.painting import painted
from search.model import ActorMention, Annotations, Document, TopicMention


def mention(body, text):
    start = body.index(text)
    return ActorMention("body", start, start + len(text), text, "nato", "NATO", "organisation", "name")


def test_a_painted_text_is_the_text_and_nothing_of_it_is_html():
    body = 'NATO said: "<b>NATO & Co</b>"'
    overlapping = TopicMention("body", 5, 14, body[5:14], "alliances", 0.5)

    page = painted(Document("a", "<i>", body), Annotations((mention(body, "NATO"),), (), (overlapping,)))

    text = re.search(r"<div>(.*)</div>", page, re.DOTALL).group(1)
    assert html.unescape(re.sub(r"</?span[^>]*>", "", text)) == body
    assert page.count("<span") == page.count("</span>") == 2
    assert "<i>" not in page


def test_a_mention_that_outlasts_the_one_around_it_is_closed_with_it():
    body = "the NATO summit"
    outer = TopicMention("body", 0, 8, body[:8], "alliances", 0.5)
    crossing = TopicMention("body", 4, 15, body[4:], "summits", 0.5)

    page = painted(Document("a", "t", body), Annotations((), (), (outer, crossing)))

    assert re.search(r"the <span[^>]*>NATO</span></span> summit", page)
