"""What stands between the network and the application: ASGI outside, WSGI in threads inside."""

from server.front.arrival import Limits
from server.front.bridge import CLIENT, GONE, REFUSED, REQUEST, Front

__all__ = ["CLIENT", "GONE", "REFUSED", "REQUEST", "Front", "Limits"]
