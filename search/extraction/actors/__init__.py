"""Document -> ActorMentions: who is named or spoken for in a text."""

from search.extraction.actors.find import find_actors
from search.extraction.actors.gazetteer import Actor, Gazetteer, Office, load_gazetteer

__all__ = ["Actor", "Gazetteer", "Office", "find_actors", "load_gazetteer"]
