"""Names that several things share: the notes on each of them, and the names that still need a rule."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .names import every_name
from .tables import Row
from .turtle import Thing, reference, text

_QUALIFIER: Final = re.compile(r" ?\([^)]*\)$")


def notes(row: Row, everything: Mapping[str, Row]) -> list[Thing]:
    """For each candidate the shared name, what else it may mean, and how to tell them apart."""
    return [
        Thing(
            reference(everything[slug].kind, slug),
            (("skos:scopeNote", text(_note(row, slug, everything), "en")),),
        )
        for slug in row.many("candidates")
    ]


def unexplained(rules: list[Row], everything: Mapping[str, Row]) -> Iterator[str]:
    """A sentence for each shared name without a rule, and for each rule that points nowhere."""
    for rule in rules:
        yield from _unsound(rule, everything)
    ruled: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for name in [rule["name"], *rule.many("zh", " / ")]:
            ruled[name.casefold()].update(rule.many("candidates"))
    for name, slugs in sorted(_bearers(everything.values()).items()):
        if len(slugs) > 1 and not slugs <= ruled[name]:
            yield (
                f"{name!r} names {' and '.join(sorted(slugs))}; "
                "add a row to ambiguous_names.csv that says how to tell them apart."
            )


def _bearers(things: Iterable[Row]) -> dict[str, set[str]]:
    """Who bears each name, in small letters and without a qualifier in brackets."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in things:
        for name in every_name(row):
            found[_QUALIFIER.sub("", name).casefold()].add(row["id"])
    return found


def _unsound(rule: Row, everything: Mapping[str, Row]) -> Iterator[str]:
    candidates = rule.many("candidates")
    name = rule.at
    for slug in candidates:
        if slug not in everything:
            yield f"{name}: candidate {slug!r} is in no table; correct it or add its row."
    if rule["default"] and rule["default"] not in candidates:
        yield f"{name}: default {rule['default']!r} is none of its candidates; add it or take another."
    if len(candidates) > 1 and not rule["default"] and not rule["hint"]:
        yield f"{name}: it has neither default nor hint; say how to tell its candidates apart."


def _note(row: Row, slug: str, everything: Mapping[str, Row]) -> str:
    others = [everything[other].label for other in row.many("candidates") if other != slug]
    sentences = [
        f"The name {row['name']} ({row['zh']}) can also mean: {', '.join(others)}." if others else "",
        "Without other signs it means this one." if others and row["default"] == slug else "",
        row["hint"],
    ]
    return " ".join(filter(None, sentences)) or f"The name {row['name']} ({row['zh']}) means this one only."
