"""Reading the collection's actors.toml and topics.toml: mistakes are named, and cost nothing else."""

import pytest

from search.corrections import read_corrections, topic_labels


@pytest.fixture
def read(tmp_path):
    def read(actors="", topics=""):
        (tmp_path / "actors.toml").write_text(actors, encoding="utf-8")
        (tmp_path / "topics.toml").write_text(topics, encoding="utf-8")
        return read_corrections(tmp_path)

    return read


def problems(corrections):
    return [str(problem) for problem in corrections.problems]


def test_a_collection_without_corrections_has_no_problems(tmp_path):
    assert read_corrections(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("[merge]\na-b = 7", "actors.toml:2: what it becomes must be an id such as sergei-lavrov, not 7"),
        ('[merge]\n"A B" = "a-b"', "actors.toml:2: the merged actor must be an id such as sergei-lavrov, not 'A B'"),
        ("[alias]\n\nnato = [7]", 'actors.toml:3: the spellings of nato must be texts; write ["one", "other"]'),
        ('[alias]\nnato = ["-"]', "actors.toml:2: the spellings of nato holds '-', which has no letter; take it out"),
        ('[add.x]\nname = "X"\nkind = "persona"', "actors.toml:3: kind 'persona' is not known; did you mean 'person'?"),
        ('[add.x]\nkind = "person"', 'actors.toml:1: name is missing; write name = "..."'),
        ('[add.x]\nname = "X"\nkin = "person"', "actors.toml:3: 'kin' is not known here; did you mean 'kind'?"),
        ('[add]\nname = "X"', "actors.toml:2: add needs a table of its own; write [add.name]"),
        ('[rename]\nnato = ""', "actors.toml:2: nato must be a text, not ''; write nato = \"...\""),
        (
            "[hide]\nnato = 1",
            'actors.toml:2: nato must be true, or what it hides must be texts; write ["one", "other"]',
        ),
        (
            '[[never-merge]]\nactors = ["a"]',
            'actors.toml:2: actors needs two ids or more; write actors = ["one", "other"]',
        ),
        ('[mrege]\na = "b"', "actors.toml:2: the table [mrege] is not known; did you mean 'merge'?"),
        ('a = "b"', "actors.toml:1: 'a' stands in no table; put a line such as [merge] or [alias] above it"),
        (
            '[rename]\na = "A"\n[rename]\na = "B"',
            "actors.toml:4: rename a stands on line 2 already; take one of the two out",
        ),
        (
            '[[split]]\nactor = "a"\ninto = "b"\nfrom = "2022-13"',
            "actors.toml:4: from '2022-13' is not a date; write 2022-02-17, 2022-02 or 2022",
        ),
        (
            '[[split]]\nactor = "a"\ninto = "b"\nfrom = 2022-02-02\nto = "2021"',
            "actors.toml:5: to 2021-12-31 lies before from 2022-02-02; exchange them",
        ),
        (
            '[[split]]\nactor = "a"\ninto = "b"',
            "actors.toml:1: a split of everything is a merge; name texts, or days with from and to",
        ),
        (
            '[split]\nactor = "a"\ninto = "b"\ntexts = ["x"]',
            "actors.toml:2: split has the wrong number of brackets above it; write [[split]]",
        ),
        (
            '[[merge]]\na = "b"',
            "actors.toml:1: merge has the wrong number of brackets above it; write [merge]",
        ),
        (
            '[merge]\na = "b"\n[[never-merge]]\nactors = ["b", "a"]',
            "actors.toml:2: a and b are kept apart by never-merge; take one of the two out",
        ),
    ],
)
def test_a_mistake_in_actors_is_named_with_its_line_and_remedy(read, source, complaint):
    assert problems(read(actors=source)) == [complaint]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('[merge]\ntarrifs = "trade"', "topics.toml:2: there is no topic 'tarrifs'; did you mean 'tariffs'?"),
        ('[phrases.trade]\nstrong = ["oil (s"]', "topics.toml:2: '(' in the phrase 'oil (s'"),
        ("[threshold]\ntrade = 0", "topics.toml:2: a threshold is a number above 0 such as 1.5, not 0"),
        ("[hide]\ntrade = false", "topics.toml:2: a topic is hidden whole; write trade = true"),
        ('[add.trade]\nname = "T"\ngroup = "trade"', "topics.toml:1: there is a topic 'trade' already"),
        (
            '[add.x]\nname = "X"\ngroup = "trad"\nstrong = ["x"]',
            "topics.toml:3: there is no group 'trad'; did you mean",
        ),
        ('[add.x]\nname = "X"\ngroup = "trade"', "topics.toml:1: x has no phrase to be found by"),
        ('[phrases.trade]\nstrnog = ["x"]', "topics.toml:2: 'strnog' is not known here; did you mean 'strong'?"),
    ],
)
def test_a_mistake_in_topics_is_named_with_its_line_and_remedy(read, source, complaint):
    (problem,) = problems(read(topics=source))

    assert problem.startswith(complaint)


def test_a_table_that_cannot_be_read_is_named_with_its_line_and_costs_no_other(read):
    corrections = read(actors='[rename]\nnato = "NATO"\n\n[alias]\nrussia = ["Rossija"\n\n[merge]\na = "b"\n')

    assert corrections.actors.names == {"nato": "NATO"}
    assert corrections.actors.merged == {"a": "b"}
    (problem,) = problems(corrections)
    assert problem.startswith("actors.toml:5: ")
    assert "the rest of [alias] is left out until then" in problem


def test_one_wrong_line_costs_no_other_line_of_its_table(read):
    corrections = read(actors='[merge]\na = 7\nb = "c"\n')

    assert corrections.actors.merged == {"b": "c"}
    assert len(corrections.problems) == 1


def test_a_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / "actors.toml").write_bytes(b"\xff\xfe[merge]")

    assert problems(read_corrections(tmp_path))[0].startswith("actors.toml:1: the file cannot be read")


def test_merges_that_go_round_in_a_circle_are_named_and_left_out(read):
    corrections = read(actors='[merge]\na = "b"\nb = "a"\nc = "d"')

    assert corrections.actors.merged == {"c": "d"}
    assert problems(corrections) == [
        "actors.toml:2: a is merged into b, which leads back to a; take one of them out",
        "actors.toml:3: b is merged into a, which leads back to b; take one of them out",
    ]


def test_merges_may_be_chained(read):
    assert read(actors='[merge]\na = "b"\nb = "c"\n').actors.merged == {"a": "c", "b": "c"}


def test_the_fingerprint_is_that_of_what_has_an_effect(read):
    plain = read(actors='[merge]\na = "b"\nc = "d"\n').fingerprint

    assert read(actors='# a comment\n[merge]\nc = "d"\na = "b"\n').fingerprint == plain
    assert read(actors='[merge]\na = "b"\nc = "e"\n').fingerprint != plain
    assert read(actors='[merge]\na = "b"\nc = "d"\n', topics="[hide]\ntrade = true\n").fingerprint != plain


def test_labels_follow_the_collection(read):
    source = '[groups]\nsea = "The sea"\n[add.cables]\nname = "Cables"\ngroup = "sea"\nstrong = ["sea cable(s)"]\n'
    source += '[rename]\ntrade = "Commerce"\n[merge]\ntariffs = "trade"\n[hide]\nhealth = true\n'

    labels = topic_labels(read(topics=source))

    assert (labels["cables"].name, labels["cables"].kind) == ("Cables", "sea")
    assert (labels["sea"].name, labels["sea"].kind) == ("The sea", "")
    assert labels["trade"].name == "Commerce"
    assert not {"tariffs", "health"} & labels.keys()
