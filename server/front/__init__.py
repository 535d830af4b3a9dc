"""What stands between the network and the application: ASGI outside, WSGI in threads inside."""

from server.front.arrival import Limits
from server.front.bridge import Front, Guide
from server.front.remembered import remembered
from server.front.reply import Reply, compressed, matches, not_modified
from server.front.request import Request
from server.front.visit import CLIENT, GONE, LASTING, REFUSED, REQUEST, Way

__all__ = [
    "CLIENT",
    "GONE",
    "LASTING",
    "REFUSED",
    "REQUEST",
    "Front",
    "Guide",
    "Limits",
    "Reply",
    "Request",
    "Way",
    "compressed",
    "matches",
    "not_modified",
    "remembered",
]
