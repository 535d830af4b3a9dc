"""Who betrayed, fought, served and ruled whom, as a network."""

from server.views.network.data import network_csv, network_graphml, network_json
from server.views.network.page import NetworkPage, network_page
from server.views.network.ties import RELATIONS, relation_name

__all__ = [
    "RELATIONS",
    "NetworkPage",
    "network_csv",
    "network_graphml",
    "network_json",
    "network_page",
    "relation_name",
]
