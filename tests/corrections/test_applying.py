"""The collection's word on what extraction found, with evidence for every label."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.corrections import apply, read_corrections
from search.extraction.topics import find_topics
from search.model import ActorMention, Annotations, Document

BODY = "Bush met Lavrow in Georgia. The Contact Group met Moscow. G. Maxwell spoke of sea cables and Georgia Tech."
FOUND = [
    ("Bush", "george-w-bush", "George W. Bush", "person", "surname"),
    ("Georgia", "georgia", "Georgia", "state", "name"),
    ("Moscow", "russia", "Russia", "state", "metonym"),
    ("G. Maxwell", "ghislaine-maxwell", "Ghislaine Maxwell", "person", "misspelling"),
    ("Georgia Tech", "georgia-tech", "Georgia Tech", "organisation", "name"),
]
DOCUMENT = Document(id="one", title="", body=BODY, published="2001-05-04")


def mention(text, actor, name, kind, basis):
    start = BODY.index(text)
    return ActorMention("body", start, start + len(text), text, actor, name, kind, basis)


ANNOTATIONS = Annotations(actors=tuple(mention(*found) for found in FOUND), topics=find_topics(DOCUMENT))


@pytest.fixture
def corrected(tmp_path):
    def corrected(actors="", topics="", document=DOCUMENT, annotations=ANNOTATIONS):
        (tmp_path / "actors.toml").write_text(actors, encoding="utf-8")
        (tmp_path / "topics.toml").write_text(topics, encoding="utf-8")
        corrections = read_corrections(tmp_path)
        assert corrections.problems == ()
        return apply(corrections, document, annotations)

    return corrected


def actors_of(annotations):
    return [(mention.text, mention.actor) for mention in annotations.actors]


def topics_of(annotations):
    return {mention.topic for mention in annotations.topics}


def test_without_corrections_nothing_changes(corrected):
    assert corrected() == ANNOTATIONS


def test_an_added_actor_is_found_by_its_names(corrected):
    annotations = corrected('[add.contact-group]\nname = "Contact Group"\nkind = "organisation"\n')

    (added,) = [mention for mention in annotations.actors if mention.actor == "contact-group"]
    assert (added.text, added.name, added.kind, added.basis) == (
        "Contact Group",
        "Contact Group",
        "organisation",
        "name",
    )
    assert BODY[added.start : added.end] == added.text


def test_an_alias_is_another_spelling_of_an_actor(corrected):
    annotations = corrected('[alias]\nsergei-lavrov = ["Lavrow"]\n')

    assert ("Lavrow", "sergei-lavrov") in actors_of(annotations)
    assert [mention.basis for mention in annotations.actors if mention.text == "Lavrow"] == ["alias"]


def test_an_alias_wins_over_what_was_found_there_but_not_over_a_longer_name(corrected):
    annotations = corrected('[alias]\ngeorgia-us-state = ["Georgia"]\n')

    assert [actor for text, actor in actors_of(annotations) if text.startswith("Georgia")] == [
        "georgia-us-state",
        "georgia-tech",
    ]


def test_a_spelling_with_a_capital_is_not_found_without_it(corrected):
    lower = Document(id="two", title="", body="a contact group of lenses")

    annotations = corrected(
        '[add.contact-group]\nname = "Contact Group"\nkind = "organisation"\n',
        document=lower,
        annotations=Annotations(),
    )

    assert annotations.actors == ()


def test_merged_actors_are_one_with_one_name(corrected):
    annotations = corrected('[merge]\ngeorgia-tech = "georgia"\n')

    merged = [mention for mention in annotations.actors if mention.text == "Georgia Tech"]
    assert [(one.actor, one.name, one.kind) for one in merged] == [("georgia", "Georgia", "state")]


@pytest.mark.parametrize(
    ("days", "published", "actor"),
    [
        ("", "2001-05-04", "george-h-w-bush"),
        ("to = 1993\n".replace("1993", '"1993"'), "1991-01-17", "george-h-w-bush"),
        ('to = "1993"\n', "2001-05-04", "george-w-bush"),
        ('to = "1993"\n', "", "george-w-bush"),
        ('from = "1991-03"\n', "1991", "george-w-bush"),
        ("from = 1991-03-01\n", "1991-03", "george-h-w-bush"),
    ],
)
def test_a_split_gives_some_mentions_to_another_actor(corrected, days, published, actor):
    source = f'[[split]]\nactor = "george-w-bush"\ntexts = ["bush"]\ninto = "george-h-w-bush"\n{days}'
    document = Document(id="one", title="", body=BODY, published=published)

    assert ("Bush", actor) in actors_of(corrected(source, document=document))


def test_a_renamed_actor_has_its_new_name_everywhere(corrected):
    annotations = corrected('[rename]\nrussia = "Russian Federation"\n[merge]\ngeorgia = "russia"\n')

    assert {mention.name for mention in annotations.actors if mention.actor == "russia"} == {"Russian Federation"}


def test_a_hidden_actor_is_gone_and_a_hidden_text_only_where_it_stands(corrected):
    assert "russia" not in {actor for _, actor in actors_of(corrected("[hide]\nrussia = true\n"))}
    assert ("Georgia", "georgia") not in actors_of(corrected('[hide]\ngeorgia = ["GEORGIA"]\n'))
    assert ("Moscow", "russia") in actors_of(corrected('[hide]\nrussia = ["Kremlin"]\n'))


def test_never_merge_gives_back_a_name_that_was_taken_for_another(corrected):
    annotations = corrected('[[never-merge]]\nactors = ["g-maxwell", "ghislaine-maxwell"]\n')

    assert ("G. Maxwell", "g-maxwell") in actors_of(annotations)


def test_an_added_topic_is_found_by_its_phrases(corrected):
    annotations = corrected(topics='[add.cables]\nname = "Cables"\ngroup = "trade"\nstrong = ["sea cable(s)"]\n')

    assert [mention.text for mention in annotations.topics if mention.topic == "cables"] == ["sea cables"]


def test_more_phrases_exclusions_and_thresholds_change_what_a_topic_is_found_by(corrected):
    document = Document(id="two", title="", body="The widget accord was signed. Free trade was not spoken of.")
    found = Annotations(topics=find_topics(document))

    def topics(source):
        return topics_of(corrected(topics=source, document=document, annotations=found))

    assert "trade" in topics("")
    assert "trade" not in topics('[phrases.trade]\nnot = ["free trade was not"]\n')
    assert "trade" not in topics("[threshold]\ntrade = 9\n")
    assert "fisheries" in topics('[phrases.fisheries]\nstrong = ["widget accord(s)"]\n')


def test_merged_and_hidden_topics_are_gone(corrected):
    document = Document(id="two", title="Tariffs", body="Tariffs on imported goods and protective tariffs.")
    found = Annotations(topics=find_topics(document))
    assert {"tariffs", "trade"} <= topics_of(found)

    merged = corrected(topics='[merge]\ntariffs = "trade"\n', document=document, annotations=found)
    hidden = corrected(topics="[hide]\ntariffs = true\n", document=document, annotations=found)

    assert "tariffs" not in topics_of(merged) | topics_of(hidden)
    assert len({(one.field, one.start, one.end) for one in merged.topics}) == len(merged.topics)


IDS = [actor for _, actor, *_ in FOUND]
PAIRS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=3)


@settings(max_examples=50, deadline=None)
@given(merges=PAIRS, hidden=st.sampled_from(IDS), alias=st.sampled_from(["Lavrow", "Georgia", "Bush met", "Tech"]))
def test_taking_corrections_out_again_gives_back_what_was_there(tmp_path_factory, merges, hidden, alias):
    seeds = tmp_path_factory.mktemp("seeds")
    lines = ["[merge]", *(f'{one} = "{other}"' for one, other in dict(merges).items() if one != other)]
    lines += ["[hide]", f"{hidden} = true", "[alias]", f'russia = ["{alias}"]']
    (seeds / "actors.toml").write_text("\n".join(lines), encoding="utf-8")
    with_them = apply(read_corrections(seeds), DOCUMENT, ANNOTATIONS)
    (seeds / "actors.toml").write_text("", encoding="utf-8")

    assert apply(read_corrections(seeds), DOCUMENT, ANNOTATIONS) == ANNOTATIONS
    assert all(BODY[mention.start : mention.end] == mention.text for mention in with_them.actors)


@settings(max_examples=50, deadline=None)
@given(one=st.sampled_from(IDS), other=st.sampled_from(IDS))
def test_a_split_undoes_a_merge_exactly(tmp_path_factory, one, other):
    seeds = tmp_path_factory.mktemp("seeds")
    texts = [mention.text for mention in ANNOTATIONS.actors if mention.actor == one]
    merge = f'[merge]\n{one} = "{other}"\n' if one != other else ""
    split = f'[[split]]\nactor = "{other}"\ninto = "{one}"\ntexts = {texts}\n'
    (seeds / "actors.toml").write_text(merge + split, encoding="utf-8")

    assert apply(read_corrections(seeds), DOCUMENT, ANNOTATIONS) == ANNOTATIONS
