"""What is wrong in the tables, one sentence for a curator per fault."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from .ambiguity import unexplained
from .history import anachronisms
from .tables import KINDS, Row, known, rows

_SLUG: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_YEAR: Final = r"\d{1,4}"
_DAY: Final = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_DATE: Final = rf"\d{{4}}|\d{{4}}-(0[1-9]|1[0-2])|{_DAY}"
_NUMBER: Final = r"[1-9]\d*"

_FORMS: Final = {
    "id": (_SLUG, "small letters, digits and hyphens"),
    "verified": ("yes|no", "yes or no"),
    "gender": ("m|f", "m or f"),
    "kind": ("city|prefecture|circuit|region|river|mountains|pass|fort|sea", "a kind of place in lower case"),
    "coordinate_precision": ("exact|city|region centroid", "exact, city or region centroid"),
    "class": (
        "Dynasty|Polity|Event|Treaty|Alliance|Campaign|Battle|Siege|Rebellion|Betrayal",
        "a class of polities or events",
    ),
    "betrayal_kind": ("Rebellion|Defection|Surrender|OtherBetrayal", "a kind of betrayal"),
    **dict.fromkeys(("start", "end"), (_DATE, "YYYY, YYYY-MM or YYYY-MM-DD")),
    **dict.fromkeys(("start_date", "end_date"), (_DAY, "YYYY-MM-DD")),
    **dict.fromkeys(
        ("start_year", "end_year", "birth_year", "death_year", "reign_start", "reign_end"), (_YEAR, "a year")
    ),
    "wikidata": (f"Q{_NUMBER}", "Q and a number"),
    "dila_id": (r"A\d{6}", "A and six digits"),
    "chgis_tgaz": (r"hvd_\d+", "hvd_ and a number"),
    **dict.fromkeys(("cbdb_id", "viaf", "geonames", "cbdb_ethnicity"), (_NUMBER, "a number")),
    **dict.fromkeys(("lat", "lon"), (r"\d{2,3}\.\d{2,4}", "degrees with two to four decimals")),
}
_REFERENCES: Final = {
    ("polity", "people"): ("people",), ("polity", "part_of"): ("polity",),
    ("person", "people"): ("people",), ("person", "ruler_of"): ("polity",), ("person", "served"): ("polity",),
    ("place", "part_of"): ("place",), ("era", "polity"): ("polity",), ("era", "ruler"): ("person",),
    ("force", "leader"): ("person",), ("force", "polity"): ("polity",),
    ("event", "parties"): ("polity",), ("event", "persons"): ("person",), ("event", "place"): ("place",),
    ("event", "part_of"): ("event",), ("event", "betrayer"): ("polity", "person"),
    ("event", "betrayed"): ("polity", "person"), ("event", "beneficiary"): ("polity", "person"),
}  # fmt: skip
_ORDERED: Final = (
    ("start_year", "end_year"), ("birth_year", "death_year"), ("reign_start", "reign_end"),
    ("birth_year", "reign_start"), ("reign_end", "death_year"), ("start_date", "end_date"), ("start", "end"),
)  # fmt: skip
_BOUNDS: Final = {"lat": (15, 55), "lon": (95, 135)}
_UNIQUE: Final = ("wikidata", "cbdb_id", "viaf", "dila_id", "geonames", "chgis_tgaz")
_NEEDED: Final = ("id", "pinyin", "source", "verified")


def faults(tables: Path) -> list[str]:
    """Everything that is wrong, table by table; empty when the tables are sound."""
    everything = known(tables)
    malformed = [fault for row in everything.values() for fault in _said(row, _malformed(row))]
    if malformed:
        return malformed  # nobody can compare what is not written as it should be
    return [
        *(fault for table in KINDS for fault in _repeated(table, rows(tables, table))),
        *(fault for row in everything.values() for fault in _row_faults(row, everything)),
        *anachronisms(everything),
        *unexplained(rows(tables, "ambiguous_names"), everything),
    ]


def _repeated(table: str, lines: list[Row]) -> Iterator[str]:
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in lines:
        for column in ("id", *_UNIQUE):
            if row.cells.get(column):
                owners[column, row[column]].append(row["id"])
    for (column, value), slugs in owners.items():
        if len(slugs) > 1:
            yield f"{table}.csv gives {column} {value} to {' and '.join(slugs)}; keep it with one of them."


def _row_faults(row: Row, everything: Mapping[str, Row]) -> Iterator[str]:
    checks = (
        _missing(row),
        _dangling(row, everything),
        _disordered(row),
        _astray(row),
        _rootless(row),
    )
    for check in checks:
        yield from _said(row, check)


def _said(row: Row, sentences: Iterable[str]) -> Iterator[str]:
    return (f"{row.at}: {sentence}" for sentence in sentences)


def _missing(row: Row) -> Iterator[str]:
    for column in _NEEDED:
        if not row[column]:
            yield f"{column} is empty; every row needs one."
    if not row.label:
        yield "it has no English label; every row needs one."


def _malformed(row: Row) -> Iterator[str]:
    for column, (pattern, form) in _FORMS.items():
        value = row.cells.get(column, "")
        if value and not re.fullmatch(pattern, value):
            yield f"{column} is {value!r}; write {form}."


def _dangling(row: Row, everything: Mapping[str, Row]) -> Iterator[str]:
    for (kind, column), targets in _REFERENCES.items():
        for slug in row.many(column) if row.kind == kind else ():
            if slug not in everything or everything[slug].kind not in targets:
                what = " or ".join(targets)
                yield f"{column} names {slug!r}, which is no {what} in the tables; correct it or add its row."


def _disordered(row: Row) -> Iterator[str]:
    for before, after in _ORDERED:
        first, last = row.cells.get(before, ""), row.cells.get(after, "")
        if first and last and _later(first, last):
            yield f"{before} {first} is later than {after} {last}; one of the two is wrong."


def _later(first: str, last: str) -> bool:
    """Whether the first date is later, compared no finer than both are given.

    >>> _later("1126-09", "1126"), _later("927", "1127"), _later("1127-02", "1127-01-09")
    (False, False, True)
    """
    pairs = zip(first.split("-"), last.split("-"), strict=False)
    return next((int(a) > int(b) for a, b in pairs if int(a) != int(b)), False)


def _astray(row: Row) -> Iterator[str]:
    for column, (low, high) in _BOUNDS.items():
        if row.kind == "place" and not low <= float(row[column]) <= high:
            yield f"{column} is {row[column]}, not from {low} to {high}; were lat and lon swapped?"


def _rootless(row: Row) -> Iterator[str]:
    """An identifier is copied from somewhere, so general knowledge cannot be its source."""
    given = [column for column in _UNIQUE if row.cells.get(column)]
    if given and "unverified" in row["source"]:
        yield f"{' and '.join(given)} came from somewhere; name the source instead of {row['source']!r}."
