"""What lists choose from, made once of each version: things with their names, years, and values of facets."""

from kg.tables.asking import asked
from kg.tables.following import followed
from kg.tables.listings import Facet, Listing, listing_of, listings
from kg.tables.renewing import renewed
from kg.tables.table import Names, Numbers, Table, Years, spelled

__all__ = [
    "Facet",
    "Listing",
    "Names",
    "Numbers",
    "Table",
    "Years",
    "asked",
    "followed",
    "listing_of",
    "listings",
    "renewed",
    "spelled",
]
