"""Events on the land where they happened, and campaigns as routes between them."""

from server.views.atlas.data import map_csv, map_geojson
from server.views.atlas.page import MapPage, map_page, sign_title

__all__ = ["MapPage", "map_csv", "map_geojson", "map_page", "sign_title"]
