"""Document -> ActorMentions: who is named or spoken for in a text."""

from search.extraction.actors.find import Reading, find_actors, read_names
from search.extraction.actors.gazetteer import Actor, Gazetteer, Office, load_gazetteer
from search.extraction.actors.others import OtherName

__all__ = ["Actor", "Gazetteer", "Office", "OtherName", "Reading", "find_actors", "load_gazetteer", "read_names"]
