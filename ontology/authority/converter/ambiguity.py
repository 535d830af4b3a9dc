"""Names that several things share, as notes on each of them."""

from collections.abc import Mapping

from .tables import Row
from .turtle import Thing, reference, text


def notes(row: Row, known: Mapping[str, Row]) -> list[Thing]:
    """For each candidate the shared name, what else it may mean, and how to tell them apart."""
    return [
        Thing(reference(known[slug].kind, slug), (("skos:scopeNote", text(_note(row, slug, known), "en")),))
        for slug in row.many("candidates")
    ]


def _note(row: Row, slug: str, known: Mapping[str, Row]) -> str:
    others = [known[other].label for other in row.many("candidates") if other != slug]
    sentences = [
        f"The name {row['name']} ({row['zh']}) can also mean: {', '.join(others)}." if others else "",
        "Without other signs it means this one." if others and row["default"] == slug else "",
        row["hint"],
    ]
    return " ".join(filter(None, sentences)) or f"The name {row['name']} ({row['zh']}) means this one only."
