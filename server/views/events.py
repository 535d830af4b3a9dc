"""The events that a reader chose: of some years, some kinds, and a state."""

from server.config import Service
from server.views.happenings import Happening, happenings
from server.views.wish import Wish


def chosen(service: Service, wish: Wish) -> list[Happening]:
    """The events that were asked for, of the state that was asked for."""
    found = happenings(service, wish)
    state = wish.more.get("state")
    if not state:
        return found
    iri = service.links.base + state.removeprefix(service.links.base)
    return [each for each in found if any(state.iri == iri for state in each.states)]
