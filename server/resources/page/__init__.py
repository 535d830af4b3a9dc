"""The page about a thing: what its template shows, and how that follows from the graph."""

from server.resources.page.thing import ThingPage, thing_page

__all__ = ["ThingPage", "thing_page"]
