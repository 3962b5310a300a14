"""Document -> ActorMentions: who is named or spoken for in a text."""

from search.extraction.actors.find import OtherName, Reading, find_actors, read_names
from search.extraction.actors.gazetteer import Actor, Gazetteer, Office, load_gazetteer

__all__ = ["Actor", "Gazetteer", "Office", "OtherName", "Reading", "find_actors", "load_gazetteer", "read_names"]
