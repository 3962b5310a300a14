"""The entries of topics.toml -> TopicCorrections."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from search.corrections.expecting import WrongKey, a_table, a_text, an_id, meant, texts
from search.corrections.merging import chained
from search.corrections.tables import Entry, Report
from search.corrections.values import TopicCorrections
from search.errors import InvalidCorrection
from search.extraction.topics import LEVELS, Phrase, Taxonomy, Topic, forms, phrases_from


class TopicReader:
    """Gathers the entries of topics.toml, one after the other, on top of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.groups = dict(taxonomy.groups)
        self.topics = dict(taxonomy.topics)
        self.changed: set[str] = set()
        self.merged: dict[str, Entry] = {}
        self.hidden: set[str] = set()

    @property
    def tables(self) -> Mapping[str, Callable[[Entry], None]]:
        """What each table of the file is read by, in the order in which they are: what others name comes first."""
        return {
            "groups": self.group,
            "add": self.add,
            "phrases": self.phrases,
            "threshold": self.threshold,
            "rename": self.rename,
            "merge": self.merge,
            "hide": self.hide,
        }

    def corrections(self, report: Report) -> TopicCorrections:
        """All that was gathered; a merge that goes round in a circle is reported and left out."""
        return TopicCorrections(
            taxonomy=Taxonomy(self.groups, self.topics),
            changed=frozenset(self.changed),
            merged=chained(self.merged, report),
            hidden=frozenset(self.hidden),
        )

    def group(self, entry: Entry) -> None:
        """[groups] id = "the name": a group that is new, or the new name of one."""
        self.groups[an_id(entry.key, "the group")] = a_text({entry.key: entry.value}, entry.key)

    def add(self, entry: Entry) -> None:
        """[add.id]: a topic with its phrases."""
        table = a_table(entry, ("name", "group", "threshold", *LEVELS))
        topic = an_id(entry.key, "the topic")
        if topic in self.topics:
            raise InvalidCorrection(f"there is a topic {topic!r} already; add to it with [phrases.{topic}]")
        name, group = a_text(table, "name"), a_text(table, "group")
        if group not in self.groups:
            raise WrongKey(f"there is no group {group!r}{meant(group, self.groups)}; or name it in [groups]", "group")
        phrases = _phrases(table)
        if not any(phrase.weight > 0 for phrase in phrases):
            raise InvalidCorrection(f'{topic} has no phrase to be found by; write strong = ["..."]')
        self.topics[topic] = Topic(topic, name, group, phrases, _threshold(table.get("threshold", 1.0), "threshold"))
        self.changed.add(topic)

    def phrases(self, entry: Entry) -> None:
        """[phrases.id]: more phrases of a topic, and more that are none."""
        topic = self._known(entry.key)
        added = _phrases(a_table(entry, LEVELS))
        self._change(replace(topic, phrases=_with(topic.phrases, added)))

    def threshold(self, entry: Entry) -> None:
        """[threshold] id = number: the score from which a document is about a topic."""
        self._change(replace(self._known(entry.key), threshold=_threshold(entry.value, entry.key)))

    def rename(self, entry: Entry) -> None:
        """[rename] id = "the name to show"."""
        topic = self._known(entry.key)
        self.topics[topic.id] = replace(topic, name=a_text({entry.key: entry.value}, entry.key))

    def merge(self, entry: Entry) -> None:
        """[merge] id = "the id it becomes"."""
        self._known(entry.key)
        self._known(entry.value)
        self.merged[entry.key] = entry

    def hide(self, entry: Entry) -> None:
        """[hide] id = true."""
        if entry.value is not True:
            raise InvalidCorrection(f"a topic is hidden whole; write {entry.key} = true, or list phrases under not")
        self.hidden.add(self._known(entry.key).id)

    def _change(self, topic: Topic) -> None:
        self.topics[topic.id] = topic
        self.changed.add(topic.id)

    def _known(self, topic: object) -> Topic:
        known = self.topics.get(topic) if isinstance(topic, str) else None
        if known is None:
            raise InvalidCorrection(f"there is no topic {topic!r}{meant(str(topic), self.topics)}")
        return known


def _phrases(table: Mapping[str, object]) -> tuple[Phrase, ...]:
    """The phrases of every level; InvalidCorrection for one that cannot be read."""
    for level in LEVELS:
        for phrase in texts(table.get(level, []), level):
            _check(phrase, level)
    return tuple(phrases_from(table))


def _check(phrase: str, level: str) -> None:
    try:
        forms(phrase)
    except InvalidCorrection as error:
        raise WrongKey(str(error), level) from error


def _with(phrases: Iterable[Phrase], added: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The phrases with the added ones, which win over the same words at another level."""
    weight_of = {phrase.written: phrase.weight for phrase in (*phrases, *added)}
    return tuple(Phrase(written, weight) for written, weight in weight_of.items())


def _threshold(written: object, key: str) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float) or not 0 < written < 100:
        raise WrongKey(f"a threshold is a number above 0 such as 1.5, not {written!r}", key)
    return float(written)
