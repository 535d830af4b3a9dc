"""Events and reign eras from their tables."""

from collections.abc import Mapping
from typing import Final

from .agents import common, identifiers, links
from .dates import bounds, edtf
from .evidence import Attested, attested, seen, things, unseen
from .tables import Row
from .turtle import Fact, Thing, reference, text, typed

_CLASSES: Final = {"Alliance": "Treaty", "Rebellion": "Betrayal"}
_BETRAYAL_ROLES: Final = {
    "betrayer": "cy:betrayer",
    "betrayed": "cy:betrayed",
    "beneficiary": "cy:beneficiary",
}


def event(row: Row, everything: Mapping[str, Row]) -> list[Thing]:
    """An event with date, place and everybody who took part, each in the most exact role that is known."""
    name = _CLASSES.get(row["class"], row["class"])
    date = edtf(row["start"], row["end"])
    roles = _roles(row, everything)
    facts = [
        ("a", f"cy:{name}"),
        *common(row),
        *_between(*bounds(date)),
        *_participants(row, name, {value for _, value in roles}),
        *([("cy:betrayalKind", f"cy:{row['betrayal_kind']}")] if row["betrayal_kind"] else []),
        *links(row, "place", "cy:place", "place"),
        *links(row, "part_of", "cy:partOf", "event"),
    ]
    evidence = [_dated(date, row), *map(unseen, roles), *identifiers(row)]
    return things(reference("event", row["id"]), facts, evidence)


def era(row: Row) -> list[Thing]:
    """A reign era; where the first or last day is not known, its year is taken whole."""
    start, end = (row[f"{edge}_date"] or edtf(row[f"{edge}_year"]) for edge in ("start", "end"))
    days = _between(*bounds(f"{start}/{end}"))
    return things(
        reference("era", row["id"]),
        [
            ("a", "cy:Era"),
            *common(row),
            *links(row, "polity", "cy:eraOf", "polity"),
            *links(row, "ruler", "cy:eraRuler", "person"),
        ],
        [seen(fact, row) for fact in days],
    )


def _dated(date: str, row: Row) -> Attested:
    return attested(("cy:date", text(date)), row, verified=row["verified"] == "yes")


def _between(earliest: str, latest: str) -> list[Fact]:
    return [("cy:earliest", typed(earliest, "xsd:date")), ("cy:latest", typed(latest, "xsd:date"))]


def _roles(row: Row, everything: Mapping[str, Row]) -> list[Fact]:
    """Who betrayed whom in whose favour: columns that we added from general knowledge."""
    return [
        (predicate, reference(everything[slug].kind, slug))
        for column, predicate in _BETRAYAL_ROLES.items()
        for slug in row.many(column)
    ]


def _participants(row: Row, name: str, placed: set[str]) -> list[Fact]:
    party = "cy:party" if name == "Treaty" else "cy:participant"
    everybody = [*links(row, "parties", party, "polity"), *links(row, "persons", "cy:participant", "person")]
    return [(predicate, value) for predicate, value in everybody if value not in placed]
