"""Polities, persons, peoples and forces from their tables."""

from typing import Final

from .dates import dated, edtf, moment
from .evidence import Attested, attested, seen, sources, things, unseen
from .names import names
from .tables import Row
from .turtle import Fact, Thing, reference, text

_GENDERS: Final = {"m": "cy:Male", "f": "cy:Female"}
_IDENTIFIERS: Final = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "cbdb_id": "https://cbdb.fas.harvard.edu/cbdbapi/person.php?id={}",
    "viaf": "http://viaf.org/viaf/{}",
    "dila_id": "http://authority.dila.edu.tw/person/?fromInner={}",
}


def polity(row: Row) -> list[Thing]:
    """A state with its people, its span of years and the larger state that it is a part of."""
    years = [*moment("cy:inception", row["start_year"]), *moment("cy:dissolution", row["end_year"])]
    return things(
        reference("polity", row["id"]),
        [
            ("a", f"cy:{row['class']}"),
            *common(row),
            *links(row, "people", "cy:ledByPeople", "people"),
            *links(row, "part_of", "dcterms:isPartOf", "polity"),
            *span(row),
        ],
        [*(seen(fact, row) for fact in years), *identifiers(row)],
    )


def people(row: Row) -> list[Thing]:
    """An ethnic group; the code of the China Biographical Database is kept as an identifier."""
    code = row["cbdb_ethnicity"]
    codes = [("dcterms:identifier", text(f"CBDB ETHNICITY_TRIBE_CODES {code}"))] if code else []
    return things(
        reference("people", row["id"]),
        [("a", "cy:People"), *common(row)],
        [*(attested(fact, row, verified=True) for fact in codes), *identifiers(row)],
    )


def force(row: Row) -> list[Thing]:
    """An army with the states that it served, followed by what its leaders commanded."""
    subject = reference("force", row["id"])
    years = [*moment("cy:inception", row["start_year"]), *moment("cy:dissolution", row["end_year"])]
    described = things(
        subject,
        [("a", "cy:Force"), *common(row), *links(row, "polity", "cy:served", "polity"), *span(row)],
        [seen(fact, row) for fact in years],
    )
    leaders = (reference("person", leader) for leader in row.many("leader"))
    return [*described, *(Thing(leader, (("cy:commanded", subject),)) for leader in leaders)]


def person(row: Row) -> list[Thing]:
    """A human being with life, reign, allegiance and identifiers."""
    return things(
        reference("person", row["id"]),
        [
            ("a", "cy:Person"),
            *common(row),
            *([("cy:gender", _GENDERS[row["gender"]])] if row["gender"] else []),
            *links(row, "people", "cy:memberOfPeople", "people"),
            *links(row, "ruler_of", "cy:rulerOf", "polity"),
            *links(row, "served", "cy:served", "polity"),
            *_life_bounds(row),
        ],
        [*_years(row), *identifiers(row)],
    )


def common(row: Row) -> list[Fact]:
    """What every row says alike: names, note and the sources of the row as a whole."""
    note = [("skos:note", text(row["note"], "en"))] if row["note"] else []
    return [*names(row), *note, *(("dcterms:source", text(source)) for source in sources(row))]


def links(row: Row, column: str, predicate: str, kind: str) -> list[Fact]:
    """A fact for each thing that a cell names."""
    return [(predicate, reference(kind, slug)) for slug in row.many(column)]


def span(row: Row) -> list[Fact]:
    """The days between which a state or an army came into being and ceased to be."""
    columns = {"cy:inception": row["start_year"], "cy:dissolution": row["end_year"]}
    return [fact for predicate, year in columns.items() if year for fact in dated(predicate, edtf(year))]


def identifiers(row: Row) -> list[Attested]:
    """The same thing elsewhere. An identifier was always copied from a source, never from memory."""
    given = [template.format(each) for column, template in _IDENTIFIERS.items() for each in row.many(column)]
    return [attested(("owl:sameAs", f"<{iri}>"), row, verified=True) for iri in given]


def _life_bounds(row: Row) -> list[Fact]:
    columns = {"cy:birth": row["birth_year"], "cy:death": row["death_year"]}
    return [fact for predicate, year in columns.items() if year for fact in dated(predicate, edtf(year))]


def _years(row: Row) -> list[Attested]:
    life = [*moment("cy:birth", row["birth_year"]), *moment("cy:death", row["death_year"])]
    reign = [*moment("cy:reignStart", row["reign_start"]), *moment("cy:reignEnd", row["reign_end"])]
    return [
        *(_checked(fact, row, "dates") for fact in life),
        *(_checked(fact, row, "reign") for fact in reign),
    ]


def _checked(fact: Fact, row: Row, what: str) -> Attested:
    """A year of a person: `verified_what` tells whether all, some or none of its kind were looked up."""
    checks = row.many("verified_what", "+")
    if what in checks or f"{what}(part)" in checks:
        return attested(fact, row, verified=what in checks)
    return unseen(fact)
