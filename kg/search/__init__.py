"""Things by their names and passages by their words: an index beside each version, and questions to it."""

from kg.search.found import Found, FoundPassage, FoundThing
from kg.search.shelf import Shelf

__all__ = ["Found", "FoundPassage", "FoundThing", "Shelf"]
