"""What the network shows, for programs that draw networks."""

import json
from collections.abc import Iterable

import networkx as nx

from server.config import Service
from server.views.network.page import near
from server.views.network.ties import Agent, Tie, ties
from server.views.sheet import comma_separated
from server.views.wish import Wish


def network_csv(service: Service, wish: Wish) -> str:
    """The ties that were asked for, one in a row."""
    rows = (
        (
            tie.source.iri,
            tie.source.name,
            tie.relation,
            tie.target.iri,
            tie.target.name,
            _dates(tie),
            _events(tie),
        )
        for tie in _found(service, wish)
    )
    columns = ("source", "sourceName", "relation", "target", "targetName", "dates", "events")
    return comma_separated(columns, rows)


def network_json(service: Service, wish: Wish) -> str:
    """Nodes and links, as d3-force and others read them."""
    found = _found(service, wish)
    nodes = [{"id": each.iri, "name": each.name, "kind": each.kind} for each in _agents(found)]
    links = [
        {
            "source": tie.source.iri,
            "target": tie.target.iri,
            "relation": tie.relation,
            "weight": tie.weight,
            "events": [{"id": each.iri, "name": each.name, "date": each.dated} for each in tie.events],
        }
        for tie in found
    ]
    return json.dumps({"nodes": nodes, "links": links}, ensure_ascii=False)


def network_graphml(service: Service, wish: Wish) -> str:
    """GraphML, as Gephi, Cytoscape and yEd read it."""
    graph = nx.MultiDiGraph()
    found = _found(service, wish)
    for each in _agents(found):
        graph.add_node(each.iri, name=each.name, kind=each.kind)
    for tie in found:
        attributes = {
            "relation": tie.relation,
            "weight": tie.weight,
            "dates": _dates(tie),
            "events": _events(tie),
        }
        graph.add_edge(tie.source.iri, tie.target.iri, key=tie.relation, **attributes)
    return "\n".join(nx.generate_graphml(graph))


def _found(service: Service, wish: Wish) -> list[Tie]:
    return near(ties(service, wish), wish, service.links.base)


def _agents(found: Iterable[Tie]) -> list[Agent]:
    return sorted({end for tie in found for end in (tie.source, tie.target)})


def _dates(tie: Tie) -> str:
    return "; ".join(each.dated for each in tie.events)


def _events(tie: Tie) -> str:
    return "; ".join(each.iri for each in tie.events)
